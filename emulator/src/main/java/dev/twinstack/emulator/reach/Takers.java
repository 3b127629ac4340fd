package dev.twinstack.emulator.reach;

import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.natgateway.DnatRule;
import dev.twinstack.emulator.natgateway.NatGateway;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.publicip.PublicIp;
import dev.twinstack.emulator.reachability.Endpoint;
import dev.twinstack.emulator.server.Server;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What may have a say in what becomes of traffic from the Internet to one end.
 *
 * @param ports those that may take it: NICs and virtual IPs
 * @param dnatRules those that may lead to it
 */
record Takers(List<Port> ports, List<DnatRule> dnatRules) {
    Takers {
        ports = List.copyOf(ports);
        dnatRules = List.copyOf(dnatRules);
    }

    static Takers of(Snapshot snapshot, Endpoint end) {
        return switch (end) {
            case Endpoint.Internet internet -> new Takers(List.of(), List.of());
            case Endpoint.Host host -> new Takers(List.of(), List.of());
            case Endpoint.OfPort(String id) -> addressed(snapshot, snapshot.find(Port.TYPE, id).stream());
            case Endpoint.OfServer(String id) ->
                addressed(
                        snapshot,
                        snapshot.find(Server.TYPE, id).stream()
                                .flatMap(server -> server.nics().stream())
                                .flatMap(nic -> snapshot.find(Port.TYPE, nic).stream()));
            case Endpoint.OfPublicIp(String id) ->
                snapshot.find(PublicIp.TYPE, id)
                        .map(publicIp -> behind(snapshot, publicIp))
                        .orElseGet(() -> new Takers(List.of(), List.of()));
        };
    }

    private static Takers behind(Snapshot snapshot, PublicIp publicIp) {
        return switch (publicIp.binding()) {
            case PublicIp.Binding.ToPort(String port) ->
                new Takers(together(snapshot, snapshot.find(Port.TYPE, port).stream()), List.of());
            case PublicIp.Binding.ToGateway(String gateway) -> {
                List<DnatRule> rules = snapshot.find(NatGateway.TYPE, gateway).stream()
                        .flatMap(found -> found.dnatRules().stream())
                        .filter(rule -> rule.publicIp().equals(publicIp.id()))
                        .toList();
                yield new Takers(together(snapshot, rules.stream().flatMap(rule -> targets(snapshot, rule))), rules);
            }
            case PublicIp.Binding.Unbound unbound -> new Takers(List.of(), List.of());
        };
    }

    private static Takers addressed(Snapshot snapshot, Stream<Port> faces) {
        List<Port> ports = together(snapshot, faces);
        List<DnatRule> rules = snapshot.all(NatGateway.TYPE).stream()
                .flatMap(gateway -> gateway.dnatRules().stream())
                .filter(rule -> ports.stream().anyMatch(port -> leadsTo(rule, port)))
                .toList();
        return new Takers(ports, rules);
    }

    /** The address may be that of a port in another VPC: one rule too many does no harm. */
    private static boolean leadsTo(DnatRule rule, Port port) {
        return switch (rule.target()) {
            case DnatRule.Target.OfPort(String id) -> port.id().equals(id);
            case DnatRule.Target.OfAddress(IpAddress address) ->
                port.address(address.family()).equals(Optional.of(address));
        };
    }

    private static Stream<Port> targets(Snapshot snapshot, DnatRule rule) {
        return switch (rule.target()) {
            case DnatRule.Target.OfPort(String port) -> snapshot.find(Port.TYPE, port).stream();
            case DnatRule.Target.OfAddress(IpAddress address) ->
                snapshot.all(Port.TYPE).stream()
                        .filter(port -> port.address(address.family()).equals(Optional.of(address)));
        };
    }

    /** {@return ports with the virtual IPs they carry, and the NICs that carry those} */
    private static List<Port> together(Snapshot snapshot, Stream<Port> faces) {
        Map<String, Port> all = new LinkedHashMap<>();
        List<Port> open = new ArrayList<>(faces.toList());
        while (!open.isEmpty()) {
            Port port = open.removeLast();
            if (all.put(port.id(), port) == null) {
                Stream.concat(port.vips().stream(), port.boundTo().stream())
                        .flatMap(id -> snapshot.find(Port.TYPE, id).stream())
                        .forEach(open::add);
            }
        }
        return List.copyOf(all.values());
    }
}
