package dev.twinstack.emulator.reachability;

import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.natgateway.NatGateway;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.publicip.PublicIp;
import dev.twinstack.emulator.routetable.RouteTable.Route;
import dev.twinstack.emulator.routetable.RouteType;
import dev.twinstack.emulator.subnet.Subnet;
import dev.twinstack.emulator.vpc.Vpc;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where answers go that leave their subnet for somewhere else than the VPC: the table of that subnet is asked, as for
 * whatever begins there (RT-08, RT-23). Decided when a flow comes to the border of the VPC, for what lies behind.
 *
 * <p>ASSUMED: answers have no memory of how the question came in, as connections are tracked by filters and translators
 * only; check with a client of an EIP in a range that a route leads elsewhere. ASSUMED: a next hop's filters let answers
 * pass whose question they have not seen, if it may forward at all; check with an appliance on the way back only.
 */
final class WayBack {
    private final Topology topology;
    private final Family family;
    private final Health health;
    private final NextHops nextHops;

    WayBack(Topology topology, Family family, Health health) {
        this.topology = topology;
        this.family = family;
        this.health = health;
        this.nextHops = new NextHops(topology, family);
    }

    /**
     * {@return the way, with answers that leave for the Internet by what the question came in by, unless a route narrower
     * than everything leads them elsewhere} Over IPv4 they would then bear another public address, or none. Over IPv6 they
     * keep theirs, so a next hop may take them on.
     *
     * @param entrance what the question came in by
     */
    Way toInternet(Way way, Station answering, Peer client, Node entrance) {
        Optional<Detour> found = topology.detour(answering.subnet(), family, client);
        if (found.isEmpty() || found.get().toEverywhere()) {
            return way;
        }
        Detour detour = found.get();
        return switch (nextHops.of(answering, detour)) {
            case NextHops.Missing(Halt halt) -> way.unanswered(border(answering), halt);
            case NextHops.Found(Station next) when family == Family.IPV6 -> byServer(way, answering, detour, next);
            case NextHops.Found elsewhere -> way.unanswered(border(answering), misrouted(detour, entrance));
            case NextHops.Translating elsewhere -> way.unanswered(border(answering), misrouted(detour, entrance));
            case NextHops.Across elsewhere -> way.unanswered(border(answering), misrouted(detour, entrance));
        };
    }

    private static Halt misrouted(Detour detour, Node entrance) {
        return Halt.of(
                        Disposition.NO_RETURN_ROUTE,
                        detour.owner(),
                        "It arrives, but " + detour.owner().label() + " sends the answers on by the "
                                + detour.ruling().text() + ", and not back by " + entrance.label() + '.',
                        "RT-08",
                        "RT-23")
                .remediedBy(detour.removal());
    }

    /**
     * {@return the way, with answers that leave by a NAT gateway} An EIP of the receiver's own goes before a route to
     * everywhere (EIP-25), and would answer with another address.
     */
    Way byGateway(Way way, Station answering, Peer client, NatGateway gateway) {
        Optional<Detour> back = topology.detour(answering.subnet(), family, client);
        Optional<PublicIp> own = EipInUse.of(topology, answering);
        if (own.isPresent() && isPassedOver(back)) {
            return way.unanswered(border(answering), misled(Nodes.of(own.get()), answering));
        }
        return back.filter(detour -> isRouteTo(detour, gateway))
                .map(detour -> way.answered(border(answering), forwarded(detour, "RT-21")))
                .orElseGet(
                        () -> way.unanswered(border(answering), ungated(answering, client, Nodes.of(gateway), back)));
    }

    /** {@return whether answers leave by a NAT gateway} */
    boolean leavesBy(NatGateway gateway, Station answering, Peer client) {
        Optional<Detour> back = topology.detour(answering.subnet(), family, client);
        boolean byOwnEip = EipInUse.of(topology, answering).isPresent() && isPassedOver(back);
        return !byOwnEip && back.filter(detour -> isRouteTo(detour, gateway)).isPresent();
    }

    /** {@return whether an EIP goes before a route} */
    private static boolean isPassedOver(Optional<Detour> route) {
        return route.map(Detour::toEverywhere).orElse(true);
    }

    private Halt misled(Node eip, Station answering) {
        String text = "It arrives, but the answers leave by the EIP " + eip.label() + " of "
                + Nodes.of(topology, answering).label() + " itself, which is not where the client asked.";
        return Halt.of(Disposition.NO_RETURN_ROUTE, eip, text, "EIP-25");
    }

    private static boolean isRouteTo(Detour detour, NatGateway gateway) {
        return detour instanceof Detour.OfTable(var table, Route route)
                && route.type() == RouteType.NAT
                && route.nexthop().equals(gateway.id());
    }

