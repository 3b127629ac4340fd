package dev.twinstack.emulator.reachability;

import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.routing.RouteTables;
import dev.twinstack.emulator.subnet.Subnet;
import dev.twinstack.emulator.vpc.Vpc;
import java.util.List;
import java.util.Optional;

/**
 * Flows from one VPC into another over a peering. The other VPC's local routes take them on, and nothing else does; the
 * answers need a route of their own (PEER-09). ASSUMED: a route to a server or virtual IP in the other VPC's default
 * table takes up nothing that came over a peering, though that table rules what comes in (RT-05); check with a firewall
 * appliance between two peerings.
 */
final class Crossing {
    private final Topology topology;
    private final Family family;
    private final Arrival arrival;
    private final Neighbours neighbours;
    private final WayBack wayBack;

    Crossing(Topology topology, Family family, Arrival arrival, Neighbours neighbours, WayBack wayBack) {
        this.topology = topology;
        this.family = family;
        this.arrival = arrival;
        this.neighbours = neighbours;
        this.wayBack = wayBack;
    }

    /**
     * {@return why another VPC is out of reach, if the sender's own VPC has the address as well} (PEER-08, PEER-11)
     *
     * @param isolated why it is where no peering connects the two
     */
    Optional<Halt> shadow(Station source, Station destination, Halt isolated) {
        IpAddress address = destination.address(family).orElseThrow();
        return topology.vpc(source.subnet())
                .flatMap(vpc -> topology.subnetOf(vpc, address)
                        .map(subnet -> topology.peered(vpc, destination) ? shadowed(source, vpc, subnet) : isolated));
    }

    private Halt shadowed(Station source, Vpc vpc, Subnet subnet) {
        return Halt.of(
                Disposition.SHADOWED_BY_LOCAL_ROUTE,
                Nodes.of(topology.routeTable(source.subnet()).orElseThrow()),
                "VPC " + Nodes.of(vpc).label() + " has the address in its own subnet "
                        + Nodes.of(subnet).label() + ", and the local route goes before a peering's.",
                "PEER-11",
                "PEER-08",
                "RT-08");
    }

    /** Takes a flow on that the sender's route table sent over a peering. */
    Trace over(Way way, Station source, Target target, Vpc other) {
        return switch (target) {
            case Target.Inside(Station destination, Peer peer) ->
                destination.isIn(other.id()) ? local(way, source, destination, other) : beyond(way, peer, other);
            case Target.Outside(Peer peer) -> beyond(way, peer, other);
            case Target.OfPublicIp(var _, Peer peer) -> beyond(way, peer, other);
            case Target.Unused unused -> throw new IllegalStateException("a local address over a peering: " + unused);
            case Target.Nowhere nowhere -> throw new IllegalStateException("no address over a peering: " + nowhere);
        };
    }

    private Trace local(Way way, Station source, Station destination, Vpc other) {
        Node vpc = Nodes.of(other);
        Optional<Halt> closed = neighbours.closed(source, destination);
        if (closed.isPresent()) {
            return way.stop(vpc, closed.get());
        }
        Way landed = way.at(vpc, neighbours.localRoute(inbound(other), destination));
        Way answered =
                wayBack.overPeering(landed, destination, source, back -> neighbours.localRoute(inbound(back), source));
        return arrival.into(answered, source.peer(family), destination, here -> reply(here, destination, source));
    }

    /** What comes into a VPC goes by its default table (RT-05). */
    private Node inbound(Vpc vpc) {
        return Nodes.of(RouteTables.of(topology.snapshot(), vpc));
    }

    private Step.Reply reply(Node here, Station from, Station to) {
        String text = topology.detour(from.subnet(), family, to.peer(family))
                .map(detour -> "The answers go back over the peering by the "
                        + detour.ruling().text() + ".")
                .orElse("");
        return new Step.Reply(here, text, List.of("PEER-09", "SG-13"));
    }

    /** A destination that is not in the other VPC: its address may be there all the same, and is not passed on if not. */
    private Trace beyond(Way way, Peer peer, Vpc other) {
        Node vpc = Nodes.of(other);
        if (peer instanceof Peer.At(IpAddress address, var _)) {
            Optional<Subnet> subnet = topology.subnetOf(other, address);
            if (subnet.isPresent()) {
                return somebodyElse(way, subnet.get(), address, vpc);
            }
        }
        String text = "VPC " + vpc.label() + " does not have " + peer.label()
                + " in a subnet of its own, and passes nothing on that comes over a peering.";
        return way.stop(vpc, Halt.of(Disposition.NO_TRANSIT, vpc, text, "PEER-13", "PEER-12"));
    }

    private Trace somebodyElse(Way way, Subnet subnet, IpAddress address, Node vpc) {
        boolean taken = topology.portsAt(address).stream()
                .anyMatch(port -> port.subnet().equals(subnet.id()));
        String text = "In VPC " + vpc.label() + " the address " + address + " is another port's.";
        return taken
                ? way.stop(vpc, Halt.of(Disposition.SHADOWED_BY_LOCAL_ROUTE, Nodes.of(subnet), text, "PEER-08"))
                : neighbours.unused(way, subnet, address);
    }
}
