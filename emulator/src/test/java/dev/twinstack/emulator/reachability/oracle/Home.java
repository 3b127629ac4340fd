package dev.twinstack.emulator.reachability.oracle;

import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.natgateway.NatGateway;
import dev.twinstack.emulator.reachability.Disposition;
import dev.twinstack.emulator.reachability.Traffic;
import dev.twinstack.emulator.routetable.RouteTable.Route;
import dev.twinstack.emulator.routetable.RouteType;
import dev.twinstack.emulator.vpc.Vpc;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How answers get home that have to leave the VPC they come from. */
record Home(World world, Roads roads) {
    /**
     * What becomes of the answers.
     *
     * @param why what stops them; one word or several for the same
     * @param routes the destinations of added routes that lead them
     * @param astray whether they go to a server that takes them on, and not where the question came from
     */
    record Fate(Set<Disposition> why, List<String> routes, boolean astray) {
        static Fate lost(Disposition first, Disposition... others) {
            return new Fate(EnumSet.of(first, others), List.of(), false);
        }

        static Fate home(List<String> routes) {
            return new Fate(Set.of(), routes, false);
        }
    }

    private static Kind anything(Addr to) {
        return new Kind(new Traffic.Ping(), to.family());
    }

    private Optional<Route> back(Place answering, Vpc vpc, Addr to) {
        return roads.longest(answering.subnet(), vpc, to, route -> true);
    }

    private static String destination(Route route) {
        return route.destination().toString();
    }

    /** {@return what becomes of answers to what came over a peering} PEER-09, PEER-11. */
    Fate overPeering(Place answering, Addr to, String peering) {
        Vpc vpc = world.vpcOf(answering.subnet()).orElseThrow();
        if (world.local(vpc, to).isPresent()) {
            return Fate.lost(Disposition.NO_RETURN_ROUTE, Disposition.SHADOWED_BY_LOCAL_ROUTE);
        }
        Optional<Route> found = back(answering, vpc, to);
        if (found.isEmpty()) {
            return Fate.lost(Disposition.NO_RETURN_ROUTE);
        }
        Route route = found.get();
        return switch (route.type()) {
            case PEERING -> {
                if (route.nexthop().equals(peering)) {
                    yield Fate.home(List.of(destination(route)));
                }
                yield Roads.otherEnd(route.nexthop(), vpc).isEmpty()
                        ? Fate.lost(Disposition.BLACKHOLE)
                        : Fate.lost(Disposition.NO_RETURN_ROUTE);
            }
            case ECS, ENI, VIP -> astray(answering, route, roads.by(route, answering, vpc, to, anything(to)), to);
            case NAT ->
                roads.gateway(route.nexthop(), vpc).isEmpty()
                        ? Fate.lost(Disposition.BLACKHOLE)
                        : Fate.lost(Disposition.NO_RETURN_ROUTE);
            case ER, VPN, DC, EGW, SUBENI, LOCAL -> Fate.lost(Disposition.NEXT_HOP_NOT_EMULATED);
        };
    }

    /** A server has the answers, if it is there, runs, and may forward; it is not who answers. */
    private Fate astray(Place answering, Route route, Way way, Addr to) {
        return switch (way) {
            case Way.Through(Place router) -> {
                Set<Disposition> why = world.ailments(router);
                if (!World.isOpen(router.subnet(), to.family())) {
                    why.add(Disposition.NO_ROUTE);
                }
                if (!world.forwards(router.nic())) {
                    why.add(Disposition.DROPPED_BY_SOURCE_DESTINATION_CHECK);
                }
                if (router.nic().equals(answering.nic())) {
                    why.add(Disposition.ROUTING_LOOP);
                }
                yield new Fate(why, List.of(destination(route)), true);
            }
            case Way.Unborne unborne -> Fate.lost(Disposition.VIP_NOT_BOUND);
            case Way.Lost(Set<Disposition> why) -> new Fate(why, List.of(), false);
            case Way.Within elsewhere -> throw new IllegalStateException(elsewhere.toString());
            case Way.Local elsewhere -> throw new IllegalStateException(elsewhere.toString());
            case Way.Over elsewhere -> throw new IllegalStateException(elsewhere.toString());
            case Way.Out elsewhere -> throw new IllegalStateException(elsewhere.toString());
        };
    }

    /** {@return what becomes of answers to what came by a DNAT rule} They have to leave by the same gateway. */
    Fate byGateway(Place answering, Addr to, NatGateway gateway) {
        Vpc vpc = world.vpcOf(answering.subnet()).orElseThrow();
        Optional<Route> back = back(answering, vpc, to);
        boolean narrow = back.isPresent() && back.get().destination().prefixLength() > 0;
        if (roads.effectiveEip(answering.holder()).isPresent() && !narrow) {
            return Fate.lost(Disposition.NO_RETURN_ROUTE);
        }
        return back.isPresent()
                        && back.get().type() == RouteType.NAT
                        && back.get().nexthop().equals(gateway.id())
                ? Fate.home(List.of(destination(back.get())))
                : Fate.lost(Disposition.NO_RETURN_ROUTE);
    }

    /**
     * {@return what becomes of answers to the Internet} A route narrower than everything goes before the EIP or the shared
     * bandwidth that the question came in by. IPv6 keeps its address wherever it goes; IPv4 would get another one.
     */
    Fate toInternet(Place answering, Addr client) {
        Optional<Vpc> vpc = world.vpcOf(answering.subnet());
        boolean local = Addr.SERVICES.stream().anyMatch(client::isIn);
        if (vpc.isEmpty() || local || world.faults().contains(Fault.ANSWERS_REMEMBER)) {
            return Fate.home(List.of());
        }
        Optional<Route> narrow = roads.longest(
                answering.subnet(),
                vpc.get(),
                client,
                route -> route.destination().prefixLength() > 0);
        if (narrow.isEmpty()) {
            return Fate.home(List.of());
        }
        Way way = roads.by(narrow.get(), answering, vpc.get(), client, anything(client));
        if (client.family() == Family.IPV6) {
            return astray(answering, narrow.get(), way, client);
        }
        boolean nowhere = way instanceof Way.Lost(Set<Disposition> why)
                && (why.contains(Disposition.BLACKHOLE) || why.contains(Disposition.NEXT_HOP_NOT_EMULATED));
        return nowhere ? astray(answering, narrow.get(), way, client) : Fate.lost(Disposition.NO_RETURN_ROUTE);
    }
}
