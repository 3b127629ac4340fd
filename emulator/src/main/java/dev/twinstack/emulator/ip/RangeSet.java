package dev.twinstack.emulator.ip;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pcollections.TreePSet;

/**
 * Blocks of both families of which no two overlap, in order. Immutable; every call but the iteration is O(log n).
 *
 * <p>This is the rule that the subnets of a VPC keep (SUB-02).
 */
public final class RangeSet implements Iterable<IpRange> {
    private static final RangeSet EMPTY = new RangeSet(TreePSet.empty());

    private final TreePSet<IpRange> ranges;

    private RangeSet(TreePSet<IpRange> ranges) {
        this.ranges = ranges;
    }

    public static RangeSet empty() {
        return EMPTY;
    }

    /**
     * {@return a set of these blocks}
     *
     * @throws IllegalArgumentException if two of them overlap
     */
    public static RangeSet of(Collection<IpRange> ranges) {
        RangeSet set = EMPTY;
        for (IpRange range : ranges) {
            set = set.plus(range);
        }
        return set;
    }

    /**
     * {@return the set with one block more}
     *
     * @throws IllegalArgumentException if a member overlaps it; ask {@link #firstOverlap} before
     */
    public RangeSet plus(IpRange range) {
        firstOverlap(range).ifPresent(member -> {
            throw new IllegalArgumentException(range + " overlaps " + member);
        });
        return new RangeSet(ranges.plus(range));
    }

    /** {@return the set without exactly this block; the same set if it is not a member} */
    public RangeSet minus(IpRange range) {
        return contains(range) ? new RangeSet(ranges.minus(range)) : this;
    }

    /** {@return whether exactly this block is a member} */
    public boolean contains(IpRange range) {
        return ranges.contains(range);
    }

    /** {@return the lowest member that shares an address with this block} */
    public Optional<IpRange> firstOverlap(IpRange range) {
        // Members are disjoint, so of those that start before the block only the nearest can reach into it.
        @Nullable IpRange below = ranges.floor(range);
        if (below != null && below.overlaps(range)) {
            return Optional.of(below);
        }
        return Optional.ofNullable(ranges.ceiling(range)).filter(range::overlaps);
    }

    /**
     * {@return the lowest block of this length inside {@code within} that shares no address with a member} O(members).
     *
     * @throws IllegalArgumentException if blocks of this length do not fit
     */
    public Optional<IpRange> firstGap(IpRange within, int prefixLength) {
        IpRange candidate = within.block(0, prefixLength);
        for (Optional<IpRange> taken = firstOverlap(candidate); taken.isPresent(); taken = firstOverlap(candidate)) {
            // Of two blocks that overlap one contains the other, so the next candidate begins after the larger one.
            IpRange larger = taken.get().contains(candidate) ? taken.get() : candidate;
            if (larger.last().compareTo(within.last()) >= 0) {
                return Optional.empty();
            }
            candidate = new IpRange(larger.last().plus(1), prefixLength);
        }
        return Optional.of(candidate);
    }

    /** {@return the fewest blocks that hold the same addresses: two that make up one larger block become that block} */
    public RangeSet compact() {
        Deque<IpRange> compact = new ArrayDeque<>();
        for (IpRange range : ranges) {
            IpRange next = range;
            while (!compact.isEmpty() && makeUpOne(compact.getLast(), next)) {
                next = compact.removeLast().widened(next.prefixLength() - 1);
            }
            compact.addLast(next);
        }
        return of(compact);
    }

    private static boolean makeUpOne(IpRange lower, IpRange upper) {
        return lower.family() == upper.family()
                && lower.prefixLength() == upper.prefixLength()
                && lower.prefixLength() > 0
                && lower.widened(lower.prefixLength() - 1).contains(upper);
    }

    public int size() {
        return ranges.size();
    }

    public boolean isEmpty() {
        return ranges.isEmpty();
    }

    @Override
    public Iterator<IpRange> iterator() {
        return ranges.iterator();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RangeSet that && ranges.equals(that.ranges);
    }

    @Override
    public int hashCode() {
        return ranges.hashCode();
    }

    @Override
    public String toString() {
        return ranges.toString();
    }
}
