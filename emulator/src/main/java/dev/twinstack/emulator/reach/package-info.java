/**
 * Questions about sets of flows: who can reach an end, what the Internet can reach, which of a VPC's NICs reach which,
 * what two snapshots differ in, and which rules never decide anything. Pure readings of a {@link
 * dev.twinstack.emulator.inventory.Snapshot}; each flow is judged by a {@link
 * dev.twinstack.emulator.reachability.Tracer}, and only as few as stand for all.
 */
@NullMarked
package dev.twinstack.emulator.reach;

import org.jspecify.annotations.NullMarked;
