package dev.twinstack.emulator.subnet;

import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.Context;
import dev.twinstack.emulator.kernel.Decision;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.kernel.DomainError.Conflict;
import dev.twinstack.emulator.kernel.DomainError.Invalid;
import dev.twinstack.emulator.kernel.DomainError.NotFound;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.subnet.Subnet.Gateway;
import dev.twinstack.emulator.subnet.Subnet.Home;
import dev.twinstack.emulator.subnet.Subnet.RouterInterface;
import dev.twinstack.emulator.subnet.Subnet.Segment;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.pcollections.PMap;

/**
 * How a network joins and leaves the VPC that its router is. The network is in the VPC as long as its IPv4 subnet is
 * there and one of its subnets has an interface; it then holds its IPv4 block on the VPC. Source: API reference, native
 * "Adding an Interface to a Router" and "Removing an Interface from a Router" (RT-28, RT-29).
 */
final class Interfaces {
    /** The type of the ports that are interfaces; a name only, as an owner does not know its claimants' package. */
    private static final String PORT = "port";

    private Interfaces() {}

    /**
     * @param port blank for an interface at the gateway's address
     */
    static Decision<SubnetEvent> add(Subnet subnet, String neutronId, String router, String port, Context ctx) {
        Segment segment = subnet.segment(neutronId).orElse(null);
        if (segment == null) {
            return Decision.refuse(new NotFound("subnet", neutronId));
        }
        boolean isThere = subnet.vpc().isIn(router)
                && !port.isEmpty()
                && segment.routerInterface().equals(new RouterInterface.OfPort(port));
        if (isThere) {
            return Decision.nothing();
        }
        Optional<DomainError> objection = objection(subnet, segment, router, port);
        if (objection.isPresent()) {
            return Decision.refuse(objection.get());
        }
        if (subnet.vpc() instanceof Home.Outside) {
            List<Claim> claims = List.of(Sourcing.ofVpc(
                    ctx.self(),
                    router,
                    subnet.segment(Family.IPV4).orElseThrow().range()));
            if (!ctx.granted(claims)) {
                return Decision.needs(claims);
            }
        }
        return Decision.persist(new SubnetEvent.InterfaceAdded(segment.range().family(), router, port, ctx.now()));
    }

    private static Optional<DomainError> objection(Subnet subnet, Segment segment, String router, String port) {
        if (subnet.vpc() instanceof Home.In(String other) && !other.equals(router)) {
            return Optional.of(new Conflict(
                    "subnet-has-router", "The network " + subnet.id() + " is connected to the router " + other + "."));
        }
        if (segment.isConnected()) {
            return invalid(
                    "interface-exists",
                    "The router " + router + " already has an interface on the subnet " + segment.neutronId() + ".");
        }
        if (subnet.geneve()) {
            return invalid("network-is-geneve", "The network " + subnet.id() + " is a GENEVE network.");
        }
        if (subnet.segment(Family.IPV4).isEmpty()) {
            return invalid("ipv6-needs-ipv4", "The network " + subnet.id() + " has no IPv4 subnet.");
        }
        return switch (segment.gateway()) {
            case Gateway.None none ->
                invalid("subnet-lacks-gateway", "The subnet " + segment.neutronId() + " has no gateway.");
            case Gateway.At(IpAddress address) ->
                port.isEmpty() && segment.pool().isLeased(address)
                        ? Optional.of(new Conflict(
                                "address-taken", "The gateway's address " + address + " is already in use."))
                        : Optional.empty();
        };
    }

    private static Optional<DomainError> invalid(String reason, String message) {
        return Optional.of(new Invalid(reason, "subnet_id", message));
    }

    static Decision<SubnetEvent> remove(Subnet subnet, String neutronId, String router, Context ctx) {
        Segment segment = subnet.segment(neutronId).orElse(null);
        if (segment == null || !subnet.vpc().isIn(router)) {
            return Decision.refuse(new NotFound("interface", neutronId));
        }
        return switch (segment.routerInterface()) {
            case RouterInterface.None none -> Decision.refuse(new NotFound("interface", neutronId));
            case RouterInterface.AtGateway gateway ->
                Decision.persist(
                        new SubnetEvent.InterfaceRemoved(segment.range().family(), ctx.now()));
            case RouterInterface.OfPort(String port) ->
                Decision.refuse(new Conflict(
                        "interface-is-port",
                        "The interface on the subnet " + neutronId + " is the port " + port + "."));
        };
    }

    static Decision<SubnetEvent> removePort(Subnet subnet, String port, Context ctx) {
        return ofPort(subnet, port)
                .map(segment -> Decision.<SubnetEvent>persist(
                        new SubnetEvent.InterfaceRemoved(segment.range().family(), ctx.now())))
                .findFirst()
                .orElseGet(Decision::nothing);
    }

    private static Stream<Segment> ofPort(Subnet subnet, String port) {
        return subnet.segments().values().stream()
                .filter(segment -> segment.routerInterface().equals(new RouterInterface.OfPort(port)));
    }

    static List<Claim.Held> held(EntityRef self, Subnet subnet) {
        return subnet.segments().values().stream()
                .flatMap(segment -> segment.routerInterface() instanceof RouterInterface.OfPort(String port)
                        ? Stream.of(new Claim.Held(
                                new EntityRef(self.project(), PORT, port), new SubnetCommand.RemovePortInterface(port)))
                        : Stream.empty())
                .toList();
    }

    static Subnet added(Subnet subnet, SubnetEvent.InterfaceAdded added) {
        Segment segment = subnet.segment(added.family()).orElseThrow();
        RouterInterface by =
                added.port().isEmpty() ? new RouterInterface.AtGateway() : new RouterInterface.OfPort(added.port());
        return subnet.in(
                new Home.In(added.router()),
                subnet.segments().plus(added.family(), segment.withInterface(by)),
                added.at());
    }

    static Subnet removed(Subnet subnet, Family family, Instant at) {
        Segment segment = subnet.segment(family).orElseThrow();
        return with(subnet, subnet.segments().plus(family, segment.withInterface(new RouterInterface.None())), at);
    }

    /** {@return the subnet with these segments, out of its VPC if nothing keeps it there} */
    static Subnet with(Subnet subnet, PMap<Family, Segment> segments, Instant at) {
        boolean stays =
                segments.containsKey(Family.IPV4) && segments.values().stream().anyMatch(Segment::isConnected);
        if (stays || subnet.vpc() instanceof Home.Outside) {
            return subnet.with(segments, at);
        }
        PMap<Family, Segment> alone = segments;
        for (var entry : segments.entrySet()) {
            alone = alone.plus(entry.getKey(), entry.getValue().withInterface(new RouterInterface.None()));
        }
        return subnet.outside(alone, at);
    }
}
