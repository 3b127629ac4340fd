package dev.twinstack.emulator.reachability.oracle;

import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.natgateway.NatGateway;
import dev.twinstack.emulator.natgateway.SnatRule;
import dev.twinstack.emulator.peering.Peering;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.publicip.PublicIp;
import dev.twinstack.emulator.reachability.Disposition;
import dev.twinstack.emulator.reachability.Traffic;
import dev.twinstack.emulator.routetable.RouteTable.Route;
import dev.twinstack.emulator.subnet.Subnet;
import dev.twinstack.emulator.vpc.Vpc;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Local routes, custom routes, and the ways to the Internet. Filters nothing. */
record Roads(World world) {
    /** {@return where a packet goes that is sent from a place} */
    Way from(Place place, Addr to, Kind kind) {
        if (World.covers(place.subnet(), to)) {
            return new Way.Within(place.subnet());
        }
        Optional<Vpc> vpc = world.vpcOf(place.subnet());
        if (vpc.isEmpty()) {
            return new Way.Lost(orIsolated(to, Disposition.NO_ROUTE));
        }
        if (world.faults().contains(Fault.CUSTOM_BEFORE_LOCAL)) {
            Optional<Route> custom = longest(place.subnet(), vpc.get(), to, route -> true);
            if (custom.isPresent()) {
                return by(custom.get(), place, vpc.get(), to, kind);
            }
        }
        Optional<Subnet> local = world.local(vpc.get(), to);
        if (local.isPresent()) {
            return new Way.Local(local.get());
        }
        if (Addr.SERVICES.stream().anyMatch(to::isIn)) {
            return new Way.Lost(Disposition.NO_ROUTE);
        }
        return beyond(place, vpc.get(), to, kind);
    }

    /** RT-23, and the assumption that a route narrower than everything goes before an EIP. */
    private Way beyond(Place place, Vpc vpc, Addr to, Kind kind) {
        Optional<Route> narrow =
                longest(place.subnet(), vpc, to, route -> route.destination().prefixLength() > 0);
        if (narrow.isPresent()) {
            return by(narrow.get(), place, vpc, to, kind);
        }
        Optional<Addr> own = to.isPublic() ? publicAddress(place, to.family()) : Optional.empty();
        Optional<Route> wide = longest(place.subnet(), vpc, to, route -> true);
        if (own.isPresent() && (wide.isEmpty() || !world.faults().contains(Fault.DEFAULT_ROUTE_BEFORE_EIP))) {
            return new Way.Out(own.get(), by(place, to.family()), bandwidth(place, to.family()));
        }
        if (wide.isPresent()) {
            return by(wide.get(), place, vpc, to, kind);
        }
        if (!to.isPublic()) {
            return new Way.Lost(orIsolated(to, Disposition.NO_ROUTE));
        }
        if (to.family() == Family.IPV6) {
            return new Way.Lost(orIsolated(to, Disposition.NOT_IN_SHARED_BANDWIDTH));
        }
        return vpc.sharedSnat()
                ? new Way.Out(new Addr.Somewhere(Family.IPV4), vpc.id(), "")
                : new Way.Lost(orIsolated(to, withoutEip(place.holder())));
    }

    private Disposition withoutEip(Port port) {
        return world.eipOf(port).isPresent() ? Disposition.EIP_INEFFECTIVE : Disposition.NO_EIP;
    }

    private String by(Place place, Family family) {
        return family == Family.IPV4
                ? effectiveEip(place.holder()).orElseThrow().id()
                : bandwidth(place, family);
    }

    private String bandwidth(Place place, Family family) {
        return switch (family) {
            case IPV4 -> effectiveEip(place.holder()).orElseThrow().bandwidth();
            case IPV6 -> place.holder().ipv6Bandwidth() instanceof Port.Ipv6Bandwidth.In(String id) ? id : "";
        };
    }

    private Set<Disposition> orIsolated(Addr to, Disposition why) {
        return world.isInSomeSubnet(to) ? EnumSet.of(why, Disposition.ISOLATED_VPCS) : EnumSet.of(why);
    }

    private Optional<Addr> publicAddress(Place place, Family family) {
        return switch (family) {
            case IPV4 -> effectiveEip(place.holder()).map(eip -> Addr.of(eip.address()));
            case IPV6 ->
                place.holder().ipv6Bandwidth() instanceof Port.Ipv6Bandwidth.In
                                || world.faults().contains(Fault.IPV6_FREE)
                        ? Optional.of(place.address())
                        : Optional.empty();
        };
    }

    /** VIP-12. */
    Optional<PublicIp> effectiveEip(Port port) {
        return world.eipOf(port)
                .filter(eip -> world.faults().contains(Fault.EIP_OF_NEXT_HOP_WORKS) || !world.isNextHop(port));
    }

    Optional<Route> longest(Subnet subnet, Vpc vpc, Addr to, Predicate<Route> among) {
        Comparator<Route> byLength =
                Comparator.comparingInt(route -> route.destination().prefixLength());
        return world.routes(subnet, vpc).stream()
                .filter(route -> to.isIn(route.destination()))
                .filter(among)
                .max(world.faults().contains(Fault.SHORTEST_PREFIX) ? byLength.reversed() : byLength);
    }