    private Halt ungated(Station answering, Peer client, Node gateway, Optional<Detour> back) {
        Node table =
                topology.routeTable(answering.subnet()).map(Nodes::of).orElseGet(() -> Nodes.of(answering.subnet()));
        String text = "It arrives, but route table " + table.label() + " does not send the answers to " + client.label()
                + " by NAT gateway " + gateway.label() + '.';
        return Halt.of(Disposition.NO_RETURN_ROUTE, table, text, "RT-08", "RT-21")
                .remediedBy(back.map(Detour::removal).orElse(List.of()));
    }

    /**
     * {@return the way, with answers that go over a peering, unless the VPC they come from has the sender's address itself}
     * (PEER-09, PEER-11)
     *
     * @param landed the local route by which another VPC takes them to their subnet
     */
    Way overPeering(Way way, Station answering, Station to, Function<Vpc, Step> landed) {
        Node table = Nodes.of(topology.routeTable(answering.subnet()).orElseThrow());
        Node here = border(answering);
        Optional<Subnet> kept =
                topology.subnetOf(answering.subnet(), to.address(family).orElseThrow());
        if (kept.isPresent()) {
            String subnet = Nodes.of(kept.get()).label();
            return way.unanswered(
                    here, unrouted(table, "the local route to subnet " + subnet + " keeps them", "PEER-11"));
        }
        Optional<Detour> found = topology.detour(answering.subnet(), family, to.peer(family));
        if (found.isEmpty()) {
            String why = "it has no route to " + to.peer(family).label() + " and its peering";
            return way.unanswered(
                    here, unrouted(table, why, "RT-08").remediedBy(Bridges.between(topology, family, answering, to)));
        }
        Detour detour = found.get();
        String route = "the " + detour.ruling().text();
        return switch (nextHops.of(answering, detour)) {
            case NextHops.Missing(Halt halt) -> way.unanswered(here, halt);
            case NextHops.Found(Station next) -> byServer(way, answering, detour, next);
            case NextHops.Translating gateway ->
                way.unanswered(
                        here,
                        unrouted(table, route + " leads to the Internet", "RT-08")
                                .remediedBy(detour.removal()));
            case NextHops.Across(Vpc back) ->
                to.isIn(back.id())
                        ? way.answered(Nodes.of(back), landed.apply(back)).answered(here, forwarded(detour, "PEER-09"))
                        : way.unanswered(
                                here,
                                unrouted(table, route + " leads to another VPC", "RT-08")
                                        .remediedBy(detour.removal()));
        };
    }

    private static Halt unrouted(Node table, String why, String cite) {
        return Halt.of(
                Disposition.NO_RETURN_ROUTE,
                table,
                "It arrives, but route table " + table.label() + " does not send the answers back: " + why + ".",
                "PEER-09",
                cite);
    }

    private static Step.Forward forwarded(Detour detour, String cite) {
        return new Step.Forward(
                detour.owner(),
                detour.ruling(),
                detour.owner().label() + " sends the answers back by the "
                        + detour.ruling().text() + '.',
                List.of(cite, "RT-08"));
    }

    /** Answers that a route sends to a server are that server's business, if it can take and forward them at all. */
    private Way byServer(Way way, Station answering, Detour detour, Station found) {
        Station next = health.settled(found, family);
        Node here = Nodes.of(topology, next);
        Step.Deliver handed = new Step.Deliver(
                here, here.label() + " has the answers, and has to know the way back.", List.of("RT-25"));
        Way gone = trouble(answering, detour, next, here)
                .map(halt -> way.unanswered(here, halt))
                .orElseGet(() -> way.answersGo(here, handed)
                        .answered(here, SourceCheck.forwards(next.nic().orElseThrow())));
        return gone.answered(border(answering), forwarded(detour, "SEED-22"));
    }

    private Optional<Halt> trouble(Station answering, Detour detour, Station next, Node here) {
        return Neighbours.enclosed(next, family)
                .or(() -> health.halt(next, family))
                .or(() -> isSameNic(answering, next) ? Optional.of(loop(detour, here)) : Optional.empty())
                .or(() -> SourceCheck.stuck(next.nic().orElseThrow(), here));
    }

    private static boolean isSameNic(Station one, Station other) {
        return one.nic().map(Port::id).equals(other.nic().map(Port::id));
    }

    private static Halt loop(Detour detour, Node here) {
        String text = "The " + detour.ruling().text() + " leads the answers of " + here.label() + " back to itself.";
        return Halt.of(Disposition.ROUTING_LOOP, detour.owner(), text, "RT-08").remediedBy(detour.removal());
    }

    private Node border(Station station) {
        return topology.vpc(station.subnet()).map(Nodes::of).orElseGet(() -> Nodes.of(station.subnet()));
    }
}
