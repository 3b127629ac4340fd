package dev.twinstack.emulator.reachability;

import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.subnet.Subnet;
import dev.twinstack.emulator.vpc.Vpc;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What would let one VPC send to another. */
final class Bridges {
    private Bridges() {}

    /**
     * {@return the next thing to do} A peering takes IPv4 only (RT-14); IPv6 addresses of two VPCs meet on the Internet,
     * once both are in a shared bandwidth (SEED-05).
     */
    static List<Remedy> between(Topology topology, Family family, Station from, Station to) {
        Optional<Vpc> here = topology.vpc(from.subnet());
        Optional<Vpc> there = topology.vpc(to.subnet());
        if (here.isEmpty() || there.isEmpty()) {
            return List.of();
        }
        return switch (family) {
            case IPV4 ->
                byPeering(topology, from, here.get(), to, there.get()).stream().toList();
            case IPV6 -> List.of(new Remedy.JoinSharedBandwidth(from.face().id()));
        };
    }

    /** A peering that waits, or was rejected, is for the other project to accept: two VPCs have only one (PEER-07). */
    private static Optional<Remedy> byPeering(Topology topology, Station from, Vpc here, Station to, Vpc there) {
        Optional<Map.Entry<EntityRef, Vpc.Link>> peering = peering(here, there);
        if (peering.isEmpty()) {
            return Optional.of(new Remedy.Peer(here.id(), there.id()));
        }
        String table = topology.routeTable(from.subnet()).orElseThrow().id();
        return peering.filter(each -> each.getValue().active())
                .map(each -> new Remedy.RouteOverPeering(
                        table,
                        to.subnet()
                                .segment(Family.IPV4)
                                .map(Subnet.Segment::range)
                                .orElseThrow(),
                        each.getKey().id()));
    }

    private static Optional<Map.Entry<EntityRef, Vpc.Link>> peering(Vpc here, Vpc there) {
        return here.peerings().entrySet().stream()
                .filter(each -> each.getValue().other().id().equals(there.id()))
                .min(Map.Entry.comparingByKey());
    }
}
