package dev.twinstack.emulator.reachability;

import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.natgateway.NatGateway;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.routetable.RouteTable;
import dev.twinstack.emulator.securitygroup.Rule.Direction;
import dev.twinstack.emulator.subnet.Subnet;
import dev.twinstack.emulator.vpc.Vpc;
import java.util.List;
import java.util.Optional;
import org.pcollections.HashTreePSet;
import org.pcollections.PSet;

/** The middle part of a flow: from a NIC's security groups to the destination's NIC, or out to the Internet. */
final class Departure {
    private final Topology topology;
    private final Flow flow;
    private final Family family;
    private final Faces faces;
    private final Health health;
    private final NextHops nextHops;
    private final Exit exit;
    private final Neighbours neighbours;
    private final Crossing crossing;
    private final FirewallFilter firewalls;

    Departure(Topology topology, Flow flow, Faces faces, Health health, Arrival arrival) {
        this.topology = topology;
        this.flow = flow;
        this.family = flow.family();
        this.faces = faces;
        this.health = health;
        this.nextHops = new NextHops(topology, family);
        this.exit = new Exit(topology, flow, arrival);
        this.neighbours = new Neighbours(topology, family, arrival);
        this.crossing = new Crossing(topology, family, arrival, neighbours, new WayBack(topology, family, health));
        this.firewalls = new FirewallFilter(topology, flow);
    }

    /** What stays in the sender's subnet meets no firewall (ACL-03). */
    Trace towards(Way way, Station source, Target target) {
        return stays(source, target)
                ? onward(way, source, target)
                : firewalls.leave(way, source, target.peer(), outside -> onward(outside, source, target));
    }

    private boolean stays(Station source, Target target) {
        return switch (target) {
            case Target.Inside(Station station, var _) ->
                source.sharesSubnet(station)
                        || Topology.covers(
                                source.subnet(), station.address(family).orElseThrow());
            case Target.Unused(Subnet subnet, var _, var _) ->
                subnet.id().equals(source.subnet().id());
            case Target.OfPublicIp elsewhere -> false;
            case Target.Outside elsewhere -> false;
            case Target.Nowhere nowhere -> true;
        };
    }

    private Trace onward(Way way, Station source, Target target) {
        return switch (target) {
            case Target.Inside(Station station, Peer peer) -> inside(way, source, station, peer);
            case Target.Unused(Subnet subnet, IpAddress address, var _) -> neighbours.unused(way, subnet, address);
            case Target.OfPublicIp(var _, Peer peer) -> routed(way, source, target, peer, visited(source));
            case Target.Outside(Peer peer) -> routed(way, source, target, peer, visited(source));
            case Target.Nowhere(Halt halt, var _) -> way.stop(way.to(), halt);
        };
    }

    private static PSet<String> visited(Station source) {
        return HashTreePSet.singleton(source.nic().orElseThrow().id());
    }

    private Trace inside(Way way, Station source, Station destination, Peer peer) {
        if (source.sharesVpc(destination)) {
            return neighbours.between(way, source, destination);
        }
        Target.Inside target = new Target.Inside(destination, peer);
        return crossing.shadow(source, destination, exit.isolated(source, target))
                .map(shadowed -> way.stop(exit.border(source), shadowed))
                .orElseGet(() -> routed(way, source, target, peer, visited(source)));
    }

    /**
     * Out of the VPC's own ranges. The longest prefix decides (RT-08), but an EIP goes before a route to everywhere, and
     * that before shared SNAT (RT-23). ASSUMED: the IPv6 address's place in a shared bandwidth ranks as an EIP does, and
     * routes narrower than everything go before both; check with a route to one public address beside an EIP.
     */
    private Trace routed(Way way, Station source, Target target, Peer peer, PSet<String> visited) {
        if (topology.vpc(source.subnet()).isEmpty()) {
            return way.stop(exit.border(source), withoutRoute(source, target, peer));
        }
        Optional<Halt> enclosed = Neighbours.enclosed(source, family);
        if (enclosed.isPresent()) {
            return way.stop(exit.border(source), enclosed.get());
        }
        Optional<Detour> detour = topology.detour(source.subnet(), family, peer);
        if (detour.isPresent() && !(detour.get().toEverywhere() && hasOwnWay(source, peer))) {
            return follow(way, source, target, detour.get(), visited);
        }
        if (peer.isPrivate()) {
            return way.stop(exit.border(source), withoutRoute(source, target, peer));
        }
        return switch (family) {
            case IPV4 -> exit.byEip(way, source, target);
            case IPV6 -> exit.byBandwidth(way, source, target);
        };
    }

    private boolean hasOwnWay(Station source, Peer peer) {
        return !peer.isPrivate()
                && switch (family) {
                    case IPV4 -> EipInUse.of(topology, source).isPresent();
                    case IPV6 -> faces.isPublic(source);
                };
    }

