package dev.twinstack.emulator.ip;

import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pcollections.TreePMap;

/**
 * A set of addresses of one family, kept as the fewest spans: neighbours are merged, so a pool filled from below is one
 * entry however many addresses it lent. Immutable; every call but {@link #count} is O(log spans).
 *
 * @param lastByFirst the last address of each span by its first; spans neither overlap nor touch
 */
record Spans(TreePMap<IpAddress, IpAddress> lastByFirst) {
    static final Spans EMPTY = new Spans(TreePMap.empty());

    boolean contains(IpAddress address) {
        return spanAt(address) != null;
    }

    private Map.@Nullable Entry<IpAddress, IpAddress> spanAt(IpAddress address) {
        Map.@Nullable Entry<IpAddress, IpAddress> span = lastByFirst.floorEntry(address);
        return span != null && span.getValue().compareTo(address) >= 0 ? span : null;
    }

    /** {@return the set with these addresses as well; some may be members already} */
    Spans plus(IpAddress first, IpAddress last) {
        TreePMap<IpAddress, IpAddress> others = lastByFirst;
        IpAddress from = first;
        IpAddress to = last;
        Map.@Nullable Entry<IpAddress, IpAddress> below = others.lowerEntry(first);
        if (below != null && reaches(below.getValue(), first)) {
            from = below.getKey();
            to = max(to, below.getValue());
            others = others.minus(below.getKey());
        }
        Map.@Nullable Entry<IpAddress, IpAddress> above = others.ceilingEntry(first);
        while (above != null && reaches(to, above.getKey())) {
            to = max(to, above.getValue());
            others = others.minus(above.getKey());
            above = others.ceilingEntry(first);
        }
        return new Spans(others.plus(from, to));
    }

    private static boolean reaches(IpAddress last, IpAddress first) {
        return last.compareTo(first) >= 0 || last.isFollowedBy(first);
    }

    private static IpAddress max(IpAddress a, IpAddress b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    /**
     * {@return the set without these addresses}
     *
     * @throws IllegalArgumentException if one of them is not a member
     */
    Spans minus(IpAddress first, IpAddress last) {
        Map.@Nullable Entry<IpAddress, IpAddress> span = spanAt(first);
        if (span == null || span.getValue().compareTo(last) < 0) {
            throw new IllegalArgumentException("not all members: " + first + " to " + last);
        }
        TreePMap<IpAddress, IpAddress> rest = lastByFirst.minus(span.getKey());
        if (!span.getKey().equals(first)) {
            rest = rest.plus(span.getKey(), first.plus(-1));
        }
        if (!span.getValue().equals(last)) {
            rest = rest.plus(last.plus(1), span.getValue());
        }
        return new Spans(rest);
    }

    /** {@return the lowest address from {@code first} to {@code last} that is not a member} */
    Optional<IpAddress> firstGap(IpAddress first, IpAddress last) {
        Map.@Nullable Entry<IpAddress, IpAddress> span = spanAt(first);
        if (span == null) {
            return Optional.of(first);
        }
        // Spans never touch, so the address after one is free.
        return span.getValue().compareTo(last) < 0 ? Optional.of(span.getValue().plus(1)) : Optional.empty();
    }

    /** {@return the number of addresses; O(spans)} */
    BigInteger count() {
        BigInteger count = BigInteger.ZERO;
        for (Map.Entry<IpAddress, IpAddress> span : lastByFirst.entrySet()) {
            count = count.add(span.getValue().value().subtract(span.getKey().value()))
                    .add(BigInteger.ONE);
        }
        return count;
    }
}
