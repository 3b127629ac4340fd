package dev.twinstack.emulator.addresspool;

import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.region.RegionSettings;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One of the region's pools in parts, each an address pool by itself with a sixteenth of the range: on several nodes no
 * part serves all projects. Whoever claims knows the whole pool only. A project has a part where its claims are tried
 * first; the whole pool itself leases nothing and keeps the reservations.
 */
public final class Parts {
    static final char SEPARATOR = '.';

    private static final int BITS = 4;
    private static final int COUNT = 1 << BITS;
    /** Each part has at least this many blocks, as a power of two; a pool that is smaller stays whole. */
    private static final int LEAST = 8;

    private final String pool;
    private final IpRange range;

    private Parts(String pool, IpRange range) {
        this.pool = pool;
        this.range = range;
    }

    /** {@return the parts of a pool} */
    public static Parts of(String pool, RegionSettings region) {
        return new Parts(pool, pool.equals(AddressPool.IPV6) ? region.ipv6() : region.publicIpv4());
    }

    public static boolean isPart(EntityRef pool) {
        return !AddressPool.whole(pool).equals(pool);
    }

    /** {@return whether the pool is large enough to have parts} */
    public boolean exist() {
        return blockLength(pool) - range.prefixLength() >= BITS + LEAST;
    }

    static int blockLength(String pool) {
        return pool.equals(AddressPool.IPV6) ? AddressPoolRules.SUBNET_LENGTH : Family.IPV4.bits();
    }

    /** {@return all parts, those first that a claimant's claims are tried at first} */
    public List<EntityRef> of(EntityRef claimant) {
        int first = Math.floorMod(claimant.project().hashCode(), COUNT);
        return IntStream.range(0, COUNT)
                .mapToObj(i -> part((first + i) % COUNT))
                .toList();
    }

    /** {@return the parts whose range shares addresses with a block} */
    public List<EntityRef> overlapping(IpRange block) {
        return IntStream.range(0, COUNT)
                .filter(i -> range(range, i).overlaps(block))
                .mapToObj(this::part)
                .toList();
    }

    private EntityRef part(int number) {
        return AddressPool.TYPE.ref(AddressPool.REGION, pool + SEPARATOR + number);
    }

    private static IpRange range(IpRange whole, int number) {
        return whole.block(number, whole.prefixLength() + BITS);
    }

    /** {@return the range of a pool, or of a part of one} */
    static IpRange range(String id, RegionSettings region) {
        int dot = id.indexOf(SEPARATOR);
        String pool = dot < 0 ? id : id.substring(0, dot);
        IpRange whole = of(pool, region).range;
        return dot < 0 ? whole : range(whole, Integer.parseInt(id.substring(dot + 1)));
    }
}
