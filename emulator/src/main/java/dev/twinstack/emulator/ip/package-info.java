/**
 * Dual-stack addresses, blocks and allocators: immutable values without I/O, one type for both families.
 *
 * <ul>
 *   <li>{@link dev.twinstack.emulator.ip.IpAddress} one address, {@link dev.twinstack.emulator.ip.IpRange} one CIDR
 *       block. Both are written and stored as their canonical text.
 *   <li>{@link dev.twinstack.emulator.ip.RangeSet} blocks that may not overlap: the subnets of a VPC (SUB-02).
 *   <li>{@link dev.twinstack.emulator.ip.LeasePool} the addresses of one block, {@link
 *       dev.twinstack.emulator.ip.BlockPool} its sub-blocks of one size. Both hand out the lowest free one.
 * </ul>
 *
 * Parsing is strict: what is not exactly an address or a block is refused, never corrected. Everything is ordered IPv4
 * before IPv6, then by number.
 */
@NullMarked
package dev.twinstack.emulator.ip;

import org.jspecify.annotations.NullMarked;
