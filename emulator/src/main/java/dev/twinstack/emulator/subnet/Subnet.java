package dev.twinstack.emulator.subnet;

import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.ip.LeasePool;
import dev.twinstack.emulator.kernel.ResourceType;
import dev.twinstack.emulator.tag.Tags;
import dev.twinstack.emulator.timing.Moment;
import dev.twinstack.emulator.timing.Phase;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.pcollections.PMap;

/**
 * A subnet, and the owner of its addresses. The superset of the dialects' views: the v1 subnet and the Neutron network
 * are this (one id), each Neutron subnet is one of its segments.
 *
 * @param vpc none for a Neutron network that no router is attached to; v1 then reports {@code UNKNOWN}
 * @param segments at most one IPv4 and one IPv6 range
 * @param leases the addresses each port has, by port id
 * @param releasedAt when the last port's addresses came back; long ago if none ever did
 */
public record Subnet(
        String id,
        Home vpc,
        String name,
        String description,
        PMap<Family, Segment> segments,
        Dhcp dhcp,
        String availabilityZone,
        Table routeTable,
        Firewall firewall,
        boolean portSecurity,
        PMap<String, List<IpAddress>> leases,
        Tags tags,
        Instant releasedAt,
        Instant createdAt,
        Instant updatedAt) {
    public static final ResourceType<Subnet> TYPE = new ResourceType<>("subnet", Subnet.class);

    /** Which VPC a subnet is in. */
    public sealed interface Home {
        record Outside() implements Home {}

        record In(String vpc) implements Home {}

        default boolean isIn(String id) {
            return this instanceof In(String vpc) && vpc.equals(id);
        }
    }

    /** Which route table rules a subnet's outgoing traffic (RT-02). */
    public sealed interface Table {
        record Default() implements Table {}

        record Custom(String routeTable) implements Table {}
    }

    /** Which firewall a subnet is behind: at most one (ACL-01). */
    public sealed interface Firewall {
        record None() implements Firewall {}

        record Of(String group) implements Firewall {}

        default boolean is(String id) {
            return this instanceof Of(String group) && group.equals(id);
        }
    }

    /** Whether a segment has a gateway; Neutron subnets may go without ({@code "gateway_ip": null}). */
    public sealed interface Gateway {
        record None() implements Gateway {}

        record At(IpAddress address) implements Gateway {}

        default boolean is(IpAddress other) {
            return this instanceof At(IpAddress address) && address.equals(other);
        }
    }

    /**
     * One range of a subnet.
     *
     * @param neutronId the id of the Neutron subnet that this is
     * @param name of the Neutron subnet
     * @param first where the addresses given to ports begin
     * @param last where they end
     * @param pool what is free of it; the reserved addresses are never leased unless asked for by name (PORT-18)
     */
    public record Segment(
            String neutronId,
            String name,
            IpRange range,
            Gateway gateway,
            IpAddress first,
            IpAddress last,
            LeasePool pool) {
        Segment withName(String name) {
            return new Segment(neutronId, name, range, gateway, first, last, pool);
        }

        Segment withPool(LeasePool pool) {
            return new Segment(neutronId, name, range, gateway, first, last, pool);
        }
    }

    /**
     * @param enabled false: new servers get no address by DHCP (DHC-01)
     * @param dns IPv4 only, at most five (IP6-11, DHC-04)
     * @param ntp IPv4 only, at most four (DHC-08)
     */
    public record Dhcp(boolean enabled, List<IpAddress> dns, List<IpAddress> ntp) {
        public Dhcp {
            dns = List.copyOf(dns);
            ntp = List.copyOf(ntp);
        }
    }

    /** {@return whether it is still being made (STAT-03, STAT-06)} */
    public boolean isCreating(Moment moment) {
        return moment.isIn(Phase.SUBNET_CREATING, id, createdAt);
    }

    /** {@return whether a port went so lately that the subnet still counts as used} */
    boolean isLingering(Moment moment) {
        return moment.isIn(Phase.SUBNET_LINGERING, id, releasedAt);
    }

    public Optional<Segment> segment(Family family) {
        return Optional.ofNullable(segments.get(family));
    }

    public boolean isDualStack() {
        return segments.containsKey(Family.IPV6);
    }

    /** {@return the segment a Neutron subnet id names} */
    public Optional<Segment> segment(String neutronId) {
        return segments.values().stream()
                .filter(segment -> segment.neutronId().equals(neutronId))
                .findFirst();
    }
}
