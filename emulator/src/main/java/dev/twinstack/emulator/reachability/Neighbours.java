package dev.twinstack.emulator.reachability;

import static dev.twinstack.emulator.reachability.SecurityFilter.words;

import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.reachability.Step.Ruling;
import dev.twinstack.emulator.subnet.Subnet;
import dev.twinstack.emulator.subnet.Subnet.Gateway;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Flows that stay in a subnet, or among the subnets of a VPC. */
final class Neighbours {
    private final Topology topology;
    private final Family family;
    private final Arrival arrival;

    Neighbours(Topology topology, Family family, Arrival arrival) {
        this.topology = topology;
        this.family = family;
        this.arrival = arrival;
    }

    Trace between(Way way, Station source, Station destination) {
        if (!source.sharesSubnet(destination)) {
            return local(way, source, destination);
        }
        Node subnet = Nodes.of(source.subnet());
        Step.Forward switched = switched(source.subnet());
        return arrival.within(way.at(subnet, switched).answered(subnet, switched), source.peer(family), destination);
    }

    /** {@return the end of a flow to an address that a local route leads to and nobody has} */
    Trace unused(Way way, Subnet subnet, IpAddress address) {
        Node node = Nodes.of(subnet);
        return way.stop(
                node,
                Halt.of(
                        Disposition.ADDRESS_UNUSED,
                        node,
                        "No port in subnet " + node.label() + " has the address " + address + "."));
    }

    private Step.Forward switched(Subnet subnet) {
        String range = range(subnet).map(IpRange::toString).orElse("");
        return new Step.Forward(
                Nodes.of(subnet),
                new Ruling("", "same subnet " + range),
                "Both ends are in subnet " + Nodes.of(subnet).label() + ", so no route is needed.",
                privately());
    }

    private Optional<IpRange> range(Subnet subnet) {
        return subnet.segment(family).map(Subnet.Segment::range);
    }

    private List<String> privately() {
        return family == Family.IPV4 ? List.of("SEED-02") : List.of("SEED-04", "SEED-11");
    }

    /** Local routes lead to every subnet of the VPC and go before all others (RT-08). */
    private Trace local(Way way, Station source, Station destination) {
        Node vpc = Nodes.of(topology.vpc(source.subnet()).orElseThrow());
        Optional<Halt> closed = closed(source, destination);
        if (closed.isPresent()) {
            return way.stop(vpc, closed.get());
        }
        Way routed = way.at(vpc, localRoute(table(source), destination))
                .answered(vpc, localRoute(table(destination), source));
        return arrival.into(routed, source.peer(family), destination);
    }

    private Node table(Station station) {
        return Nodes.of(topology.routeTable(station.subnet()).orElseThrow());
    }

    /** {@return the step by which a table's local route takes a flow to the destination's subnet} */
    Step.Forward localRoute(Node table, Station destination) {
        String range = range(destination.subnet()).map(IpRange::toString).orElse("");
        return new Step.Forward(
                table,
                new Ruling("", "local route " + range),
                "Route table " + table.label() + " has the local route " + range + " to subnet "
                        + Nodes.of(destination.subnet()).label() + ".",
                List.of("SUB-14", "RT-06", family == Family.IPV4 ? "SEED-02" : "SEED-04"));
    }

    /** {@return why nothing gets from one subnet to another, if one of them has no gateway or no router} */
    Optional<Halt> closed(Station source, Station destination) {
        return Stream.of(source, destination)
                .flatMap(station -> enclosed(station, family).stream())
                .findFirst();
    }

    /** {@return why nothing crosses the border of a subnet, if it is in no VPC, or has no gateway or no router} */
    static Optional<Halt> enclosed(Station station, Family family) {
        if (station.subnet().vpc() instanceof Subnet.Home.Outside) {
            return Optional.of(enclosed(station, " is in no VPC", "SUB-15"));
        }
        boolean hasGateway = station.subnet().segment(family).stream()
                .noneMatch(segment -> segment.gateway() instanceof Gateway.None);
        return hasGateway
                ? unconnected(station, family)
                : Optional.of(enclosed(station, " has no " + words(family) + " gateway", "SUB-10"));
    }

    /** {@return what stops a flow at the border of a Neutron subnet in a VPC that has no interface on the router} */
    private static Optional<Halt> unconnected(Station station, Family family) {
        boolean connected = station.subnet().segment(family).stream().allMatch(Subnet.Segment::isConnected);
        return connected
                ? Optional.empty()
                : Optional.of(enclosed(station, " has no " + words(family) + " interface on its router", "RT-28"));
    }

    private static Halt enclosed(Station station, String why, String cite) {
        Node subnet = Nodes.of(station.subnet());
        return Halt.of(
                Disposition.NO_ROUTE,
                subnet,
                "Subnet " + subnet.label() + why + ", so nothing crosses its border.",
                cite);
    }
}
