package dev.twinstack.emulator.reachability;

import static dev.twinstack.emulator.reachability.SecurityFilter.words;

import dev.twinstack.emulator.bandwidth.Bandwidth;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.natgateway.NatGateway;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.publicip.PublicIp;
import dev.twinstack.emulator.securitygroup.Rule.Direction;
import java.util.List;
import java.util.Optional;

/** The last part of a flow: in from the Internet, and into a guest. */
final class Arrival {
    private final Topology topology;
    private final Flow flow;
    private final Family family;
    private final Faces faces;
    private final Health health;
    private final FirewallFilter firewalls;
    private final Dnat dnat;

    Arrival(Topology topology, Flow flow, Faces faces, Health health) {
        this.topology = topology;
        this.flow = flow;
        this.family = flow.family();
        this.faces = faces;
        this.health = health;
        this.firewalls = new FirewallFilter(topology, flow);
        this.dnat = new Dnat(topology, flow, faces, health);
    }

    /** An own public address goes before one that is translated, and an EIP before a DNAT rule. */
    Trace fromInternet(Way way, Peer peer, Station station) {
        return switch (family) {
            case IPV4 ->
                topology.publicIp(station.face())
                        .map(publicIp -> throughEip(way, peer, publicIp))
                        .orElseGet(() -> dnat.leadingTo(faces.reachable(flow.to()))
                                .map(match -> dnat.by(way, peer, match))
                                .orElseGet(() -> way.stop(Nodes.of(topology, station), unreached(station))));
            case IPV6 -> ipv6FromInternet(way, peer, station);
        };
    }

    private Trace ipv6FromInternet(Way way, Peer peer, Station station) {
        if (!faces.isPublic(station)
                && topology.publicAddress(station.face(), family).isPresent()) {
            return throughEip(way, peer, topology.publicIp(station.face()).orElseThrow());
        }
        return atItsAddress(way, peer, station);
    }

    /** In from the Internet to the IPv6 address of a port. */
    Trace atItsAddress(Way way, Peer peer, Station station) {
        Node here = Nodes.of(topology, station);
        Optional<IpAddress> address = station.address(family);
        if (address.isEmpty()) {
            return way.stop(here, withoutAddress(station));
        }
        Optional<Halt> enclosed = Neighbours.enclosed(station, family);
        if (enclosed.isPresent()) {
            return way.stop(here, enclosed.get());
        }
        Optional<Step.Admit> admission = admission(station, address.get());
        return admission.isPresent()
                ? into(way.at(admission.get().resource(), admission.get()), peer, station)
                : way.stop(here, outsideBandwidth(station, address.get()));
    }

    /** {@return why the Internet finds no way to an IPv4 address} */
    private Halt unreached(Station station) {
        return station.address(family).isPresent() ? withoutEip(station) : withoutAddress(station);
    }

    private Halt withoutAddress(Station station) {
        Node face = Nodes.of(station.face());
        return Halt.of(
                Disposition.NO_ADDRESS,
                face,
                face.label() + " has no " + words(family) + " address.",
                "SEED-09",
                "SEED-10");
    }

    /** {@return the step that lets an IPv6 address through between VPC and Internet, if it is in a shared bandwidth} */
    Optional<Step.Admit> admission(Station station, IpAddress address) {
        return station.face().ipv6Bandwidth() instanceof Port.Ipv6Bandwidth.In(String id)
                ? topology.snapshot()
                        .find(Bandwidth.TYPE, id)
                        .map(bandwidth -> new Step.Admit(
                                Nodes.of(bandwidth),
                                "The shared bandwidth " + bandwidth.name() + " has the address " + address
                                        + ", so it may talk to the Internet.",
                                List.of("SEED-05", "SEED-12", "IP6-21")))
                : Optional.empty();
    }

    static Halt outsideBandwidth(Station station, IpAddress address) {
        return Halt.of(
                Disposition.NOT_IN_SHARED_BANDWIDTH,
                Nodes.of(station.face()),
                "The IPv6 address " + address + " is in no shared bandwidth, so it is private.",
                "SEED-05",
                "SEED-11");
    }

    static Halt withoutEip(Station station) {
        Node face = Nodes.of(station.face());
        return Halt.of(
                Disposition.NO_EIP,
                face,
                "No EIP is bound to " + face.label() + ", so its IPv4 address is private.",
                "SEED-03",
                "SEED-09");
    }

    static Halt withoutNat64(PublicIp publicIp) {
        Node node = Nodes.of(publicIp);
        return Halt.of(
                Disposition.NO_ADDRESS,
                node,
                "The EIP " + node.label() + " has no IPv6 address: it is not of the type 5_dualStack.",
                "IP6-26");
    }

