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
    private final WayBack wayBack;
    private final Nat64 nat64;

    Arrival(Topology topology, Flow flow, Faces faces, Health health) {
        this.topology = topology;
        this.flow = flow;
        this.family = flow.family();
        this.faces = faces;
        this.health = health;
        this.firewalls = new FirewallFilter(topology, flow);
        this.wayBack = new WayBack(topology, family, health);
        this.nat64 = new Nat64(topology, health);
        this.dnat = new Dnat(topology, flow, faces, health, wayBack);
    }

    /** An own public address goes before one that is translated, and an EIP before a DNAT rule. */
    Trace fromInternet(Way way, Peer peer, Station station) {
        return switch (family) {
            case IPV4 ->
                EipInUse.of(topology, station)
                        .map(publicIp -> throughEip(way, peer, publicIp))
                        .orElseGet(() -> dnat.leadingTo(faces.reachable(flow.to()), peer)
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
        if (admission.isEmpty()) {
            return way.stop(here, outsideBandwidth(station, address.get()));
        }
        Way inside = admitted(way, admission.get());
        return into(wayBack.toInternet(inside, station, peer, admission.get().resource()), peer, station);
    }

    /** {@return the way through a shared bandwidth, and its answers through the same} */
    Way admitted(Way way, Step.Admit admission) {
        Node bandwidth = admission.resource();
        return way.limited(limit(bandwidth.id())).at(bandwidth, admission).answered(bandwidth, admission);
    }

    /** {@return how wide a bandwidth is, if the project has it} */
    Optional<Limit> limit(String bandwidth) {
        return topology.snapshot().find(Bandwidth.TYPE, bandwidth).map(Limit::of);
    }

    /** {@return why the Internet finds no way to an IPv4 address} */
    private Halt unreached(Station station) {
        return topology.publicIp(station.face())
                .flatMap(eip -> EipInUse.halt(topology, eip, station))
                .orElseGet(() -> station.address(family).isPresent() ? withoutEip(station) : withoutAddress(station));
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
                ? Optional.of(new Step.Admit(
                        bandwidth(id),
                        "The shared bandwidth " + bandwidth(id).name() + " has the address " + address
                                + ", so it may talk to the Internet.",
                        List.of("SEED-05", "SEED-12", "IP6-21")))
                : Optional.empty();
    }

    /** Another project's is known by its id only. */
    private Node bandwidth(String id) {
        return topology.snapshot()
                .find(Bandwidth.TYPE, id)
                .map(Nodes::of)
                .orElseGet(() -> new Node(Bandwidth.TYPE.name(), id, id));
    }

    static Halt outsideBandwidth(Station station, IpAddress address) {
        return Halt.of(
                        Disposition.NOT_IN_SHARED_BANDWIDTH,
                        Nodes.of(station.face()),
                        "The IPv6 address " + address + " is in no shared bandwidth, so it is private.",
                        "SEED-05",
                        "SEED-11")
                .remediedBy(new Remedy.JoinSharedBandwidth(station.face().id()));
    }

    static Halt withoutEip(Station station) {
        Node face = Nodes.of(station.face());
        return Halt.of(
                        Disposition.NO_EIP,
                        face,
                        "No EIP is bound to " + face.label() + ", so its IPv4 address is private.",
                        "SEED-03",
                        "SEED-09")
                .remediedBy(new Remedy.BindEip(station.face().id()));
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
        Optional<Halt> closed = EipInUse.halt(topology, publicIp, station.get())
                .or(() -> Neighbours.enclosed(station.get(), Family.IPV4));
        if (closed.isPresent()) {
            return way.stop(here, closed.get());
        }
        Way limited = way.limited(limit(publicIp.bandwidth()));
        return switch (family) {
            case IPV4 -> byEip(limited, peer, publicIp, station.get());
            case IPV6 -> nat64.in(limited, publicIp, station.get());
        };
    }

    private Trace byEip(Way way, Peer peer, PublicIp publicIp, Station station) {
        Node here = Nodes.of(publicIp);
        String inner = inner(station);
        List<String> cites = List.of("SEED-10", "EIP-01");
        Way inside = way.at(
                        here,
                        new Step.Translate(here, "The EIP " + publicIp.address() + " becomes " + inner + ".", cites))
                .answered(
                        here, new Step.Translate(here, inner + " becomes the EIP " + publicIp.address() + ".", cites));
        return into(wayBack.toInternet(inside, station, peer, here), peer, station);
    }

    private static String inner(Station station) {
        return station.address(Family.IPV4).map(IpAddress::toString).orElse("nothing");
    }

    /** What is to be said of the answers, if they get back. */
    @FunctionalInterface
    interface Ending {
        /**
         * @param here where it was delivered
         */
        Step.Reply at(Node here);
    }

    /** Takes a flow into the destination's subnet and guest, through its firewall; answers go back as it came. */
    Trace into(Way way, Peer peer, Station destination) {
        return into(way, peer, destination, answered(peer));
    }

    private Ending answered(Peer peer) {
        return here -> reply(here, peer);
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
        return new SecurityFilter(topology, family, flow.traffic())
                .pass(
                        way,
                        here,
                        station.nic().orElseThrow(),
                        Direction.INGRESS,
                        peer,
                        filtered -> delivered(filtered, station, ending));
    }

    private Trace delivered(Way way, Station station, Ending ending) {
        Node here = Nodes.of(topology, station);
        String address = station.address(family).map(IpAddress::toString).orElseThrow();
        String taken = station.face().isVip()
                ? here.label() + " receives it for the virtual IP " + address + ", which "
                        + station.carriers().size() + " NIC(s) carry; which of them answers is up to the guests."
                : here.label() + " receives it at " + address + '.';
        List<String> cites = station.face().isVip() ? List.of("VIP-03", "VIP-09", "SEED-26") : List.of();
        Way delivered = way.at(here, new Step.Deliver(here, taken, cites));
        return SourceCheck.answered(delivered, here, station, family)
                .arrived(Disposition.DELIVERED, here, ending.at(here));
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
