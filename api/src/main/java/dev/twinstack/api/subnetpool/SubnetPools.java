package dev.twinstack.api.subnetpool;

import dev.twinstack.api.http.Rejected;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.kernel.Ids;
import dev.twinstack.emulator.subnetpool.SubnetPool;
import java.util.Optional;

/**
 * The subnet pools a project can draw from: its own, and the region's, which every project has for IPv6 and none can
 * change (IP6-09).
 */
public final class SubnetPools {
    /** The id of the region's IPv6 pool, the same in every project. */
    public static final String REGION_ID = Ids.derived("ipv6-subnet-pool");

    private SubnetPools() {}

    /** Where a block is drawn from. */
    public sealed interface Choice {
        record OfRegion() implements Choice {}

        record Own(SubnetPool pool) implements Choice {}
    }

    /** {@return the pool that is named, which must be of this family} */
    public static Choice named(Snapshot snapshot, String id, Family family, String field) {
        if (id.equals(REGION_ID)) {
            require(family == Family.IPV6, family, field);
            return new Choice.OfRegion();
        }
        SubnetPool pool =
                snapshot.find(SubnetPool.TYPE, id).orElseThrow(() -> Rejected.notFound(SubnetPool.TYPE.name(), id));
        require(pool.family() == family, family, field);
        return new Choice.Own(pool);
    }

    private static void require(boolean fits, Family family, String field) {
        if (!fits) {
            throw Rejected.field(field, "is no IPv" + family.version() + " subnet pool");
        }
    }

    /** {@return the pool for IPv6 subnets that name none: the project's own default one, if it has made one} */
    public static Choice standard(Snapshot snapshot) {
        return ownDefault(snapshot, Family.IPV6).<Choice>map(Choice.Own::new).orElseGet(Choice.OfRegion::new);
    }

    static Optional<SubnetPool> ownDefault(Snapshot snapshot, Family family) {
        return snapshot.all(SubnetPool.TYPE).stream()
                .filter(pool -> pool.isDefault() && pool.family() == family)
                .findFirst();
    }
}
