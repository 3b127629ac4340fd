package dev.twinstack.emulator.reachability;

import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.publicip.PublicIp;
import dev.twinstack.emulator.routetable.RouteTable;
import dev.twinstack.emulator.routetable.RouteType;
import dev.twinstack.emulator.vpc.Vpc;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The EIP of a port, as far as it has an effect: that of a virtual IP has none while the virtual IP is the next hop of a
 * route (VIP-12). Source: user guide, FAQ "Are There Any Restrictions on Using a Route Table?".
 *
 * <p>ASSUMED: any route of any table of the VPC does that, whatever its destination; check with a route that nothing uses.
 */
final class EipInUse {
    private EipInUse() {}

    /** {@return the EIP by which a station sends and is reached} */
    static Optional<PublicIp> of(Topology topology, Station station) {
        return topology.publicIp(station.face())
                .filter(eip -> routesTo(topology, station).isEmpty());
    }

    /** {@return why the EIP of a station is of no use, if it is not} */
    static Optional<Halt> halt(Topology topology, PublicIp eip, Station station) {
        List<Detour> routes = routesTo(topology, station);
        return routes.isEmpty() ? Optional.empty() : Optional.of(ineffective(Nodes.of(eip), station, routes));
    }

    private static Halt ineffective(Node eip, Station station, List<Detour> routes) {
        Detour first = routes.getFirst();
        String text = "The EIP " + eip.label() + " has no effect: its virtual IP "
                + Nodes.of(station.face()).label() + " is the next hop of the "
                + first.ruling().text() + " of " + first.owner().label() + '.';
        List<List<Remedy>> removals = routes.stream().map(Detour::removal).toList();
        return Halt.of(Disposition.EIP_INEFFECTIVE, eip, text, "VIP-12")
                .remediedBy(
                        removals.stream().anyMatch(List::isEmpty)
                                ? List.of()
                                : removals.stream().flatMap(List::stream).toList());
    }

    private static List<Detour> routesTo(Topology topology, Station station) {
        Port vip = station.face();
        Optional<Vpc> vpc = vip.isVip() ? topology.vpc(station.subnet()) : Optional.empty();
        return vpc.stream()
                .flatMap(home -> Stream.concat(byTables(topology, home, vip), own(home, vip)))
                .toList();
    }

    private static Stream<Detour> byTables(Topology topology, Vpc vpc, Port vip) {
        return topology.snapshot().all(RouteTable.TYPE).stream()
                .filter(table -> table.vpc().equals(vpc.id()))
                .flatMap(table -> table.routes().stream()
                        .filter(route -> route.type() == RouteType.VIP && isNamed(vip, route.nexthop()))
                        .map(route -> new Detour.OfTable(table, route)));
    }

    private static Stream<Detour> own(Vpc vpc, Port vip) {
        return vpc.routes().stream()
                .filter(route -> isNamed(vip, route.nexthop().toString()))
                .map(route -> new Detour.OfVpc(vpc, route));
    }

    private static boolean isNamed(Port vip, String nexthop) {
        return vip.id().equals(nexthop)
                || vip.fixedIps().stream()
                        .anyMatch(fixed -> fixed.address().toString().equals(nexthop));
    }
}