    private Halt withoutRoute(Station source, Target target, Peer peer) {
        if (target instanceof Target.Inside inside) {
            return exit.isolated(source, inside);
        }
        Optional<RouteTable> table = topology.routeTable(source.subnet());
        return table.map(Nodes::of)
                .map(node -> Halt.of(
                        Disposition.NO_ROUTE,
                        node,
                        "Route table " + node.label() + " has no route to " + peer.label() + ".",
                        "RT-08"))
                .orElseGet(() -> Halt.of(
                        Disposition.NO_ROUTE,
                        Nodes.of(source.subnet()),
                        "Subnet " + Nodes.of(source.subnet()).label() + " is in no VPC, so it has no routes.",
                        "SUB-15"));
    }

    private Trace follow(Way way, Station source, Target target, Detour detour, PSet<String> visited) {
        Node owner = detour.owner();
        Way routed = way.at(
                exit.border(source),
                new Step.Forward(
                        owner,
                        detour.ruling(),
                        owner.label() + " sends it on by the " + detour.ruling().text() + ".",
                        List.of("RT-08", "SEED-22")));
        return switch (nextHops.of(source, detour)) {
            case NextHops.Missing(Halt halt) -> routed.stop(exit.border(source), halt);
            case NextHops.Found(Station next) -> through(routed, source, target, next, visited);
            case NextHops.Translating(NatGateway gateway) -> exit.byGateway(routed, source, target, gateway);
            case NextHops.Across(Vpc other) -> crossing.over(routed, source, target, other);
        };
    }

    private Trace through(Way way, Station source, Target target, Station found, PSet<String> visited) {
        Station next = health.settled(found, family);
        return firewalls.enter(
                way,
                source.peer(family),
                target.peer(),
                next,
                inside -> throughNic(inside, source, target, next, visited));
    }

    private Trace throughNic(Way way, Station source, Target target, Station next, PSet<String> visited) {
        Node here = Nodes.of(topology, next);
        Optional<Halt> enclosed = Neighbours.enclosed(next, family);
        if (enclosed.isPresent()) {
            return way.stop(here, enclosed.get());
        }
        Optional<Halt> mute = health.halt(next, family);
        if (mute.isPresent()) {
            return way.stop(here, mute.get());
        }
        Port nic = next.nic().orElseThrow();
        if (visited.contains(nic.id())) {
            return way.stop(
                    here,
                    Halt.of(
                            Disposition.ROUTING_LOOP,
                            Nodes.of(nic),
                            "The route leads back to " + here.label() + ", which has no way on.",
                            "RT-08"));
        }
        Optional<Halt> stuck = SourceCheck.stuck(nic, here);
        if (stuck.isPresent()) {
            return way.stop(here, stuck.get());
        }
        return new SecurityFilter(topology, family, flow.traffic())
                .pass(
                        way.at(here, SourceCheck.forwards(nic)),
                        here,
                        nic,
                        Direction.INGRESS,
                        source.peer(family),
                        taken -> isItsOwnBusiness(target.peer())
                                ? taken.at(here, handed(here, target.peer())).end(Disposition.HANDED_TO_NEXT_HOP)
                                : forwarded(taken, here, next, target, visited));
    }

    private static Step.Forward passedOn(Node here, Port nic) {
        return new Step.Forward(
                Nodes.of(nic),
                new Step.Ruling("", "as it translated the question"),
                here.label() + " translates the answers back and passes them on.",
                List.of("RT-25"));
    }

    /** Networks behind an appliance are not the cloud's to know, and the twin's guests translate no IPv6. */
    private boolean isItsOwnBusiness(Peer peer) {
        return peer.isPrivate() || family == Family.IPV6;
    }

    private static Step.Deliver handed(Node here, Peer peer) {
        return new Step.Deliver(
                here, here.label() + " has it, and has to know the way to " + peer.label() + ".", List.of("RT-25"));
    }

    /**
     * The guest is taken to forward IPv4 with its own address as the source. Source: user guide, "SNAT server". ASSUMED:
     * that is its NIC's also where the route leads to a virtual IP; check with two SNAT servers behind one.
     */
    private Trace forwarded(Way way, Node here, Station found, Target target, PSet<String> visited) {
        Port nic = found.nic().orElseThrow();
        PSet<String> more = visited.plus(nic.id());
        Station next = topology.station(nic);
        Optional<Halt> mute = health.halt(next, family);
        if (mute.isPresent()) {
            return way.stop(here, mute.get());
        }
        return new SecurityFilter(topology, family, flow.traffic())
                .pass(
                        way.answered(here, passedOn(here, nic)),
                        here,
                        nic,
                        Direction.EGRESS,
                        target.peer(),
                        sent -> firewalls.leave(
                                sent,
                                next,
                                target.peer(),
                                outside -> routed(outside, next, target, target.peer(), more)));
    }
}
