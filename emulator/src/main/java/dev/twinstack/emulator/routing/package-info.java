/** The route tables of a project as they are seen, and which route a packet takes. */
@NullMarked
package dev.twinstack.emulator.routing;

import org.jspecify.annotations.NullMarked;
