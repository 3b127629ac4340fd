/** The wire: the cloud's HTTP dialects in front of the emulator, and the command line. */
@NullMarked
package dev.twinstack.api;

import org.jspecify.annotations.NullMarked;
