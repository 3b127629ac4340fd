package dev.twinstack.emulator.reachability.oracle;

import java.util.Set;

/**
 * A packet on its way.
 *
 * @param sourceGroups the security groups of the sender, as long as the packet bears its private address
 * @param filtered whether security groups and firewalls look at it; they do not look at clients that come by NAT64
 *     (IP6-28)
 */
record Packet(Addr source, Set<String> sourceGroups, Addr destination, Kind kind, boolean filtered) {}
