package dev.twinstack.emulator.port;

import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.port.Port.Device;
import dev.twinstack.emulator.port.Port.Eip;
import dev.twinstack.emulator.port.Port.Ipv6Bandwidth;
import dev.twinstack.emulator.port.PortEvent.Assigned;
import dev.twinstack.emulator.port.PortEvent.Attached;
import dev.twinstack.emulator.port.PortEvent.BandwidthJoined;
import dev.twinstack.emulator.port.PortEvent.BandwidthLeft;
import dev.twinstack.emulator.port.PortEvent.Closed;
import dev.twinstack.emulator.port.PortEvent.Detached;
import dev.twinstack.emulator.port.PortEvent.Opened;
import dev.twinstack.emulator.port.PortEvent.PublicIpBound;
import dev.twinstack.emulator.port.PortEvent.PublicIpUnbound;
import dev.twinstack.emulator.port.PortEvent.RouterJoined;
import dev.twinstack.emulator.port.PortEvent.Updated;
import dev.twinstack.emulator.port.PortEvent.VipBound;
import dev.twinstack.emulator.port.PortEvent.VipUnbound;
import java.time.Instant;
import org.pcollections.HashTreePSet;
import org.pcollections.PSet;

/** How a port's events make its state. */
final class PortHistory {
    private PortHistory() {}

    static Port opened(PortEvent first) {
        if (!(first instanceof Opened opened)) {
            throw new IllegalStateException("not the first event of a port: " + first);
        }
        return new Port(
                opened.id(),
                opened.subnet(),
                opened.name(),
                opened.deviceOwner(),
                opened.server().isEmpty() ? new Device.Free() : new Device.OfServer(opened.server(), true),
                Port.macOf(opened.id()),
                opened.fixedIps(),
                opened.securityGroups(),
                opened.addressPairs(),
                opened.adminStateUp(),
                opened.portSecurity(),
                opened.disableSecurityGroups(),
                opened.dhcpOptions(),
                new Eip.None(),
                HashTreePSet.empty(),
                opened.ipv6Bandwidth().isEmpty()
                        ? new Ipv6Bandwidth.None()
                        : new Ipv6Bandwidth.In(opened.ipv6Bandwidth()),
                opened.at(),
                opened.at());
    }

    static Port evolve(Port port, PortEvent event) {
        return switch (event) {
            case Opened opened -> throw new IllegalStateException("opened twice: " + port.id());
            case Updated updated -> updated(port, updated);
            case Assigned(EntityRef service) ->
                bound(
                        port,
                        port.deviceOwner(),
                        new Device.OfService(service),
                        port.eip(),
                        port.boundTo(),
                        port.updatedAt());
            case Attached(String server, String owner, Instant at) ->
                bound(port, owner, new Device.OfServer(server, false), port.eip(), port.boundTo(), at);
            case Detached(Instant at) -> bound(port, "", new Device.Free(), port.eip(), port.boundTo(), at);
            case PublicIpBound(String publicIp, Instant at) ->
                bound(port, port.deviceOwner(), port.device(), new Eip.Bound(publicIp), port.boundTo(), at);
            case PublicIpUnbound(Instant at) ->
                bound(port, port.deviceOwner(), port.device(), new Eip.None(), port.boundTo(), at);
            case VipBound(String nic) -> boundTo(port, port.boundTo().plus(nic));
            case VipUnbound(String nic) -> boundTo(port, port.boundTo().minus(nic));
            case BandwidthJoined(String bandwidth, Instant at) ->
                inBandwidth(port, new Ipv6Bandwidth.In(bandwidth), at);
            case BandwidthLeft(Instant at) -> inBandwidth(port, new Ipv6Bandwidth.None(), at);
            case RouterJoined(String router, Instant at) ->
                bound(port, Port.ROUTER_OWNER, new Device.OfRouter(router), port.eip(), port.boundTo(), at);
            case Closed closed -> throw new IllegalStateException("closed entities do not evolve");
        };
    }

    private static Port boundTo(Port port, PSet<String> nics) {
        return bound(port, port.deviceOwner(), port.device(), port.eip(), nics, port.updatedAt());
    }

    private static Port bound(Port port, String owner, Device device, Eip eip, PSet<String> boundTo, Instant at) {
        return new Port(
                port.id(),
                port.subnet(),
                port.name(),
                owner,
                device,
                port.mac(),
                port.fixedIps(),
                port.securityGroups(),
                port.addressPairs(),
                port.adminStateUp(),
                port.portSecurity(),
                port.disableSecurityGroups(),
                port.dhcpOptions(),
                eip,
                boundTo,
                port.ipv6Bandwidth(),
                port.createdAt(),
                at);
    }

    private static Port inBandwidth(Port port, Ipv6Bandwidth bandwidth, Instant at) {
        return new Port(
                port.id(),
                port.subnet(),
                port.name(),
                port.deviceOwner(),
                port.device(),
                port.mac(),
                port.fixedIps(),
                port.securityGroups(),
                port.addressPairs(),
                port.adminStateUp(),
                port.portSecurity(),
                port.disableSecurityGroups(),
                port.dhcpOptions(),
                port.eip(),
                port.boundTo(),
                bandwidth,
                port.createdAt(),
                at);
    }

    private static Port updated(Port port, Updated updated) {
        return new Port(
                port.id(),
                port.subnet(),
                updated.name(),
                port.deviceOwner(),
                port.device(),
                port.mac(),
                port.fixedIps(),
                updated.securityGroups(),
                updated.addressPairs(),
                updated.adminStateUp(),
                updated.portSecurity(),
                updated.disableSecurityGroups(),
                updated.dhcpOptions(),
                port.eip(),
                port.boundTo(),
                port.ipv6Bandwidth(),
                port.createdAt(),
                updated.at());
    }
}
