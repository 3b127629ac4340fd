package dev.twinstack.emulator.reachability;

import static dev.twinstack.emulator.reachability.SecurityFilter.words;

import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.natgateway.NatGateway;
import dev.twinstack.emulator.peering.Peering;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.routetable.RouteTable.Route;
import dev.twinstack.emulator.server.Server;
import dev.twinstack.emulator.vpc.Vpc;
import dev.twinstack.emulator.vpc.Vpc.HostRoute;
import java.util.Comparator;
import java.util.Optional;

/** Where custom routes point to. */
final class NextHops {
    private final Topology topology;
    private final Family family;

    NextHops(Topology topology, Family family) {
        this.topology = topology;
        this.family = family;
    }

    /** What a route's next hop is. */
    sealed interface NextHop {}

    record Found(Station station) implements NextHop {}

    /** Another VPC, over a peering. */
    record Across(Vpc vpc) implements NextHop {}

    /** A NAT gateway of the sender's VPC. */
    record Translating(NatGateway gateway) implements NextHop {}

    record Missing(Halt halt) implements NextHop {}

    NextHop of(Station source, Detour detour) {
        return switch (detour) {
            case Detour.OfVpc(var _, HostRoute route) -> found(detour, at(source, route.nexthop()));
            case Detour.OfTable(var _, Route route) -> byType(source, detour, route);
        };
    }

    private NextHop byType(Station source, Detour detour, Route route) {
        return switch (route.type()) {
            case ECS -> found(detour, server(source, route.nexthop()));
            case ENI -> found(detour, port(source, route.nexthop()));
            case VIP -> found(detour, virtualIp(source, route.nexthop()));
            case PEERING -> across(source, detour, route.nexthop());
            case NAT -> translating(source, detour, route.nexthop());
            case ER, VPN, DC, EGW, SUBENI, LOCAL ->
                missing(
                        detour,
                        Disposition.NEXT_HOP_NOT_EMULATED,
                        "The twin does not emulate what the route leads to: " + detour.nexthop() + ".",
                        "RT-13");
        };
    }

    /** The other VPC may be another project's, if a trace was given that to look at. */
    private NextHop across(Station source, Detour detour, String peering) {
        Optional<Vpc.Link> link = topology.vpc(source.subnet())
                .flatMap(vpc -> Optional.ofNullable(vpc.peerings().get(Peering.ref(peering))));
        if (link.isEmpty()) {
            return blackhole(detour, " is no longer there.", "DEL-27");
        }
        EntityRef other = link.get().other();
        String leads = "The route " + detour.destination() + " leads to the VPC " + other.id() + " of the project "
                + other.project();
        if (!link.get().active()) {
            return missing(
                    detour, Disposition.BLACKHOLE, leads + " over a peering that has not been accepted.", "PEER-02");
        }
        return topology.snapshot()
                .find(Vpc.TYPE, other.id())
                .<NextHop>map(Across::new)
                .orElseGet(() -> missing(
                        detour,
                        Disposition.NEXT_HOP_NOT_EMULATED,
                        leads + ", which this trace was not given to look at.",
                        "PEER-01"));
    }

    private static Missing missing(Detour detour, Disposition disposition, String why, String cite) {
        return new Missing(Halt.of(disposition, detour.owner(), why, cite));
    }

    private NextHop translating(Station source, Detour detour, String id) {
        if (family == Family.IPV6) {
            return blackhole(detour, " has no IPv6 address.", "SEED-25");
        }
        return topology.snapshot()
                .find(NatGateway.TYPE, id)
                .filter(gateway -> source.isIn(gateway.vpc()))
                .<NextHop>map(Translating::new)
                .orElseGet(() -> blackhole(detour, " is no longer there.", "RT-22"));
    }

    private NextHop found(Detour detour, Optional<Station> station) {
        if (station.isEmpty()) {
            return blackhole(detour, " is no longer there.", "RT-22");
        }
        return station.get().address(family).isPresent()
                ? new Found(station.get())
                : blackhole(detour, " has no " + words(family) + " address.", "SEED-25");
    }

    private static Missing blackhole(Detour detour, String why, String cite) {
        Halt halt = Halt.of(
                Disposition.BLACKHOLE,
                detour.owner(),
                "The next hop of the route " + detour.destination() + ", " + detour.nexthop() + ',' + why,
                cite);
        return new Missing(
                detour instanceof Detour.OfTable(var table, var _)
                        ? halt.remediedBy(new Remedy.RemoveRoute(table.id(), detour.destination()))
                        : halt);
    }

    /** Of a server's NICs, a route takes the first in its own VPC that has the family (SEED-23, SEED-25). */
    private Optional<Station> server(Station source, String id) {
        return topology.snapshot()
                .find(Server.TYPE, id)
                .flatMap(server -> topology.stations(server).stream()
                        .filter(source::sharesVpc)
                        .min(Comparator.comparing(
                                station -> station.address(family).isEmpty())));
    }

    private Optional<Station> port(Station source, String id) {
        return topology.snapshot().find(Port.TYPE, id).map(topology::station).filter(source::sharesVpc);
    }

    private Optional<Station> virtualIp(Station source, String nexthop) {
        return port(source, nexthop).or(() -> IpAddress.parse(nexthop).flatMap(address -> at(source, address)));
    }

    private Optional<Station> at(Station source, IpAddress address) {
        return topology.portsAt(address).stream()
                .map(topology::station)
                .filter(station -> station.sharesVpc(source))
                .findFirst();
    }
}
