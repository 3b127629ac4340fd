/** Subnets, IPv4 or dual-stack: the ranges, DHCP options, and who leases which address. */
@NullMarked
package dev.twinstack.emulator.subnet;

import org.jspecify.annotations.NullMarked;
