package dev.twinstack.emulator.vpc;

import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Ids;
import dev.twinstack.emulator.kernel.ResourceType;
import dev.twinstack.emulator.tag.Tags;
import dev.twinstack.emulator.timing.Moment;
import dev.twinstack.emulator.timing.Phase;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.pcollections.PMap;
import org.pcollections.PSet;

/**
 * A virtual private cloud, and the owner of who has which part of its ranges.
 *
 * @param cidr the primary block; none while it is blank, and then any subnet fits (VPC-02)
 * @param secondary up to five more IPv4 blocks (SEC-01)
 * @param subnets the IPv4 block granted to each subnet
 * @param occupants what else must go before the VPC can: custom or altered route tables
 * @param peerings where each peering leads to; they must go too
 * @param routes the routes of the VPC itself (VPC-14), which is its router to Neutron
 * @param enterpriseProjectId {@code 0} for the default one (EPS-01)
 * @param nameRepeats whether others may have its name too, as a router's name may be taken (NAME-08)
 * @param left when a subnet last went from a secondary block, by block; none for a block that no subnet went from
 */
public record Vpc(
        String id,
        String name,
        String description,
        List<IpRange> cidr,
        List<IpRange> secondary,
        Grants subnets,
        PSet<EntityRef> occupants,
        PMap<EntityRef, Link> peerings,
        boolean sharedSnat,
        List<HostRoute> routes,
        String enterpriseProjectId,
        boolean nameRepeats,
        Tags tags,
        PMap<IpRange, Instant> left,
        Instant createdAt,
        Instant updatedAt) {
    public static final ResourceType<Vpc> TYPE = new ResourceType<>("vpc", Vpc.class);

    public Vpc {
        cidr = List.copyOf(cidr);
        secondary = List.copyOf(secondary);
        routes = List.copyOf(routes);
    }

    /** The two names a VPC goes by: Neutron knows it as a router. */
    public enum Role {
        /** Its name is unique in the project (VPC-05). */
        VPC,
        /** Its name may be another's too (NAME-08), and shared SNAT is switched on once it has an interface (RT-26). */
        ROUTER
    }

    /**
     * A peering as one of its VPCs knows it.
     *
     * @param other the VPC at the other end
     * @param active whether it passes anything: with another project's VPC not until that has accepted (PEER-02)
     */
    public record Link(EntityRef other, boolean active) {}

    /** {@return the name that is kept for this VPC alone; blank if there is none} */
    String ownName() {
        return nameRepeats ? "" : name;
    }

    /** A route to an address in a subnet of the VPC. */
    public record HostRoute(IpRange destination, IpAddress nexthop) {}

    /** {@return the primary and the secondary blocks} */
    public List<IpRange> ranges() {
        return Stream.concat(cidr.stream(), secondary.stream()).toList();
    }

    /** {@return the VPCs to which an active peering leads} */
    public Stream<EntityRef> peers() {
        return peerings.values().stream().filter(Link::active).map(Link::other);
    }

    /** {@return whether it is still being made (STAT-01, STAT-02)} */
    public boolean isCreating(Moment moment) {
        return moment.isIn(Phase.VPC_CREATING, id, createdAt);
    }

    /** {@return whether a subnet went from a secondary block so lately that the block still counts as used} */
    boolean isLingering(IpRange block, Moment moment) {
        Instant last = left.get(block);
        return last != null && moment.isIn(Phase.RANGE_LINGERING, id, last);
    }

    /** {@return the id of the table every VPC has from the start} The table is stored only once it differs (VPC-10). */
    public String defaultRouteTableId() {
        return Ids.derived(id, "default-route-table");
    }

    Vpc withSubnets(Grants subnets) {
        return with(secondary, subnets, occupants, peerings, routes, tags, left, updatedAt);
    }

    Vpc withOccupants(PSet<EntityRef> occupants) {
        return with(secondary, subnets, occupants, peerings, routes, tags, left, updatedAt);
    }

    Vpc withPeerings(PMap<EntityRef, Link> peerings) {
        return with(secondary, subnets, occupants, peerings, routes, tags, left, updatedAt);
    }

    Vpc withActive(EntityRef peering, boolean active) {
        Link link = peerings.get(peering);
        if (link == null) {
            throw new IllegalStateException("not a peering of the VPC " + id + ": " + peering);
        }
        return withPeerings(peerings.plus(peering, new Link(link.other(), active)));
    }

    /** {@return the VPC without the block of a subnet} */
    Vpc withoutSubnet(String subnet, Instant at) {
        PMap<IpRange, Instant> times = left;
        for (IpRange block : secondary) {
            times = subnets.of(subnet).filter(block::contains).isPresent() ? times.plus(block, at) : times;
        }
        return with(secondary, subnets.minus(subnet), occupants, peerings, routes, tags, times, updatedAt);
    }

    Vpc withSecondary(List<IpRange> secondary, Instant at) {
        List<IpRange> gone = left.keySet().stream()
                .filter(block -> !secondary.contains(block))
                .toList();
        return with(secondary, subnets, occupants, peerings, routes, tags, left.minusAll(gone), at);
    }

    Vpc withRoutes(List<HostRoute> routes, Instant at) {
        return with(secondary, subnets, occupants, peerings, routes, tags, left, at);
    }

    Vpc withTags(Tags tags) {
        return with(secondary, subnets, occupants, peerings, routes, tags, left, updatedAt);
    }

    private Vpc with(
            List<IpRange> secondary,
            Grants subnets,
            PSet<EntityRef> occupants,
            PMap<EntityRef, Link> peerings,
            List<HostRoute> routes,
            Tags tags,
            PMap<IpRange, Instant> left,
            Instant at) {
        return new Vpc(
                id,
                name,
                description,
                cidr,
                secondary,
                subnets,
                occupants,
                peerings,
                sharedSnat,
                routes,
                enterpriseProjectId,
                nameRepeats,
                tags,
                left,
                createdAt,
                at);
    }
}
