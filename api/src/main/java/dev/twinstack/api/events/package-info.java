/** What changes in a project, as a stream of events. */
@NullMarked
package dev.twinstack.api.events;

import org.jspecify.annotations.NullMarked;
