/** Everything that exists in one project, as one immutable value, and the actor through which every answer passes. */
@NullMarked
package dev.twinstack.emulator.inventory;

import org.jspecify.annotations.NullMarked;
