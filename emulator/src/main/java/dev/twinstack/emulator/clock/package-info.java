/** The twin's clock, which may be ahead of the machine's: so that nobody has to wait for what takes time. */
@NullMarked
package dev.twinstack.emulator.clock;

import org.jspecify.annotations.NullMarked;
