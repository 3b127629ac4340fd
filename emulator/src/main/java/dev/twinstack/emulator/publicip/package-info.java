/** Elastic IPs: public IPv4 addresses that are bound to ports, some with a NAT64 address for IPv6 clients. */
@NullMarked
package dev.twinstack.emulator.publicip;

import org.jspecify.annotations.NullMarked;
