/** Servers (ECS instances): the NICs they own, and what their guest system shows of them. */
@NullMarked
package dev.twinstack.emulator.server;

import org.jspecify.annotations.NullMarked;
