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
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.pcollections.PMap;

/**
 * A subnet, and the owner of its addresses. The superset of the dialects' views: the v1 subnet and the Neutron network
 * are this (one id), each Neutron subnet is one of its segments.
 *
 * @param vpc none for a Neutron network that no router is attached to; v1 then reports {@code UNKNOWN}
 * @param segments at most one IPv4 and one IPv6 range
 * @param geneve whether it is a GENEVE network, which no router takes (RT-28); otherwise it is VXLAN (SUB-24)
 * @param leases the addresses each port has, by port id
 * @param releasedAt when the last port's addresses came back; long ago if none ever did
 */
public record Subnet(
        String id,
        Home vpc,
        Origin origin,
        String name,
        String description,
        PMap<Family, Segment> segments,
        Dhcp dhcp,
        String availabilityZone,
        Table routeTable,
        Firewall firewall,
        boolean geneve,
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

    /** Which API a subnet was made by. */
    public enum Origin {
        /** In a VPC from the start, all of its segments; the network is named by the VPC. */
        V1,
        /** A network with a name of its own, whose Neutron subnets are put on a router one by one. */
        NATIVE
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

    /** By what a segment is connected to the router that its VPC is. */
    public sealed interface RouterInterface {
        /** By nothing: nothing crosses the segment's border. */
        record None() implements RouterInterface {}

        /** At the gateway's address, by a port of the network's own. */
        record AtGateway() implements RouterInterface {}

        /** By a port that was given for it. */
        record OfPort(String port) implements RouterInterface {}
    }

    /**
     * One range of a subnet.
     *
     * @param neutronId the id of the Neutron subnet that this is
     * @param name of the Neutron subnet
     * @param first where the addresses given to ports begin
     * @param last where they end
     * @param pool what is free of it; the reserved addresses are never leased unless asked for by name (PORT-18)
     * @param subnetPool the subnet pool of the project that the range is from; blank for none, and for the region's
     */
    public record Segment(
            String neutronId,
            String name,
            IpRange range,
            Gateway gateway,
            IpAddress first,
            IpAddress last,
            LeasePool pool,
            String subnetPool,
            RouterInterface routerInterface) {
        Segment withName(String name) {
            return new Segment(neutronId, name, range, gateway, first, last, pool, subnetPool, routerInterface);
        }

        Segment withPool(LeasePool pool) {
            return new Segment(neutronId, name, range, gateway, first, last, pool, subnetPool, routerInterface);
        }

        Segment withInterface(RouterInterface routerInterface) {
            return new Segment(neutronId, name, range, gateway, first, last, pool, subnetPool, routerInterface);
        }

        /** {@return whether traffic can leave the segment for the rest of its VPC} */
        public boolean isConnected() {
            return !(routerInterface instanceof RouterInterface.None);
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

    /** {@return the name of the Neutron network} Servers' addresses are listed under it (clients' tests). */
    public String networkName() {
        return origin == Origin.V1 && vpc instanceof Home.In(String id) ? id : name;
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

    /** {@return the subnet among these that has a Neutron subnet as its segment} */
    public static Optional<Subnet> of(Collection<Subnet> subnets, String neutronId) {
        return subnets.stream()
                .filter(subnet -> subnet.segment(neutronId).isPresent())
                .findFirst();
    }

    Subnet with(PMap<Family, Segment> segments, Instant at) {
        return with(vpc, segments, routeTable, firewall, leases, tags, releasedAt, at);
    }

    Subnet with(PMap<Family, Segment> segments, PMap<String, List<IpAddress>> leases, Instant releasedAt) {
        return with(vpc, segments, routeTable, firewall, leases, tags, releasedAt, updatedAt);
    }

    Subnet with(Tags tags) {
        return with(vpc, segments, routeTable, firewall, leases, tags, releasedAt, updatedAt);
    }

    Subnet in(Home.In router, PMap<Family, Segment> segments, Instant at) {
        return with(router, segments, routeTable, firewall, leases, tags, releasedAt, at);
    }

    /** {@return the subnet in no VPC, and so under no custom route table and behind no firewall} */
    Subnet outside(PMap<Family, Segment> segments, Instant at) {
        return with(
                new Home.Outside(), segments, new Table.Default(), new Firewall.None(), leases, tags, releasedAt, at);
    }

    Subnet under(Table routeTable, Instant at) {
        return with(vpc, segments, routeTable, firewall, leases, tags, releasedAt, at);
    }

    Subnet behind(Firewall firewall) {
        return with(vpc, segments, routeTable, firewall, leases, tags, releasedAt, updatedAt);
    }

    private Subnet with(
            Home vpc,
            PMap<Family, Segment> segments,
            Table routeTable,
            Firewall firewall,
            PMap<String, List<IpAddress>> leases,
            Tags tags,
            Instant releasedAt,
            Instant at) {
        return new Subnet(
                id,
                vpc,
                origin,
                name,
                description,
                segments,
                dhcp,
                availabilityZone,
                routeTable,
                firewall,
                geneve,
                portSecurity,
                leases,
                tags,
                releasedAt,
                createdAt,
                at);
    }
}
