/** Ports: network interfaces, private addresses and virtual IP addresses, and what each is bound to. */
@NullMarked
package dev.twinstack.emulator.port;

import org.jspecify.annotations.NullMarked;
