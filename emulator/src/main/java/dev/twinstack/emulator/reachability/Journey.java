package dev.twinstack.emulator.reachability;

import static dev.twinstack.emulator.reachability.SecurityFilter.words;

import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.publicip.PublicIp;
import dev.twinstack.emulator.region.Catalogue;
import dev.twinstack.emulator.securitygroup.Rule.Direction;
import dev.twinstack.emulator.server.Server;
import dev.twinstack.emulator.subnet.Subnet;
import java.util.List;
import java.util.Optional;

/** One flow from its first end: how it starts, and which way it turns. */
final class Journey {
    private final Topology topology;
    private final Flow flow;
    private final Family family;
    private final Faces faces;
    private final Health health;
    private final Arrival arrival;
    private final Departure departure;

    Journey(Topology topology, Catalogue catalogue, Flow flow, Carriers carriers) {
        this.topology = topology;
        this.flow = flow;
        this.family = flow.family();
        this.faces = new Faces(topology, family);
        this.health = new Health(topology, catalogue, carriers);
        this.arrival = new Arrival(topology, flow, faces, health);
        this.departure = new Departure(topology, flow, faces, health, arrival);
    }

    Trace trace() {
        Way way = Way.of(
                flow,
                Nodes.of(topology, flow.from()),
                Nodes.of(topology, flow.to()),
                topology.snapshot().revision());
        return switch (flow.from()) {
            case Endpoint.Internet internet -> fromOutside(way, new Peer.Somewhere());
            case Endpoint.Host(IpAddress address) -> fromOutside(way, Peer.host(address));
            case Endpoint.OfServer server -> fromInside(way);
            case Endpoint.OfPort port -> fromInside(way);
            case Endpoint.OfPublicIp publicIp -> fromInside(way);
        };
    }

    private Trace fromOutside(Way way, Peer peer) {
        Way sent = way.at(
                        Node.INTERNET,
                        new Step.Send(Node.INTERNET, peer.label() + " sends " + traffic() + ".", List.of()))
                .answered(Node.INTERNET, answered(Node.INTERNET, peer.label()));
        return switch (flow.to()) {
            case Endpoint.Internet internet -> throw new IllegalArgumentException("neither end is in the cloud");
            case Endpoint.Host(IpAddress address) -> sent.stop(Node.INTERNET, nobody(way.to(), address));
            case Endpoint.OfPublicIp(String id) -> arrival.throughEip(sent, peer, topology.get(PublicIp.TYPE, id));
            case Endpoint.OfServer server -> intoStation(sent, peer);
            case Endpoint.OfPort port -> intoStation(sent, peer);
        };
    }

    /** A public address may be another project's, which is as far out of sight as all of the Internet is. */
    private Halt nobody(Node node, IpAddress address) {
        return topology.mayBeOutside(address)
                ? Halt.of(
                        Disposition.NEXT_HOP_NOT_EMULATED,
                        node,
                        "Nothing in this project has the address " + address
                                + ": whoever has it is out of sight, like all of the Internet.")
                : Halt.of(Disposition.ADDRESS_UNUSED, node, "Nothing in this project has the address " + address + '.');
    }

    private Trace intoStation(Way way, Peer peer) {
        return faces.outside(flow.to())
                .map(station -> arrival.fromInternet(way, peer, station))
                .orElseGet(() -> way.stop(way.to(), withoutNic(way.to())));
    }

    private Trace fromInside(Way way) {
        return sender().map(station -> leave(way, health.settled(station, family)))
                .orElseGet(() -> way.stop(way.from(), withoutNic(way.from())));
    }

    /** An EIP's address is on the Internet, wherever it leads: it is the primary NIC's to send there. */
    private Optional<Station> sender() {
        return switch (flow.to()) {
            case Endpoint.Internet internet -> faces.inside(flow.from(), List.of());
            case Endpoint.OfPublicIp publicIp -> faces.inside(flow.from(), List.of());
            case Endpoint.Host(IpAddress address) -> faces.towards(flow.from(), address);
            case Endpoint.OfServer server -> faces.inside(flow.from(), addressed(server));
            case Endpoint.OfPort port -> faces.inside(flow.from(), addressed(port));
        };
    }

    private List<Station> addressed(Endpoint end) {
        return faces.all(end).stream()
                .filter(station -> station.address(family).isPresent())
                .toList();
    }

    private Halt withoutNic(Node end) {
        return switch (end.type()) {
            case "publicip" -> withoutPort(topology.get(PublicIp.TYPE, end.id()), end);
            default -> Halt.of(Disposition.NO_ADDRESS, end, end.label() + " has no NIC.");
        };
    }

    private Halt withoutPort(PublicIp publicIp, Node end) {
        String why = topology.gateway(publicIp)
                .map(gateway -> " is used by NAT gateway " + Nodes.of(gateway).label() + ", which begins nothing.")
                .orElse(" is bound to nothing.");
        return Halt.of(Disposition.EIP_NOT_BOUND, end, "The EIP " + end.label() + why, "EIP-01");
    }

