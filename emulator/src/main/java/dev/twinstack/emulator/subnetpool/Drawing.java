package dev.twinstack.emulator.subnetpool;

import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.ip.RangeSet;
import dev.twinstack.emulator.kernel.Decision;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.kernel.DomainError.Conflict;
import dev.twinstack.emulator.kernel.DomainError.Exhausted;
import dev.twinstack.emulator.kernel.DomainError.Invalid;
import dev.twinstack.emulator.kernel.DomainError.QuotaExceeded;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.subnetpool.SubnetPool.Allowance;
import dev.twinstack.emulator.subnetpool.SubnetPoolCommand.Wanted;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/** Which subnet gets which block of a pool. */
final class Drawing {
    private Drawing() {}

    /** {@return the granted {@link IpRange}, or a refusal} A subnet that asks again gets what it has. */
    static Decision<SubnetPoolEvent> lease(SubnetPool pool, EntityRef subnet, Wanted wanted) {
        IpRange had = pool.leases().get(subnet);
        if (had != null) {
            return Decision.grant(List.of(), had);
        }
        return switch (find(pool, wanted)) {
            case Found.Not(DomainError why) -> Decision.refuse(why);
            case Found.Free(IpRange block) ->
                overdrawn(pool, block)
                        .<Decision<SubnetPoolEvent>>map(Decision::refuse)
                        .orElseGet(() -> Decision.grant(List.of(new SubnetPoolEvent.Leased(subnet, block)), block));
        };
    }

    private sealed interface Found {
        record Free(IpRange block) implements Found {}

        record Not(DomainError why) implements Found {}
    }

    private static Found find(SubnetPool pool, Wanted wanted) {
        return switch (wanted) {
            case Wanted.Any any -> lowest(pool, pool.lengths().standard());
            case Wanted.OfLength(int length) -> lowest(pool, length);
            case Wanted.Exactly(IpRange block) -> exactly(pool, block);
        };
    }

    private static Found lowest(SubnetPool pool, int length) {
        if (!pool.lengths().allow(length)) {
            return new Found.Not(wrongLength(pool, length));
        }
        RangeSet taken = RangeSet.of(pool.leases().values());
        return pool.prefixes().stream()
                .filter(prefix -> prefix.prefixLength() <= length)
                .flatMap(prefix -> taken.firstGap(prefix, length).stream())
                .findFirst()
                .<Found>map(Found.Free::new)
                .orElseGet(() -> new Found.Not(new Exhausted(
                        "subnetpool-exhausted",
                        "The subnet pool " + pool.id() + " has no free block of the length /" + length + ".")));
    }

    private static Found exactly(SubnetPool pool, IpRange block) {
        if (!pool.lengths().allow(block.prefixLength())) {
            return new Found.Not(wrongLength(pool, block.prefixLength()));
        }
        if (pool.prefixes().stream().noneMatch(prefix -> prefix.contains(block))) {
            return new Found.Not(new Invalid(
                    "cidr-outside-subnetpool",
                    "cidr",
                    "The CIDR block " + block + " is not in the subnet pool " + pool.id() + "."));
        }
        return RangeSet.of(pool.leases().values())
                .firstOverlap(block)
                .<Found>map(taken -> new Found.Not(new Conflict(
                        "subnetpool-block-taken",
                        "The block " + taken + " of the subnet pool " + pool.id() + " is already in use.")))
                .orElseGet(() -> new Found.Free(block));
    }

    private static Invalid wrongLength(SubnetPool pool, int length) {
        return new Invalid(
                "prefixlen-outside-subnetpool",
                "prefixlen",
                "The subnet pool " + pool.id() + " gives blocks from /"
                        + pool.lengths().min() + " to /" + pool.lengths().max() + ", not /" + length + ".");
    }

    /** A block smaller than a unit takes its part of one. */
    private static Optional<DomainError> overdrawn(SubnetPool pool, IpRange block) {
        if (!(pool.allowance() instanceof Allowance.Units(int units))) {
            return Optional.empty();
        }
        BigInteger allowed =
                BigInteger.valueOf(units).shiftLeft(pool.family().bits() - SubnetPool.unitLength(pool.family()));
        BigInteger used = pool.leases().values().stream().map(IpRange::size).reduce(block.size(), BigInteger::add);
        return used.compareTo(allowed) > 0 ? Optional.of(new QuotaExceeded("subnetpool", units)) : Optional.empty();
    }
}
