package dev.twinstack.emulator.subnetpool;

import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.ip.RangeSet;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.kernel.DomainError.Invalid;
import dev.twinstack.emulator.subnetpool.SubnetPool.Lengths;
import java.util.List;
import java.util.Optional;

/** How a subnet pool may be. Source: API reference, native "Creating a Subnet Pool" and "Updating a Subnet Pool". */
final class Shape {
    private Shape() {}

    static Optional<DomainError> objection(List<IpRange> prefixes, Lengths lengths) {
        if (prefixes.isEmpty()) {
            return invalid("prefixes", "A subnet pool has at least one prefix.");
        }
        Family family = prefixes.getFirst().family();
        RangeSet seen = RangeSet.empty();
        for (IpRange prefix : prefixes) {
            if (prefix.family() != family) {
                return invalid("prefixes", "The prefixes of a subnet pool are of one IP version.");
            }
            if (seen.firstOverlap(prefix).isPresent()) {
                return invalid("prefixes", "The prefix " + prefix + " overlaps another one of the subnet pool.");
            }
            seen = seen.plus(prefix);
        }
        return lengths(family, lengths);
    }

    private static Optional<DomainError> lengths(Family family, Lengths lengths) {
        if (lengths.min() < SubnetPool.shortest(family)) {
            return invalid("min_prefixlen", "min_prefixlen is at least " + SubnetPool.shortest(family) + ".");
        }
        if (lengths.max() > family.bits()) {
            return invalid("max_prefixlen", "max_prefixlen is at most " + family.bits() + ".");
        }
        return lengths.allow(lengths.standard())
                ? Optional.empty()
                : invalid("default_prefixlen", "default_prefixlen lies between min_prefixlen and max_prefixlen.");
    }

    /**
     * Prefixes may be added but not taken away. ASSUMED to be as in Neutron, which the reference leaves open; check by
     * an update that leaves one out.
     */
    static Optional<DomainError> objectionToChanging(SubnetPool pool, List<IpRange> prefixes) {
        if (prefixes.getFirst().family() != pool.family()) {
            return invalid("prefixes", "The IP version of a subnet pool cannot be changed.");
        }
        RangeSet after = RangeSet.of(prefixes).compact();
        for (IpRange before : pool.prefixes()) {
            if (after.firstOverlap(before).filter(now -> now.contains(before)).isEmpty()) {
                return invalid("prefixes", "The prefix " + before + " cannot be taken from the subnet pool.");
            }
        }
        return Optional.empty();
    }

    private static Optional<DomainError> invalid(String field, String message) {
        return Optional.of(new Invalid("subnetpool-invalid", field, field + ": " + message));
    }
}
