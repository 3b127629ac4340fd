package dev.twinstack.emulator.reachability;

import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.natgateway.NatGateway;
import dev.twinstack.emulator.natgateway.SnatRule;
import dev.twinstack.emulator.publicip.PublicIp;
import dev.twinstack.emulator.reachability.Step.Ruling;
import dev.twinstack.emulator.vpc.Vpc;
import java.util.List;
import java.util.Optional;

/** The ways out of a VPC to the Internet. */
final class Exit {
    private final Topology topology;
    private final Flow flow;
    private final Family family;
    private final Arrival arrival;

    Exit(Topology topology, Flow flow, Arrival arrival) {
        this.topology = topology;
        this.flow = flow;
        this.family = flow.family();
        this.arrival = arrival;
    }

    Node border(Station source) {
        return topology.vpc(source.subnet()).map(Nodes::of).orElseGet(() -> Nodes.of(source.subnet()));
    }

    Halt isolated(Station source, Target.Inside target) {
        Node from = border(source);
        Node to = border(target.station());
        String text = from.type().equals(Vpc.TYPE.name()) && to.type().equals(Vpc.TYPE.name())
                ? "VPC " + from.label() + " and VPC " + to.label() + " are isolated from each other."
                : from.label() + " and " + to.label() + " are not in one VPC.";
        return Halt.of(Disposition.ISOLATED_VPCS, from, text, "VPC-15")
                .remediedBy(Bridges.between(topology, family, source, target.station())
                        .toArray(Remedy[]::new));
    }

    /** With an EIP, or by shared SNAT without. */
    Trace byEip(Way way, Station source, Target target) {
        Optional<PublicIp> publicIp = EipInUse.of(topology, source);
        if (publicIp.isPresent()) {
            return byEip(way, source, target, publicIp.get());
        }
        Optional<Vpc> vpc = topology.vpc(source.subnet()).filter(Vpc::sharedSnat);
        if (vpc.isPresent()) {
            Node node = Nodes.of(vpc.get());
            Step.Translate translate = new Step.Translate(
                    node,
                    "Shared SNAT of VPC " + node.label() + " gives it a public address.",
                    List.of("RT-23", "RT-26"));
            Step.Translate back = new Step.Translate(
                    node,
                    "Shared SNAT of VPC " + node.label() + " gives the answers back their private address.",
                    List.of("RT-26"));
            return out(way.at(node, translate).answered(node, back), new Peer.Somewhere(), target);
        }
        Optional<Halt> ineffective =
                topology.publicIp(source.face()).flatMap(eip -> EipInUse.halt(topology, eip, source));
        return way.stop(border(source), ineffective.orElseGet(() -> Arrival.withoutEip(source)));
    }

    private Trace byEip(Way way, Station source, Target target, PublicIp publicIp) {
        Node node = Nodes.of(publicIp);
        IpAddress outer = publicIp.address();
        String inner = source.peer(family).label();
        Step.Translate translate = new Step.Translate(
                node, inner + " becomes the EIP " + outer + ".", List.of("SEED-03", "SEED-10", "EIP-25"));
        Step.Translate back = new Step.Translate(
                node, "The EIP " + outer + " becomes " + inner + " again.", List.of("SEED-10", "EIP-01"));
        Way outside = way.limited(limit(publicIp)).at(node, translate).answered(node, back);
        return out(outside, Peer.host(outer), target);
    }

    private Optional<Limit> limit(PublicIp publicIp) {
        return arrival.limit(publicIp.bandwidth());
    }

    Trace byBandwidth(Way way, Station source, Target target) {
        IpAddress address = source.address(family).orElseThrow();
        Optional<Step.Admit> admission = arrival.admission(source, address);
        if (admission.isPresent()) {
            return out(arrival.admitted(way, admission.get()), Peer.host(address), target);
        }
        return way.stop(
                border(source),
                target instanceof Target.Inside inside
                        ? isolated(source, inside)
                        : Arrival.outsideBandwidth(source, address));
    }

