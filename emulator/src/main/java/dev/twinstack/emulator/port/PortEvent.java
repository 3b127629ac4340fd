package dev.twinstack.emulator.port;

import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Event;
import dev.twinstack.emulator.port.Port.AddressPair;
import dev.twinstack.emulator.port.Port.DhcpOption;
import dev.twinstack.emulator.port.Port.FixedIp;
import java.time.Instant;
import java.util.List;

public sealed interface PortEvent extends Event {
    /**
     * @param server the one it was made for; blank for none
     * @param ipv6Bandwidth blank for none
     */
    @Event.Name("port.opened")
    record Opened(
            String id,
            String subnet,
            String name,
            String deviceOwner,
            String server,
            List<FixedIp> fixedIps,
            List<String> securityGroups,
            List<AddressPair> addressPairs,
            boolean adminStateUp,
            boolean portSecurity,
            boolean disableSecurityGroups,
            List<DhcpOption> dhcpOptions,
            String ipv6Bandwidth,
            Instant at)
            implements PortEvent {
        public Opened {
            fixedIps = List.copyOf(fixedIps);
            securityGroups = List.copyOf(securityGroups);
            addressPairs = List.copyOf(addressPairs);
            dhcpOptions = List.copyOf(dhcpOptions);
        }
    }

    @Event.Name("port.updated")
    record Updated(
            String name,
            List<String> securityGroups,
            List<AddressPair> addressPairs,
            boolean adminStateUp,
            boolean portSecurity,
            boolean disableSecurityGroups,
            List<DhcpOption> dhcpOptions,
            Instant at)
            implements PortEvent {
        public Updated {
            securityGroups = List.copyOf(securityGroups);
            addressPairs = List.copyOf(addressPairs);
            dhcpOptions = List.copyOf(dhcpOptions);
        }
    }

    /** It was opened for this NAT gateway or load balancer. */
    @Event.Name("port.assigned")
    record Assigned(EntityRef service) implements PortEvent {}

    @Event.Name("port.attached")
    record Attached(String server, String deviceOwner, Instant at) implements PortEvent {}

    @Event.Name("port.detached")
    record Detached(Instant at) implements PortEvent {}

    @Event.Name("port.publicip.bound")
    record PublicIpBound(String publicIp, Instant at) implements PortEvent {}

    @Event.Name("port.publicip.unbound")
    record PublicIpUnbound(Instant at) implements PortEvent {}

    @Event.Name("port.vip.bound")
    record VipBound(String nicPort) implements PortEvent {}

    @Event.Name("port.vip.unbound")
    record VipUnbound(String nicPort) implements PortEvent {}

    @Event.Name("port.bandwidth.joined")
    record BandwidthJoined(String bandwidth, Instant at) implements PortEvent {}

    @Event.Name("port.bandwidth.left")
    record BandwidthLeft(Instant at) implements PortEvent {}

    /** It has become the router's interface on its subnet. */
    @Event.Name("port.router.joined")
    record RouterJoined(String router, Instant at) implements PortEvent {}

    @Event.Name("port.closed")
    record Closed() implements PortEvent, Event.Final {}
}
