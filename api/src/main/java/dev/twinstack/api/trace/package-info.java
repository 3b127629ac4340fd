/** Whether traffic arrives, asked over HTTP: {@code /_twinstack/trace}. {@code docs/reachability.md} describes it. */
@NullMarked
package dev.twinstack.api.trace;

import org.jspecify.annotations.NullMarked;
