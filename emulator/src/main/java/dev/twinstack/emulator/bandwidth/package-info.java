/** Bandwidths: the dedicated one that comes and goes with an EIP, and shared ones with their members. */
@NullMarked
package dev.twinstack.emulator.bandwidth;

import org.jspecify.annotations.NullMarked;
