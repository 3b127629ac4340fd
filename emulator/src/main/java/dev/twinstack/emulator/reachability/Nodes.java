package dev.twinstack.emulator.reachability;

import dev.twinstack.emulator.bandwidth.Bandwidth;
import dev.twinstack.emulator.firewall.FirewallGroup;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.natgateway.NatGateway;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.publicip.PublicIp;
import dev.twinstack.emulator.routetable.RouteTable;
import dev.twinstack.emulator.securitygroup.SecurityGroup;
import dev.twinstack.emulator.server.Server;
import dev.twinstack.emulator.subnet.Subnet;
import dev.twinstack.emulator.vpc.Vpc;

/** Resources as traces name them. What has no name goes by its address. */
final class Nodes {
    private Nodes() {}

    static Node of(Server server) {
        return new Node(Server.TYPE.name(), server.id(), server.name());
    }

    static Node of(Port port) {
        return new Node(
                Port.TYPE.name(),
                port.id(),
                port.name().isEmpty()
                        ? port.fixedIps().stream()
                                .map(fixed -> fixed.address().toString())
                                .findFirst()
                                .orElse("")
                        : port.name());
    }

    static Node of(PublicIp publicIp) {
        return new Node(
                PublicIp.TYPE.name(),
                publicIp.id(),
                publicIp.alias().isEmpty() ? publicIp.address().toString() : publicIp.alias());
    }

    static Node of(Bandwidth bandwidth) {
        return new Node(Bandwidth.TYPE.name(), bandwidth.id(), bandwidth.name());
    }

    static Node of(SecurityGroup group) {
        return new Node(SecurityGroup.TYPE.name(), group.id(), group.name());
    }

    static Node of(FirewallGroup firewall) {
        return new Node(FirewallGroup.TYPE.name(), firewall.id(), firewall.name());
    }

    static Node of(Subnet subnet) {
        return new Node(Subnet.TYPE.name(), subnet.id(), subnet.name());
    }

    static Node of(Vpc vpc) {
        return new Node(Vpc.TYPE.name(), vpc.id(), vpc.name());
    }

    static Node of(RouteTable table) {
        return new Node(RouteTable.TYPE.name(), table.id(), table.name());
    }

    static Node of(NatGateway gateway) {
        return new Node(NatGateway.TYPE.name(), gateway.id(), gateway.name());
    }

    static Node of(IpAddress address) {
        return new Node("address", address.toString(), address.toString());
    }

    /** {@return where a station is: its server, or the port itself while that is in none} */
    static Node of(Topology topology, Station station) {
        return station.nic().flatMap(topology::server).map(Nodes::of).orElseGet(() -> of(station.face()));
    }

    static Node of(Topology topology, Endpoint endpoint) {
        return switch (endpoint) {
            case Endpoint.Internet internet -> Node.INTERNET;
            case Endpoint.Host(IpAddress address) -> of(address);
            case Endpoint.OfServer(String id) -> of(topology.get(Server.TYPE, id));
            case Endpoint.OfPort(String id) -> of(topology.get(Port.TYPE, id));
            case Endpoint.OfPublicIp(String id) -> of(topology.get(PublicIp.TYPE, id));
        };
    }
}
