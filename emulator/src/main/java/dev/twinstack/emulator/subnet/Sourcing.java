package dev.twinstack.emulator.subnet;

import dev.twinstack.emulator.addresspool.AddressPool;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.Context;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.kernel.DomainError.Invalid;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Ids;
import dev.twinstack.emulator.project.ProjectCommand;
import dev.twinstack.emulator.project.Quota;
import dev.twinstack.emulator.subnet.Subnet.Gateway;
import dev.twinstack.emulator.subnet.Subnet.Home;
import dev.twinstack.emulator.subnet.Subnet.Segment;
import dev.twinstack.emulator.subnet.SubnetCommand.SegmentSpec;
import dev.twinstack.emulator.subnet.SubnetEvent.StoredSegment;
import dev.twinstack.emulator.subnetpool.SubnetPool;
import dev.twinstack.emulator.subnetpool.SubnetPoolCommand;
import dev.twinstack.emulator.vpc.Vpc;
import dev.twinstack.emulator.vpc.VpcCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Where the blocks of a subnet are from, and which blocks are fit to be one. */
final class Sourcing {
    private static final int LONGEST_IPV4_PREFIX = 28;
    /** The shortest range that holds a network address, a gateway, the three reserved ones and some more. */
    private static final int LONGEST_IPV6_PREFIX = 124;

    private Sourcing() {}

    static Family family(SegmentSpec segment) {
        return switch (segment) {
            case SegmentSpec.Ipv4 ipv4 -> Family.IPV4;
            case SegmentSpec.Ipv6 ipv6 -> Family.IPV6;
            case SegmentSpec.Drawn drawn -> drawn.family();
        };
    }

    /**
     * {@return what a segment takes of others, as far as it is known} A block that a subnet pool chooses can be asked of
     * the VPC only once the pool has granted it.
     */
    static List<Claim> claims(Context ctx, Home home, SegmentSpec segment) {
        List<Claim> claims = new ArrayList<>();
        switch (segment) {
            case SegmentSpec.Ipv6 ipv6 -> claims.add(AddressPool.any(AddressPool.IPV6, ctx.self()));
            case SegmentSpec.Ipv4 ipv4 when ipv4.subnetPool().isEmpty() -> {}
            case SegmentSpec.Ipv4 ipv4 ->
                claims.add(drawn(ctx.self(), ipv4.subnetPool(), new SubnetPoolCommand.Wanted.Exactly(ipv4.range())));
            case SegmentSpec.Drawn drawn -> claims.add(drawn(ctx.self(), drawn.subnetPool(), drawn.wanted()));
        }
        if (family(segment) == Family.IPV4 && home instanceof Home.In(String vpc)) {
            range(ctx, segment).ifPresent(range -> claims.add(ofVpc(ctx.self(), vpc, range)));
        }
        return claims;
    }

    private static Claim drawn(EntityRef self, String subnetPool, SubnetPoolCommand.Wanted wanted) {
        return SubnetPoolCommand.lease(self.sibling(SubnetPool.TYPE, subnetPool), self, wanted);
    }

    /** {@return the claim on the VPC's part that a network's IPv4 block is} */
    static Claim ofVpc(EntityRef self, String vpc, IpRange range) {
        return VpcCommand.range(self.sibling(Vpc.TYPE, vpc), self.id(), range);
    }

    private static Optional<IpRange> range(Context ctx, SegmentSpec segment) {
        return switch (segment) {
            case SegmentSpec.Ipv4 ipv4 -> Optional.of(ipv4.range());
            case SegmentSpec.Ipv6 ipv6 ->
                ctx.grant(AddressPool.TYPE.ref(AddressPool.REGION, AddressPool.IPV6), IpRange.class);
            case SegmentSpec.Drawn drawn ->
                ctx.grant(ctx.self().sibling(SubnetPool.TYPE, drawn.subnetPool()), IpRange.class);
        };
    }

    /** {@return what is wrong with a segment, as far as its block is known} */
    static Optional<DomainError> objection(Context ctx, SegmentSpec segment) {
        return switch (segment) {
            case SegmentSpec.Ipv4 ipv4 ->
                objection(ipv4.range())
                        .or(() -> objection(ipv4.range(), ipv4.gateway()))
                        .or(() -> objection(ipv4.range(), ipv4.gateway(), ipv4.pools()));
            case SegmentSpec.Ipv6 ipv6 -> Optional.empty();
            case SegmentSpec.Drawn drawn -> range(ctx, drawn).flatMap(Sourcing::objection);
        };
    }

