package dev.twinstack.emulator.addresspool;

import dev.twinstack.emulator.ip.BlockPool;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.ResourceType;
import java.util.List;
import org.pcollections.PMap;

/**
 * One of the region's pools, leased in blocks of one size: /32 for public IPv4 addresses, /64 for IPv6 subnets. Pools
 * belong to no tenant; they live in a project of their own.
 *
 * @param reservations what others hand out themselves, such as the IPv6 prefixes of a project's subnet pools; they may
 *     lie outside the pool's range
 */
public record AddressPool(
        BlockPool blocks, PMap<EntityRef, IpRange> leases, PMap<EntityRef, List<IpRange>> reservations) {
    public static final ResourceType<AddressPool> TYPE = new ResourceType<>("addresspool", AddressPool.class);
    /** The project of everything that belongs to the region; no token is ever scoped to it. */
    public static final String REGION = "region";

    public static final String PUBLIC_IPV4 = "public-ipv4";
    public static final String IPV6 = "ipv6";

    /** {@return the claim on any free block of a pool; what is granted is an {@link IpRange}} */
    public static Claim any(String pool, EntityRef claimant) {
        return claim(pool, new AddressPoolCommand.Lease(claimant, AddressPoolCommand.Wanted.ANY));
    }

    /** {@return the claim on one block by name} */
    public static Claim exactly(String pool, EntityRef claimant, IpRange block) {
        return claim(pool, new AddressPoolCommand.Lease(claimant, new AddressPoolCommand.Wanted.Exactly(block)));
    }

    /** {@return the claim on IPv6 blocks that nobody else gets or reserves; it replaces what the claimant reserved} */
    public static Claim reserve(EntityRef claimant, List<IpRange> blocks) {
        return new Claim(
                TYPE.ref(REGION, IPV6),
                new AddressPoolCommand.Reserve(claimant, blocks),
                new AddressPoolCommand.Unreserve(claimant));
    }

    /** {@return the pool a part belongs to, and which whoever claims from it knows; any other entity is itself} */
    public static EntityRef whole(EntityRef owner) {
        int dot = owner.type().equals(TYPE.name()) ? owner.id().indexOf(Parts.SEPARATOR) : -1;
        return dot < 0 ? owner : TYPE.ref(owner.project(), owner.id().substring(0, dot));
    }

    private static Claim claim(String pool, AddressPoolCommand.Lease lease) {
        return new Claim(TYPE.ref(REGION, pool), lease, new AddressPoolCommand.Release(lease.claimant()));
    }
}
