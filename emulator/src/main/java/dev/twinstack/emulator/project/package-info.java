/** A project: who it is, how much it may have, and which names are taken in it. */
@NullMarked
package dev.twinstack.emulator.project;

import org.jspecify.annotations.NullMarked;
