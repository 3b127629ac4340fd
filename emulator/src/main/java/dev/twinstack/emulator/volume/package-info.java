/** Volumes: what a disk is made of and how large, and which servers it is attached to. */
@NullMarked
package dev.twinstack.emulator.volume;

import org.jspecify.annotations.NullMarked;
