/** The emulated cloud: resources as persistent actors, with no knowledge of HTTP. */
@NullMarked
package dev.twinstack.emulator;

import org.jspecify.annotations.NullMarked;