    private Trace leave(Way way, Station source) {
        Node here = Nodes.of(topology, source);
        Optional<Halt> mute = health.halt(source, family);
        if (mute.isPresent()) {
            return way.stop(here, inboundOnly(source, mute.get()));
        }
        Target target = target(source);
        IpAddress address = source.address(family).orElseThrow();
        Way sent = way.at(
                        here,
                        new Step.Send(
                                Nodes.of(source.face()),
                                here.label() + " sends " + traffic() + " to " + name(target, way) + " from " + address
                                        + '.',
                                List.of()))
                .answered(here, answered(Nodes.of(source.face()), here.label()));
        if (target instanceof Target.Nowhere(Halt halt, var _)) {
            return sent.stop(way.to(), halt);
        }
        if (target instanceof Target.Inside inside && isSameGuest(source, inside.station())) {
            return stays(sent, here, inside.station());
        }
        Optional<Halt> denied = SourceCheck.denied(source, family);
        if (denied.isPresent()) {
            return sent.stop(here, denied.get());
        }
        return new SecurityFilter(topology, family, flow.traffic())
                .pass(
                        sent.at(here, SourceCheck.sends(source, family)),
                        here,
                        source.nic().orElseThrow(),
                        Direction.EGRESS,
                        target.peer(),
                        filtered -> departure.towards(filtered, source, target));
    }

    /** An EIP's IPv6 address gives its server nothing to send from. */
    private Halt inboundOnly(Station source, Halt halt) {
        return halt.disposition() == Disposition.NO_ADDRESS
                        && topology.publicAddress(source.face(), family).isPresent()
                ? Halt.of(
                        Disposition.NAT64_INBOUND_ONLY,
                        Nodes.of(topology.publicIp(source.face()).orElseThrow()),
                        Nodes.of(source.face()).label()
                                + " has no IPv6 address of its own, and that of its EIP only lets clients in.",
                        "IP6-26",
                        "SEED-15")
                : halt;
    }

    /** A guest takes what is addressed to any of its own addresses itself, and sends none of it. */
    private Trace stays(Way way, Node here, Station destination) {
        return health.halt(destination, family)
                .map(mute -> way.stop(here, mute))
                .orElseGet(() -> way.at(
                                here, new Step.Deliver(here, "It stays inside " + here.label() + ".", List.of()))
                        .arrived(
                                Disposition.DELIVERED,
                                here,
                                new Step.Reply(here, "The answers stay inside as well.", List.of())));
    }

    private boolean isSameGuest(Station source, Station destination) {
        Optional<Server> server = source.nic().flatMap(topology::server);
        return server.isPresent() && server.equals(destination.nic().flatMap(topology::server));
    }

    private Target target(Station source) {
        return switch (flow.to()) {
            case Endpoint.Internet internet -> new Target.Outside(new Peer.Somewhere());
            case Endpoint.Host(IpAddress address) -> host(source, address);
            case Endpoint.OfPublicIp(String id) -> publicIp(topology.get(PublicIp.TYPE, id));
            case Endpoint.OfServer(String id) -> {
                Node server = Nodes.of(topology.get(Server.TYPE, id));
                yield station(source, server);
            }
            case Endpoint.OfPort(String id) -> station(source, Nodes.of(topology.get(Port.TYPE, id)));
        };
    }

    private Target host(Station source, IpAddress address) {
        Peer peer = Peer.host(address);
        Optional<Subnet> near = topology.subnetOf(source.subnet(), address);
        return near.isPresent() ? new Target.Unused(near.get(), address, peer) : new Target.Outside(peer);
    }

    private Target publicIp(PublicIp publicIp) {
        Optional<IpAddress> address = Topology.address(publicIp, family);
        return address.isPresent()
                ? new Target.OfPublicIp(publicIp, Peer.host(address.get()))
                : new Target.Nowhere(Arrival.withoutNat64(publicIp), new Peer.Somewhere());
    }

    private Target station(Station source, Node end) {
        Optional<Station> station =
                faces.inside(flow.to(), List.of(source)).map(found -> health.settled(found, family));
        if (station.isPresent() && station.get().address(family).isPresent()) {
            return new Target.Inside(station.get(), peer(source, station.get()));
        }
        return new Target.Nowhere(
                Halt.of(
                        Disposition.NO_ADDRESS,
                        end,
                        end.label() + " has no " + words(family) + " address.",
                        family == Family.IPV6 ? "SEED-09" : "PORT-01"),
                new Peer.Somewhere());
    }

    /** Members of a group are seen as such within a VPC and over peerings, which IPv6 has no way over (SG-29). */
    private Peer peer(Station source, Station destination) {
        boolean seen = source.sharesVpc(destination)
                || family == Family.IPV4
                        && topology.vpc(source.subnet())
                                .filter(vpc -> topology.peered(vpc, destination))
                                .isPresent();
        return seen
                ? destination.peer(family)
                : Peer.host(destination.address(family).orElseThrow());
    }

    private static Step.Deliver answered(Node resource, String who) {
        return new Step.Deliver(resource, who + " receives the answers.", List.of());
    }

    private String traffic() {
        return words(family) + ' ' + flow.traffic().label();
    }

    private static String name(Target target, Way way) {
        return switch (target) {
            case Target.Outside outside -> outside.peer().label();
            case Target.Unused unused -> unused.peer().label();
            case Target.Nowhere nowhere -> way.to().label();
            case Target.Inside inside -> named(way, inside.peer());
            case Target.OfPublicIp publicIp -> named(way, publicIp.peer());
        };
    }

    private static String named(Way way, Peer peer) {
        return way.to().label().equals(peer.label()) ? peer.label() : way.to().label() + " (" + peer.label() + ')';
    }
}