    /** A valid IPv4 block is at least a /28 (SUB-03). */
    private static Optional<DomainError> objection(IpRange range) {
        int longest = range.family() == Family.IPV4 ? LONGEST_IPV4_PREFIX : LONGEST_IPV6_PREFIX;
        return range.prefixLength() > longest
                ? Optional.of(new Invalid(
                        "subnet-cidr-invalid",
                        "cidr",
                        "The CIDR block " + range + " must have a mask of at most /" + longest + "."))
                : Optional.empty();
    }

    /** An IPv4 block holds its gateway (SUB-10). */
    private static Optional<DomainError> objection(IpRange range, Gateway gateway) {
        if (range.family() != Family.IPV4) {
            return Optional.of(
                    new Invalid("subnet-cidr-invalid", "cidr", "The CIDR block " + range + " must be an IPv4 one."));
        }
        return gateway instanceof Gateway.At(IpAddress address)
                        && (!range.contains(address) || address.equals(range.first()) || address.equals(range.last()))
                ? Optional.of(new Invalid(
                        "gateway-outside-subnet",
                        "gateway_ip",
                        "The gateway " + address + " is no host of " + range + "."))
                : Optional.empty();
    }

    /** An allocation pool lies in the block and holds neither the gateway nor the broadcast address (SUB-11). */
    static Optional<DomainError> objection(IpRange range, Gateway gateway, List<SegmentSpec.Pool> pools) {
        for (SegmentSpec.Pool pool : pools) {
            boolean outside = !range.contains(pool.first()) || !range.contains(pool.last());
            if (outside || pool.first().compareTo(pool.last()) > 0) {
                return pool("The allocation pool must lie in " + range + ".");
            }
            if (gateway instanceof Gateway.At(IpAddress address) && holds(pool, address)) {
                return pool("The allocation pool holds the gateway " + address + ".");
            }
            if (range.family() == Family.IPV4 && holds(pool, range.last())) {
                return pool("The allocation pool holds the broadcast address " + range.last() + ".");
            }
        }
        return Optional.empty();
    }

    private static boolean holds(SegmentSpec.Pool pool, IpAddress address) {
        return pool.first().compareTo(address) <= 0 && pool.last().compareTo(address) >= 0;
    }

    private static Optional<DomainError> pool(String message) {
        return Optional.of(new Invalid("allocation-pool-invalid", "allocation_pools", message));
    }

    /** {@return the segment to store, once its block was granted} */
    static StoredSegment stored(Context ctx, SegmentSpec segment) {
        Family family = family(segment);
        String id = Ids.derived(ctx.id(), family.name().toLowerCase(Locale.ROOT));
        IpRange range = range(ctx, segment).orElseThrow();
        return switch (segment) {
            case SegmentSpec.Ipv4 ipv4 ->
                new StoredSegment(
                        family,
                        id,
                        ipv4.name(),
                        range,
                        ipv4.gateway() instanceof Gateway.At(IpAddress address) ? List.of(address) : List.of(),
                        Segments.stored(ipv4.pools()),
                        ipv4.subnetPool());
            // The gateway of an IPv6 range is its ::1 (IP6-02).
            case SegmentSpec.Ipv6(String name) ->
                new StoredSegment(family, id, name, range, List.of(range.address(1)), List.of(), "");
            case SegmentSpec.Drawn drawn ->
                new StoredSegment(
                        family,
                        id,
                        drawn.name(),
                        range,
                        drawn.gateway() ? List.of(range.address(1)) : List.of(),
                        List.of(),
                        drawn.subnetPool());
        };
    }

    static List<Claim.Hold> holds(EntityRef self, Subnet subnet) {
        List<Claim.Hold> holds = new ArrayList<>();
        holds.add(ProjectCommand.place(Quota.SUBNET, self).hold());
        subnet.segments().forEach((family, segment) -> {
            block(self, family, segment).ifPresent(claim -> holds.add(claim.hold()));
            if (family == Family.IPV4 && subnet.vpc() instanceof Home.In(String vpc)) {
                holds.add(ofVpc(self, vpc, segment.range()).hold());
            }
        });
        return holds;
    }

    private static Optional<Claim> block(EntityRef self, Family family, Segment segment) {
        if (!segment.subnetPool().isEmpty()) {
            // What was wanted plays no part in giving it back.
            return Optional.of(drawn(self, segment.subnetPool(), new SubnetPoolCommand.Wanted.Any()));
        }
        return switch (family) {
            case IPV4 -> Optional.empty();
            case IPV6 -> Optional.of(AddressPool.any(AddressPool.IPV6, self));
        };
    }
}
