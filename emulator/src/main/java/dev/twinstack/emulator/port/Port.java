package dev.twinstack.emulator.port;

import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Ids;
import dev.twinstack.emulator.kernel.ResourceType;
import dev.twinstack.emulator.timing.Moment;
import dev.twinstack.emulator.timing.Phase;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.pcollections.PSet;

/**
 * A port: the network interface of a server, a private address that is kept for later, or a virtual IP address.
 *
 * @param subnet the id of its network, which is that of the v1 subnet
 * @param deviceOwner blank, {@value #VIP_OWNER}, or what it is attached to, such as {@code compute:eu-de-01} (PORT-06)
 * @param fixedIps at most one IPv4 and one IPv6 address (IP6-20); none on a network without subnets
 * @param securityGroups none while port security is off (PORT-11)
 * @param boundTo virtual IPs only: the ports whose allowed address pairs name this one (VIP-03)
 */
public record Port(
        String id,
        String subnet,
        String name,
        String deviceOwner,
        Device device,
        String mac,
        List<FixedIp> fixedIps,
        List<String> securityGroups,
        List<AddressPair> addressPairs,
        boolean adminStateUp,
        boolean portSecurity,
        boolean disableSecurityGroups,
        List<DhcpOption> dhcpOptions,
        Eip eip,
        PSet<String> boundTo,
        Ipv6Bandwidth ipv6Bandwidth,
        Instant createdAt,
        Instant updatedAt) {
    public static final ResourceType<Port> TYPE = new ResourceType<>("port", Port.class);
    public static final String VIP_OWNER = "neutron:VIP_PORT";
    public static final String ROUTER_OWNER = "network:router_interface_distributed";
    public static final String NAT_OWNER = "network:nat_gateway";
    public static final String LOAD_BALANCER_OWNER = "neutron:LOADBALANCERV2";

    private static final int MAC_DIGITS = 6;

    public Port {
        fixedIps = List.copyOf(fixedIps);
        securityGroups = List.copyOf(securityGroups);
        addressPairs = List.copyOf(addressPairs);
        dhcpOptions = List.copyOf(dhcpOptions);
    }

    /** What a port is plugged into. */
    public sealed interface Device {
        record Free() implements Device {}

        /**
         * @param made whether the port was opened for the server, and goes with it
         */
        record OfServer(String server, boolean made) implements Device {}

        /** It is the interface between its subnet and this router, and goes with it (RT-29). */
        record OfRouter(String router) implements Device {}

        /** It was opened for a NAT gateway or a load balancer, and goes with it. */
        record OfService(EntityRef service) implements Device {}
    }

    /** The public address of a port: at most one (IP6-27). */
    public sealed interface Eip {
        record None() implements Eip {}

        record Bound(String publicIp) implements Eip {}
    }

    /** The shared bandwidth that lets the IPv6 address out to the Internet (IP6-21). */
    public sealed interface Ipv6Bandwidth {
        record None() implements Ipv6Bandwidth {}

        record In(String bandwidth) implements Ipv6Bandwidth {}
    }

    /**
     * @param neutronSubnet the id of the Neutron subnet the address is from
     */
    public record FixedIp(String neutronSubnet, IpAddress address) {}

    /**
     * A further address the port may send from.
     *
     * @param ipAddress an address or block as it was given, which may have host bits set; {@code 1.1.1.1/0} turns the source and destination check off
     *     (PORT-08)
     * @param mac the port's own unless given (PORT-09)
     * @param vip the id of the virtual IP whose address this is; blank for any other address
     */
    public record AddressPair(String ipAddress, String mac, String vip) {
        /** {@return whether it is about an address} Bits behind a prefix count for nothing. */
        public boolean covers(IpAddress address) {
            return block().filter(block -> block.contains(address)).isPresent();
        }

        /** {@return whether it is about an address and no other} */
        public boolean isJust(IpAddress address) {
            return block().equals(Optional.of(IpRange.host(address)));
        }

        private Optional<IpRange> block() {
            int slash = ipAddress.indexOf('/');
            return slash < 0
                    ? IpAddress.parse(ipAddress).map(IpRange::host)
                    : IpAddress.parse(ipAddress.substring(0, slash))
                            .map(address -> address.block(Integer.parseInt(ipAddress.substring(slash + 1))));
        }
    }

    public record DhcpOption(String name, String value) {}

    /** {@return the address the cloud gives a port} It follows from the id, so it needs no registry (PORT-03). */
    public static String macOf(String id) {
        String digits = Ids.derived(id, "mac").substring(0, MAC_DIGITS);
        return "fa:16:3e:" + digits.substring(0, 2) + ':' + digits.substring(2, 4) + ':' + digits.substring(4);
    }

    /** {@return whether it is still being made (STAT-06)} */
    public boolean isBuilding(Moment moment) {
        return moment.isIn(Phase.PORT_BUILDING, id, createdAt);
    }

    public Optional<IpAddress> ipv4() {
        return address(Family.IPV4);
    }

    public Optional<IpAddress> ipv6() {
        return address(Family.IPV6);
    }

    public Optional<IpAddress> address(Family family) {
        return fixedIps.stream()
                .map(FixedIp::address)
                .filter(address -> address.family() == family)
                .findFirst();
    }

    public boolean isVip() {
        return deviceOwner.equals(VIP_OWNER);
    }

    /** {@return the virtual IPs bound to this port} */
    public Set<String> vips() {
        return addressPairs.stream()
                .map(AddressPair::vip)
                .filter(vip -> !vip.isEmpty())
                .collect(Collectors.toSet());
    }
}
