package dev.twinstack.emulator.reachability;

import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.natgateway.DnatRule;
import dev.twinstack.emulator.natgateway.DnatRule.Protocol;
import dev.twinstack.emulator.natgateway.NatGateway;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.publicip.PublicIp;
import dev.twinstack.emulator.reachability.Traffic.Transport;
import dev.twinstack.emulator.routetable.RouteTable.Route;
import dev.twinstack.emulator.routetable.RouteType;
import dev.twinstack.emulator.subnet.Subnet;
import dev.twinstack.emulator.vpc.Vpc;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * In from the Internet by a DNAT rule of a NAT gateway. The receiver sees the client's own address, and its answers have to
 * leave by the same gateway. ASSUMED: a rule for all ports lets pings in as well. Source: NAT Gateway user guide, "Adding a
 * DNAT Rule" and FAQ, "Using a Public NAT Gateway and Using an EIP".
 */
final class Dnat {
    private static final Family FAMILY = Family.IPV4;

    private final Topology topology;
    private final Flow flow;
    private final Faces faces;
    private final Health health;

    Dnat(Topology topology, Flow flow, Faces faces, Health health) {
        this.topology = topology;
        this.flow = flow;
        this.faces = faces;
        this.health = health;
    }

    /** A rule, and whose it is. */
    record Match(NatGateway gateway, DnatRule rule) {}

    /** {@return the rule that lets the flow in to one of these stations, if it is addressed as the guest sees it} */
    Optional<Match> leadingTo(List<Station> stations) {
        return topology.snapshot().all(NatGateway.TYPE).stream()
                .flatMap(gateway -> gateway.dnatRules().stream()
                        .filter(rule -> takes(rule, rule.insidePort()))
                        .map(rule -> new Match(gateway, rule)))
                .filter(match -> stations.stream().anyMatch(station -> leadsTo(match, station)))
                .findFirst();
    }

    private static boolean leadsTo(Match match, Station station) {
        return switch (match.rule().target()) {
            case DnatRule.Target.OfPort(String port) -> station.face().id().equals(port);
            case DnatRule.Target.OfAddress(IpAddress address) ->
                station.isIn(match.gateway().vpc()) && station.address(FAMILY).equals(Optional.of(address));
        };
    }

    private boolean takes(DnatRule rule, int rulePort) {
        return switch (flow.traffic()) {
            case Traffic.AnyProtocol any -> false;
            case Traffic.Ping ping -> rule.isForAllPorts();
            case Traffic.Icmp icmp -> rule.isForAllPorts();
            case Traffic.AnyCode any -> rule.isForAllPorts();
            case Traffic.AnyPort any -> rule.isForAllPorts();
            case Traffic.OnePort(Transport transport, int port) ->
                rule.isForAllPorts() || rulePort == port && rule.protocol() == protocol(transport);
        };
    }

    private static Protocol protocol(Transport transport) {
        return switch (transport) {
            case TCP -> Protocol.TCP;
            case UDP -> Protocol.UDP;
        };
    }

    /** Takes a flow on that is addressed to an EIP of the gateway. */
    Trace at(Way way, Peer peer, PublicIp publicIp, NatGateway gateway) {
        Node here = Nodes.of(gateway);
        return gateway.dnatRules().stream()
                .filter(rule -> rule.publicIp().equals(publicIp.id()) && takes(rule, rule.outsidePort()))
                .findFirst()
                .map(rule -> by(way, peer, new Match(gateway, rule)))
                .orElseGet(() -> way.stop(
                        here,
                        Halt.of(
                                Disposition.NOT_TRANSLATED,
                                here,
                                "NAT gateway " + here.label() + " has no DNAT rule for "
                                        + flow.traffic().label() + " at the EIP " + publicIp.address() + ".")));
    }

    /** Takes a flow on that a rule translates. */
    Trace by(Way way, Peer peer, Match match) {
        Node here = Nodes.of(match.gateway());
        return switch (match.rule().target()) {
            case DnatRule.Target.OfPort(String port) ->
                topology.snapshot()
                        .find(Port.TYPE, port)
                        .map(found -> into(way, peer, faces.asked(flow.to(), topology.station(found)), match))
                        .orElseGet(() -> way.stop(here, gone(match, "port " + port)));
            case DnatRule.Target.OfAddress(IpAddress address) -> towards(way, peer, address, match);
        };
    }

    private static Halt gone(Match match, String what) {
        return Halt.of(
                Disposition.BLACKHOLE,
                Nodes.of(match.gateway()),
                "The DNAT rule " + match.rule().id() + " leads to the " + what + ", which is no longer there.");
    }

