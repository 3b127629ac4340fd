/** Server groups: which servers are to run on different hosts. */
@NullMarked
package dev.twinstack.emulator.servergroup;

import org.jspecify.annotations.NullMarked;
