/** What the process logs: its form, and a line for each request if that is asked for. */
@NullMarked
package dev.twinstack.api.log;

import org.jspecify.annotations.NullMarked;
