/**
 * What a project was, event by event, read from its journal. Revision {@code r} of a project is what its first {@code r}
 * events make, in the order they were written; no event is ever deleted, so history begins with the first.
 */
@NullMarked
package dev.twinstack.emulator.history;

import org.jspecify.annotations.NullMarked;
