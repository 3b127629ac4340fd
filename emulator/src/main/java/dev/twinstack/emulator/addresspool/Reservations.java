package dev.twinstack.emulator.addresspool;

import dev.twinstack.emulator.ip.BlockPool;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.kernel.Decision;
import dev.twinstack.emulator.kernel.DomainError.Conflict;
import dev.twinstack.emulator.kernel.EntityRef;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.pcollections.PMap;

/**
 * Blocks that somebody else hands out. A prefix is in one subnet pool only, and the region's own range is such a pool
 * too. Source: API reference, native "Creating a Subnet Pool", {@code prefixes}.
 */
final class Reservations {
    private Reservations() {}

    /**
     * Refuses what is leased or reserved already, and the last block, where the IPv6 addresses of EIPs lie.
     *
     * @param isPart whether the pool is part of one, whose last block is not the region's
     */
    static Decision<AddressPoolEvent> reserve(
            AddressPool pool, EntityRef claimant, List<IpRange> blocks, List<AddressPoolEvent> before, boolean isPart) {
        if (blocks.equals(pool.reservations().get(claimant))) {
            return Decision.grant(List.of(), blocks);
        }
        return taken(pool, claimant, isPart)
                .filter(taken -> blocks.stream().anyMatch(taken::overlaps))
                .findFirst()
                .<Decision<AddressPoolEvent>>map(taken -> Decision.refuse(
                        new Conflict("prefix-taken", "The addresses " + taken + " are in use or reserved already.")))
                .orElseGet(() -> Decision.grant(
                        AddressPoolRules.plus(before, new AddressPoolEvent.Reserved(claimant, blocks)), blocks));
    }

    private static Stream<IpRange> taken(AddressPool pool, EntityRef claimant, boolean isPart) {
        Stream<IpRange> last =
                isPart ? Stream.empty() : Stream.of(ends(pool.blocks()).getLast());
        Stream<IpRange> others = pool.reservations().entrySet().stream()
                .filter(other -> !other.getKey().equals(claimant))
                .flatMap(other -> other.getValue().stream());
        return Stream.of(last, pool.leases().values().stream(), others).flatMap(each -> each);
    }

    private static List<IpRange> ends(BlockPool blocks) {
        return AddressPoolRules.ends(blocks.range(), blocks.prefixLength());
    }

    /** {@return the pool with these reservations instead of those it has} O(leases). */
    static AddressPool with(AddressPool pool, PMap<EntityRef, List<IpRange>> reservations) {
        BlockPool old = pool.blocks();
        List<IpRange> kept = new ArrayList<>(ends(old));
        reservations.values().stream()
                .flatMap(List::stream)
                .filter(old.range()::overlaps)
                .map(block -> block.contains(old.range()) ? old.range() : block)
                .map(block -> block.widened(Math.min(block.prefixLength(), old.prefixLength())))
                .forEach(kept::add);
        BlockPool blocks = BlockPool.of(old.range(), old.prefixLength(), kept);
        for (IpRange lease : pool.leases().values()) {
            blocks = blocks.with(lease);
        }
        return new AddressPool(blocks, pool.leases(), reservations);
    }
}