    /** IPv6 clients are translated to IPv4, and past the security groups (IP6-26, IP6-28). */
    Trace throughEip(Way way, Peer peer, PublicIp publicIp) {
        Node here = Nodes.of(publicIp);
        Optional<IpAddress> address = Topology.address(publicIp, family);
        if (address.isEmpty()) {
            return way.stop(here, withoutNat64(publicIp));
        }
        Optional<NatGateway> gateway = topology.gateway(publicIp);
        if (gateway.isPresent()) {
            return dnat.at(way, peer, publicIp, gateway.get());
        }
        Optional<Station> station =
                faces.bound(publicIp).map(found -> health.settled(faces.asked(flow.to(), found), Family.IPV4));
        if (station.isEmpty()) {
            return way.stop(
                    here,
                    Halt.of(
                            Disposition.EIP_NOT_BOUND,
                            here,
                            "The EIP " + address.get() + " is bound to nothing.",
                            "EIP-01"));
        }
        Optional<Halt> enclosed = Neighbours.enclosed(station.get(), Family.IPV4);
        if (enclosed.isPresent()) {
            return way.stop(here, enclosed.get());
        }
        String inner =
                station.get().address(Family.IPV4).map(IpAddress::toString).orElse("nothing");
        return switch (family) {
            case IPV4 ->
                into(
                        way.at(
                                here,
                                new Step.Translate(
                                        here,
                                        "The EIP " + address.get() + " becomes " + inner + ".",
                                        List.of("SEED-10", "EIP-01"))),
                        peer,
                        station.get());
            case IPV6 ->
                translated(
                        way.at(
                                here,
                                new Step.Translate(
                                        here,
                                        "NAT64 turns " + address.get() + " into " + inner
                                                + " and hides the client's address.",
                                        List.of("SEED-15", "IP6-26"))),
                        station.get());
        };
    }

    /** How a flow that was delivered ends: whether the answers get back. */
    @FunctionalInterface
    interface Ending {
        /**
         * @param here where it was delivered
         */
        Trace of(Way delivered, Node here, Station station);
    }

    /** Takes a flow into the destination's subnet and guest, through its firewall; answers go back as it came. */
    Trace into(Way way, Peer peer, Station destination) {
        return into(way, peer, destination, answered(peer));
    }

    private Ending answered(Peer peer) {
        return (delivered, here, station) ->
                delivered.at(here, reply(here, peer)).end(Disposition.DELIVERED);
    }

    Trace into(Way way, Peer peer, Station destination, Ending ending) {
        Station station = health.settled(destination, family);
        return station.address(family)
                .map(address -> firewalls.enter(
                        way, peer, station.peer(family), station, inside -> within(inside, peer, station, ending)))
                .orElseGet(() -> within(way, peer, station, ending));
    }

    /** Takes a flow that does not leave its subnet into the guest. */
    Trace within(Way way, Peer peer, Station destination) {
        return within(way, peer, destination, answered(peer));
    }

    /** Takes a flow that is in the destination's subnet into the guest, through the security groups of its NIC. */
    private Trace within(Way way, Peer peer, Station destination, Ending ending) {
        Station station = health.settled(destination, family);
        Node here = Nodes.of(topology, station);
        Optional<Halt> mute = health.halt(station, family);
        if (mute.isPresent()) {
            return way.stop(here, mute.get());
        }
        Step.Filter filter = new SecurityFilter(topology, family, flow.traffic())
                .judge(station.nic().orElseThrow(), Direction.INGRESS, peer);
        Way filtered = way.at(here, filter);
        return filter.allowed()
                ? delivered(filtered, station, ending)
                : filtered.end(Disposition.DENIED_BY_SECURITY_GROUP);
    }

    /**
     * ASSUMED: what NAT64 sends comes from addresses of the cloud's own services, which firewalls always allow (ACL-03);
     * check with a firewall that allows nothing in.
     */
    private Trace translated(Way way, Station station) {
        Node here = Nodes.of(topology, station);
        Optional<Halt> mute = health.halt(station, Family.IPV4);
        if (mute.isPresent()) {
            return way.stop(here, mute.get());
        }
        Step.Filter unfiltered = new Step.Filter(
                Nodes.of(station.nic().orElseThrow()),
                new Step.Ruling("", "not filtered"),
                true,
                "Security groups do not apply to IPv6 clients that come by NAT64.",
                List.of("IP6-28"));
        return way.at(here, unfiltered)
                .at(here, new Step.Deliver(here, here.label() + " receives it as IPv4.", List.of("SEED-15")))
                .at(here, new Step.Reply(here, "The answers are translated back.", List.of("IP6-26")))
                .end(Disposition.DELIVERED);
    }

    private Trace delivered(Way way, Station station, Ending ending) {
        Node here = Nodes.of(topology, station);
        String address = station.address(family).map(IpAddress::toString).orElseThrow();
        String taken = station.face().isVip()
                ? here.label() + " receives it for the virtual IP " + address + ", which "
                        + station.carriers().size() + " NIC(s) carry; which of them answers is up to the guests."
                : here.label() + " receives it at " + address + '.';
        List<String> cites = station.face().isVip() ? List.of("VIP-03", "VIP-09", "SEED-26") : List.of();
        return ending.of(way.at(here, new Step.Deliver(here, taken, cites)), here, station);
    }

    /** What begins with an address of the family can be answered in it, so nothing more is to be asked. */
    Step.Reply reply(Node node, Peer peer) {
        return new Step.Reply(
                node,
                "The answers go back to " + peer.label() + " over " + words(family)
                        + ": security groups and firewalls are stateful, so no rule is needed for them.",
                List.of("SG-13", "ACL-05"));
    }
}