    Way by(Route route, Place place, Vpc vpc, Addr to, Kind kind) {
        boolean ipv6 = to.family() == Family.IPV6;
        return switch (route.type()) {
            case ECS -> through(serverIn(vpc, route.nexthop(), to.family()), to.family());
            case ENI -> through(world.port(route.nexthop()).filter(port -> isIn(port, vpc)), to.family());
            case VIP -> through(addressed(vpc, route.nexthop(), to.family()), to.family());
            case PEERING -> ipv6 ? new Way.Lost(Disposition.BLACKHOLE) : over(route.nexthop(), vpc, to);
            case NAT -> ipv6 ? new Way.Lost(Disposition.BLACKHOLE) : translated(route.nexthop(), place, vpc, to, kind);
            case ER, VPN, DC, EGW, SUBENI, LOCAL -> new Way.Lost(Disposition.NEXT_HOP_NOT_EMULATED);
        };
    }

    private boolean isIn(Port port, Vpc vpc) {
        return world.subnetOf(port).vpc().isIn(vpc.id());
    }

    private Optional<Port> serverIn(Vpc vpc, String server, Family family) {
        return world.nics(server, family).stream().filter(nic -> isIn(nic, vpc)).findFirst();
    }

    /** A route of a VPC itself names an IPv4 address, whatever it leads to; so the port with it must have the family. */
    private Optional<Port> addressed(Vpc vpc, String address, Family family) {
        return world.ports().stream()
                .filter(port -> isIn(port, vpc))
                .filter(port -> port.fixedIps().stream()
                        .anyMatch(fixed -> fixed.address().equals(IpAddress.of(address))))
                .filter(port -> World.address(port, family).isPresent())
                .findFirst();
    }

    private Way through(Optional<Port> nexthop, Family family) {
        if (nexthop.isEmpty() || World.address(nexthop.get(), family).isEmpty()) {
            return new Way.Lost(Disposition.BLACKHOLE);
        }
        return world.place(nexthop.get(), family)
                .<Way>map(Way.Through::new)
                .orElseGet(() -> new Way.Unborne(nexthop.get()));
    }

    private Way over(String peering, Vpc vpc, Addr to) {
        Optional<EntityRef> other = otherEnd(peering, vpc);
        if (other.isEmpty()) {
            return new Way.Lost(Disposition.BLACKHOLE);
        }
        Optional<Vpc> there = world.vpc(other.get().id());
        if (there.isEmpty()) {
            return new Way.Lost(Disposition.NEXT_HOP_NOT_EMULATED);
        }
        return world.local(there.get(), to)
                .<Way>map(subnet -> new Way.Over(peering, there.get(), subnet))
                .orElseGet(() -> new Way.Lost(Disposition.NO_TRANSIT));
    }

    static Optional<EntityRef> otherEnd(String peering, Vpc vpc) {
        return vpc.peerings().entrySet().stream()
                .filter(entry -> entry.getKey().equals(Peering.ref(peering)))
                .filter(entry -> entry.getValue().active())
                .map(entry -> entry.getValue().other())
                .findFirst();
    }

    boolean arePeered(Subnet one, Subnet other) {
        return world.vpcOf(one).stream()
                .flatMap(vpc -> vpc.peerings().values().stream())
                .anyMatch(end -> end.active() && other.vpc().isIn(end.other().id()));
    }

    Optional<NatGateway> gateway(String id, Vpc vpc) {
        return world.snapshot().all(NatGateway.TYPE).stream()
                .filter(gateway -> gateway.id().equals(id) && gateway.vpc().equals(vpc.id()))
                .findFirst();
    }

    private Way translated(String id, Place place, Vpc vpc, Addr to, Kind kind) {
        Optional<NatGateway> gateway = gateway(id, vpc);
        if (gateway.isEmpty()) {
            return new Way.Lost(Disposition.BLACKHOLE);
        }
        if (!to.isPublic()) {
            return new Way.Lost(orIsolated(to, Disposition.NO_ROUTE));
        }
        if (kind.traffic() instanceof Traffic.AnyProtocol) {
            return new Way.Lost(Disposition.NOT_TRANSLATED);
        }
        return gateway.get().snatRules().stream()
                .filter(rule -> covers(rule, place) || world.faults().contains(Fault.SNAT_FOR_ALL))
                .flatMap(rule -> rule.publicIps().stream())
                .flatMap(eip -> world.publicIp(eip).stream())
                .findFirst()
                .<Way>map(eip -> new Way.Out(Addr.of(eip.address()), id, eip.bandwidth()))
                .orElseGet(() -> new Way.Lost(Disposition.NOT_TRANSLATED));
    }

    private static boolean covers(SnatRule rule, Place place) {
        return switch (rule.source()) {
            case SnatRule.Source.OfNetwork(String network, var block) ->
                network.equals(place.subnet().id());
            case SnatRule.Source.OfBlock(var block) -> place.address().isIn(block);
            case SnatRule.Source.OnPremises elsewhere -> false;
        };
    }
}
