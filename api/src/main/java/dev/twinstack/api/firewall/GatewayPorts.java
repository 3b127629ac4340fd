package dev.twinstack.api.firewall;

import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.port.SystemPorts;
import dev.twinstack.emulator.firewall.FirewallGroup.Association;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.subnet.Subnet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The ports by which the native service names the subnets behind a firewall: those of their gateways (ACL-21). */
final class GatewayPorts {
    private GatewayPorts() {}

    /**
     * {@return the subnets that ports are the gateways of, in the order they are first named}
     *
     * @throws Rejected if there is no such port, or it is none of a gateway
     */
    static List<Association> subnets(Snapshot snapshot, List<String> ports) {
        Map<String, List<String>> bySubnet = new LinkedHashMap<>();
        for (String id : ports.stream().distinct().toList()) {
            Port port = SystemPorts.find(snapshot, id).orElseThrow(() -> Rejected.notFound(Port.TYPE.name(), id));
            if (!SystemPorts.isGateway(port)) {
                throw new Rejected(
                        new DomainError.Conflict("port-no-gateway", "The port " + id + " is not a subnet's gateway."));
            }
            bySubnet.computeIfAbsent(port.subnet(), subnet -> new ArrayList<>()).add(id);
        }
        return bySubnet.entrySet().stream()
                .map(each -> new Association(each.getKey(), each.getValue()))
                .toList();
    }

    /** {@return the ports the subnets were named by; of a subnet that was named itself, its gateway for IPv4} */
    static List<String> of(Snapshot snapshot, List<Association> associations) {
        return associations.stream().flatMap(each -> ports(snapshot, each)).toList();
    }

    private static Stream<String> ports(Snapshot snapshot, Association association) {
        List<String> named = association.ports().stream()
                .filter(port -> SystemPorts.find(snapshot, port).isPresent())
                .toList();
        return named.isEmpty()
                ? snapshot.find(Subnet.TYPE, association.subnet()).stream()
                        .flatMap(subnet ->
                                SystemPorts.gateways(snapshot, subnet).stream().limit(1))
                        .map(Port::id)
                : named.stream();
    }
}