    /** By the first EIP of the SNAT rule that has the sender. Over TCP, UDP and ICMP only (NAT Gateway guide, FAQ). */
    Trace byGateway(Way way, Station source, Target target, NatGateway gateway) {
        Node here = Nodes.of(gateway);
        if (target.peer().isPrivate()) {
            return way.stop(
                    here,
                    Halt.of(
                            Disposition.NO_ROUTE,
                            here,
                            "NAT gateway " + here.label() + " leads to the Internet, where nobody has "
                                    + target.peer().label() + "."));
        }
        IpAddress address = source.address(family).orElseThrow();
        Optional<SnatRule> rule = gateway.snatRules().stream()
                .filter(each -> each.covers(source.subnet().id(), address))
                .findFirst();
        if (rule.isEmpty() || flow.traffic() instanceof Traffic.AnyProtocol) {
            String why = rule.isEmpty() ? " has no SNAT rule for " + address : " translates only TCP, UDP and ICMP";
            return way.stop(here, Halt.of(Disposition.NOT_TRANSLATED, here, "NAT gateway " + here.label() + why + "."));
        }
        PublicIp publicIp = topology.get(PublicIp.TYPE, rule.get().publicIps().getFirst());
        IpAddress outer = publicIp.address();
        int more = rule.get().publicIps().size() - 1;
        Step.Translate translate = new Step.Translate(
                here,
                new Ruling(rule.get().id(), "SNAT rule " + rule.get().id()),
                address + " becomes the EIP " + outer + (more == 0 ? "" : ", or one of " + more + " more")
                        + ", by the SNAT rule " + rule.get().id() + " of NAT gateway " + here.label() + ".",
                List.of("RT-21", "RT-23"));
        Step.Translate back = new Step.Translate(
                here,
                translate.ruling(),
                "The EIP " + outer + " becomes " + address + " again, at NAT gateway " + here.label() + ".",
                List.of("RT-21"));
        Way outside = way.limited(limit(publicIp)).at(here, translate).answered(here, back);
        return out(outside, Peer.host(outer), target);
    }

    /** On the Internet, and back into the cloud if that is where the destination is. */
    private Trace out(Way way, Peer from, Target target) {
        return switch (target) {
            case Target.Outside(Peer peer) ->
                unused(peer)
                        .map(halt -> way.stop(Node.INTERNET, halt))
                        .orElseGet(() -> way.at(
                                        Node.INTERNET,
                                        new Step.Deliver(
                                                Node.INTERNET,
                                                "It leaves for " + peer.label() + ".",
                                                List.of("SEED-01")))
                                .arrived(
                                        Disposition.EXITS_TO_INTERNET,
                                        Node.INTERNET,
                                        arrival.reply(Node.INTERNET, from)));
            case Target.OfPublicIp(PublicIp publicIp, Peer peer) ->
                arrival.throughEip(across(way, from, peer), from, publicIp);
            case Target.Inside(Station station, Peer peer) ->
                arrival.atItsAddress(across(way, from, peer), from, station);
            case Target.Unused unused -> throw new IllegalStateException("a local address on the Internet: " + unused);
            case Target.Nowhere nowhere -> throw new IllegalStateException("no address on the Internet: " + nowhere);
        };
    }

    /** {@return the end of a flow to an address that is another subnet's, as IPv6 addresses of the Internet may be} */
    private Optional<Halt> unused(Peer peer) {
        return peer instanceof Peer.At(IpAddress address, var _)
                ? topology.subnetAt(address)
                        .map(Nodes::of)
                        .map(node -> Halt.of(
                                Disposition.ADDRESS_UNUSED,
                                node,
                                "No port in subnet " + node.label() + " has the address " + address + "."))
                : Optional.empty();
    }

    private static Way across(Way way, Peer from, Peer to) {
        return way.at(Node.INTERNET, crossing("It crosses", to))
                .answered(Node.INTERNET, crossing("The answers cross", from));
    }

    private static Step.Forward crossing(String what, Peer to) {
        return new Step.Forward(
                Node.INTERNET,
                new Ruling("", "the Internet"),
                what + " the Internet to " + to.label() + ".",
                List.of());
    }
}
