package dev.twinstack.emulator.subnetpool;

import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.ResourceType;
import java.time.Instant;
import java.util.List;
import org.pcollections.PMap;

/**
 * A subnet pool, and the owner of which subnet has which of its blocks. Source: API reference, native "Subnet Pool".
 *
 * @param prefixes in ascending order, neighbours merged
 * @param isDefault whether subnets that ask for the default pool of this family draw from it
 * @param leases the block of each subnet
 */
public record SubnetPool(
        String id,
        String name,
        String description,
        Family family,
        List<IpRange> prefixes,
        Lengths lengths,
        Allowance allowance,
        boolean isDefault,
        PMap<EntityRef, IpRange> leases,
        Instant createdAt,
        Instant updatedAt) {
    public static final ResourceType<SubnetPool> TYPE = new ResourceType<>("subnetpool", SubnetPool.class);

    public SubnetPool {
        prefixes = List.copyOf(prefixes);
    }

    /**
     * Prefix lengths of the blocks a pool gives.
     *
     * @param standard of a block for which none is named
     */
    public record Lengths(int min, int standard, int max) {
        public boolean allow(int length) {
            return min <= length && length <= max;
        }
    }

    /** How much of a pool may be given in all. */
    public sealed interface Allowance {
        record Unlimited() implements Allowance {}

        /** Counted in /32s of an IPv4 pool, in /64s of an IPv6 pool. */
        record Units(int units) implements Allowance {}
    }

    /** {@return the shortest prefix length a pool of this family may give, which is the standard one too} */
    public static int shortest(Family family) {
        return switch (family) {
            case IPV4 -> 8;
            case IPV6 -> 64;
        };
    }

    /** {@return the prefix length of one unit of an {@link Allowance}} */
    static int unitLength(Family family) {
        return switch (family) {
            case IPV4 -> 32;
            case IPV6 -> 64;
        };
    }

    SubnetPool withLeases(PMap<EntityRef, IpRange> leases) {
        return new SubnetPool(
                id, name, description, family, prefixes, lengths, allowance, isDefault, leases, createdAt, updatedAt);
    }
}
