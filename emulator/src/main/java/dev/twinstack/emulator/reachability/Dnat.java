package dev.twinstack.emulator.reachability;

import dev.twinstack.emulator.bandwidth.Bandwidth;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.natgateway.DnatRule;
import dev.twinstack.emulator.natgateway.DnatRule.Protocol;
import dev.twinstack.emulator.natgateway.NatGateway;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.publicip.PublicIp;
import dev.twinstack.emulator.reachability.Traffic.Transport;
import dev.twinstack.emulator.subnet.Subnet;
import dev.twinstack.emulator.vpc.Vpc;
import java.util.Comparator;
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
    private final WayBack wayBack;

    Dnat(Topology topology, Flow flow, Faces faces, Health health, WayBack wayBack) {
        this.topology = topology;
        this.flow = flow;
        this.faces = faces;
        this.health = health;
        this.wayBack = wayBack;
    }

    /** A rule, and whose it is. */
    record Match(NatGateway gateway, DnatRule rule) {}

    /**
     * {@return the rule that lets the flow in to one of these stations, if it is addressed as the guest sees it} Of several
     * the first by which the answers get back to the peer: whoever asks for the server may take any.
     */
    Optional<Match> leadingTo(List<Station> stations, Peer peer) {
        return topology.snapshot().all(NatGateway.TYPE).stream()
                .flatMap(gateway -> gateway.dnatRules().stream()
                        .filter(rule -> takes(rule, rule.insidePort()))
                        .map(rule -> new Match(gateway, rule)))
                .filter(match -> stations.stream().anyMatch(station -> leadsTo(match, station)))
                .min(Comparator.comparing(match -> !leadsBack(match, stations, peer)));
    }

    private boolean leadsBack(Match match, List<Station> stations, Peer peer) {
        return stations.stream()
                .filter(station -> leadsTo(match, station))
                .limit(1)
                .anyMatch(station -> wayBack.leavesBy(match.gateway(), station, peer));
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
        String outer = words(publicIp.address().toString(), rule.outsidePort(), rule);
        String inner =
                words(station.address(FAMILY).map(IpAddress::toString).orElse("nothing"), rule.insidePort(), rule);
        Way translated = way.limited(topology.snapshot()
                        .find(Bandwidth.TYPE, publicIp.bandwidth())
                        .map(Limit::of))
                .at(here, translate(here, rule, outer + " becomes " + inner))
                .answered(here, translate(here, rule, inner + " becomes " + outer + " again"));
        Optional<Halt> enclosed = Neighbours.enclosed(station, FAMILY);
        return enclosed.isPresent()
                ? translated.stop(here, enclosed.get())
                : new Arrival(topology, inside(rule), faces, health)
                        .into(
                                wayBack.byGateway(translated, station, peer, match.gateway()),
                                peer,
                                station,
                                guest -> reply(guest, peer, here));
    }

    private static Step.Translate translate(Node gateway, DnatRule rule, String text) {
        return new Step.Translate(
                gateway,
                new Step.Ruling(rule.id(), "DNAT rule " + rule.id()),
                text + ", by the DNAT rule " + rule.id() + " of NAT gateway " + gateway.label() + ".",
                List.of("EIP-01"));
    }

    private static Step.Reply reply(Node guest, Peer peer, Node gateway) {
        return new Step.Reply(
                guest,
                "The answers go back to " + peer.label() + " by NAT gateway " + gateway.label()
                        + ", with the address the client asked.",
                List.of("RT-21", "SG-13"));
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
        return flow.with(traffic);
    }
}