    private Trace towards(Way way, Peer peer, IpAddress address, Match match) {
        Optional<Station> station = topology.portsAt(address).stream()
                .map(topology::station)
                .filter(found -> found.isIn(match.gateway().vpc()))
                .findFirst();
        if (station.isPresent()) {
            return into(way, peer, faces.asked(flow.to(), station.get()), match);
        }
        Node here = Nodes.of(match.gateway());
        Optional<Subnet> subnet = topology.snapshot()
                .find(Vpc.TYPE, match.gateway().vpc())
                .flatMap(vpc -> topology.subnetOf(vpc, address));
        return way.stop(
                here,
                subnet.map(found -> Halt.of(
                                Disposition.ADDRESS_UNUSED,
                                Nodes.of(found),
                                "The DNAT rule " + match.rule().id() + " leads to " + address
                                        + ", which nobody in subnet "
                                        + Nodes.of(found).label() + " has."))
                        .orElseGet(() -> Halt.of(
                                Disposition.NEXT_HOP_NOT_EMULATED,
                                here,
                                "The DNAT rule " + match.rule().id() + " leads to " + address
                                        + ", which is not in the VPC: the twin has no Direct Connect.")));
    }

    private Trace into(Way way, Peer peer, Station station, Match match) {
        Node here = Nodes.of(match.gateway());
        DnatRule rule = match.rule();
        PublicIp publicIp = topology.get(PublicIp.TYPE, rule.publicIp());
        String inner = station.address(FAMILY).map(IpAddress::toString).orElse("nothing");
        Step.Translate translate = new Step.Translate(
                here,
                words(publicIp.address().toString(), rule.outsidePort(), rule) + " becomes "
                        + words(inner, rule.insidePort(), rule) + ", by the DNAT rule " + rule.id() + " of NAT gateway "
                        + here.label() + ".",
                List.of("EIP-01"));
        Way translated = way.at(here, translate);
        Optional<Halt> enclosed = Neighbours.enclosed(station, FAMILY);
        if (enclosed.isPresent()) {
            return translated.stop(here, enclosed.get());
        }
        return new Arrival(topology, inside(rule), faces, health)
                .into(
                        translated,
                        peer,
                        station,
                        (delivered, guest, settled) -> answered(delivered, guest, settled, peer, match));
    }

    private static String words(String address, int port, DnatRule rule) {
        return rule.isForAllPorts()
                ? address
                : rule.protocol().name().toLowerCase(Locale.ROOT) + ' ' + port + " at " + address;
    }

    /** {@return the flow as the guest sees it} */
    private Flow inside(DnatRule rule) {
        Traffic traffic =
                flow.traffic() instanceof Traffic.OnePort(Transport transport, int port) && !rule.isForAllPorts()
                        ? new Traffic.OnePort(transport, rule.insidePort())
                        : flow.traffic();
        return new Flow(flow.from(), flow.to(), flow.family(), traffic);
    }

    /** An EIP of the receiver's own goes before a route to everywhere (EIP-25), and would answer with another address. */
    private Trace answered(Way way, Node guest, Station station, Peer peer, Match match) {
        Optional<Detour> back = topology.detour(station.subnet(), FAMILY, peer);
        Optional<PublicIp> own = topology.publicIp(station.face());
        if (own.isPresent() && back.map(Detour::toEverywhere).orElse(true)) {
            Node eip = Nodes.of(own.get());
            return way.stop(
                    guest,
                    Halt.of(
                            Disposition.NO_RETURN_ROUTE,
                            eip,
                            "It arrives, but the answers leave by the EIP " + eip.label() + " of " + guest.label()
                                    + " itself, which is not where the client asked.",
                            "EIP-25"));
        }
        Node gateway = Nodes.of(match.gateway());
        return back.filter(detour -> isRouteTo(detour, match.gateway())).isPresent()
                ? way.at(
                                guest,
                                new Step.Reply(
                                        guest,
                                        "The answers go back to " + peer.label() + " by NAT gateway " + gateway.label()
                                                + ", with the address the client asked.",
                                        List.of("RT-21", "SG-13")))
                        .end(Disposition.DELIVERED)
                : way.stop(guest, unanswered(station, peer, gateway));
    }

    private static boolean isRouteTo(Detour detour, NatGateway gateway) {
        return detour instanceof Detour.OfTable(var table, Route route)
                && route.type() == RouteType.NAT
                && route.nexthop().equals(gateway.id());
    }

    private Halt unanswered(Station station, Peer peer, Node gateway) {
        Node table = topology.routeTable(station.subnet()).map(Nodes::of).orElseGet(() -> Nodes.of(station.subnet()));
        return Halt.of(
                Disposition.NO_RETURN_ROUTE,
                table,
                "It arrives, but route table " + table.label() + " does not send the answers to " + peer.label()
                        + " by NAT gateway " + gateway.label() + ".",
                "RT-08",
                "RT-21");
    }
}
