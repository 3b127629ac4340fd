package dev.twinstack.emulator.ip;

import java.math.BigInteger;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lends the sub-blocks of one size of a block, lowest first: the /64s of 2001:db8::/32, say. Immutable; every call is
 * O(log leases), however large the block.
 *
 * <p>A reserved block is never chosen by {@link #lease}, but may be leased by name and given back (PORT-18).
 */
public final class BlockPool {
    private final IpRange range;
    private final int prefixLength;
    private final Spans reserved;
    private final Spans leased;
    /** The reserved and the leased together: its first gap is the lowest free block. */
    private final Spans taken;

    private final long leasedCount;
    private final BigInteger freeCount;

    private BlockPool(
            IpRange range,
            int prefixLength,
            Spans reserved,
            Spans leased,
            Spans taken,
            long leasedCount,
            BigInteger freeCount) {
        this.range = range;
        this.prefixLength = prefixLength;
        this.reserved = reserved;
        this.leased = leased;
        this.taken = taken;
        this.leasedCount = leasedCount;
        this.freeCount = freeCount;
    }

    /**
     * {@return a pool in which nothing is leased}
     *
     * @param reserved blocks of the range, of the pool's size or larger; they may repeat or overlap
     * @throws IllegalArgumentException if the blocks are larger than the range or a reserved one is not of the pool
     */
    public static BlockPool of(IpRange range, int prefixLength, Collection<IpRange> reserved) {
        Spans spans = Spans.EMPTY;
        for (IpRange block : reserved) {
            if (!range.contains(block) || block.prefixLength() > prefixLength) {
                throw new IllegalArgumentException(block + " is no part of the /" + prefixLength + " of " + range);
            }
            spans = spans.plus(block.first(), block.last());
        }
        return withReserved(range, prefixLength, spans);
    }

    /** The spans must be in the range and made of whole blocks. */
    static BlockPool withReserved(IpRange range, int prefixLength, Spans reserved) {
        if (prefixLength < range.prefixLength() || prefixLength > range.family().bits()) {
            throw new IllegalArgumentException("no /" + prefixLength + " blocks in " + range);
        }
        int blockBits = range.family().bits() - prefixLength;
        BigInteger free = range.size().subtract(reserved.count()).shiftRight(blockBits);
        return new BlockPool(range, prefixLength, reserved, Spans.EMPTY, reserved, 0, free);
    }

    public IpRange range() {
        return range;
    }

    /** {@return the prefix length of every block this pool lends} */
    public int prefixLength() {
        return prefixLength;
    }

    /** {@return the lowest block neither leased nor reserved, or nothing if the pool is full} The pool stays as it is. */
    public Optional<IpRange> lease() {
        return taken.firstGap(range.first(), range.last()).map(first -> new IpRange(first, prefixLength));
    }

    /**
     * {@return the pool with this block leased, be it reserved or not}
     *
     * @throws IllegalArgumentException if it is leased already or not of this pool
     */
    public BlockPool with(IpRange block) {
        if (isLeased(block)) {
            throw new IllegalArgumentException(block + " is leased already");
        }
        return new BlockPool(
                range,
                prefixLength,
                reserved,
                leased.plus(block.first(), block.last()),
                taken.plus(block.first(), block.last()),
                leasedCount + 1,
                isReserved(block) ? freeCount : freeCount.subtract(BigInteger.ONE));
    }

    /**
     * {@return the pool with this block given back; a reserved one stays reserved}
     *
     * @throws IllegalArgumentException if it is not leased or not of this pool
     */
    public BlockPool without(IpRange block) {
        if (!isLeased(block)) {
            throw new IllegalArgumentException(block + " is not leased");
        }
        return new BlockPool(
                range,
                prefixLength,
                reserved,
                leased.minus(block.first(), block.last()),
                isReserved(block) ? taken : taken.minus(block.first(), block.last()),
                leasedCount - 1,
                isReserved(block) ? freeCount : freeCount.add(BigInteger.ONE));
    }

    /** {@return whether this is a block of the range, of the pool's size} */
    public boolean has(IpRange block) {
        return block.prefixLength() == prefixLength && range.contains(block);
    }

    /** {@return whether the block is neither leased nor reserved, so that {@link #lease} may choose it} */
    public boolean isFree(IpRange block) {
        return !taken.contains(own(block).first());
    }

    public boolean isLeased(IpRange block) {
        return leased.contains(own(block).first());
    }

    /** {@return whether the block is reserved, be it leased or not} */
    public boolean isReserved(IpRange block) {
        return reserved.contains(own(block).first());
    }

    private IpRange own(IpRange block) {
        if (!has(block)) {
            throw new IllegalArgumentException(block + " is not one of the /" + prefixLength + " of " + range);
        }
        return block;
    }

    /** {@return how many blocks are leased, reserved ones included} */
    public long leased() {
        return leasedCount;
    }

    /** {@return how many blocks {@link #lease} can still choose: neither leased nor reserved} */
    public BigInteger free() {
        return freeCount;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof BlockPool that
                && range.equals(that.range)
                && prefixLength == that.prefixLength
                && reserved.equals(that.reserved)
                && leased.equals(that.leased);
    }

    @Override
    public int hashCode() {
        return Objects.hash(range, prefixLength, reserved, leased);
    }

    @Override
    public String toString() {
        return "/" + prefixLength + " of " + range + ": " + leasedCount + " leased, " + freeCount + " free";
    }
}
