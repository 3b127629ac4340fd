package dev.twinstack.emulator.ip;

import java.math.BigInteger;
import java.util.Collection;
import java.util.Optional;

/**
 * Lends the single addresses of a block, lowest first. Immutable; every call is O(log leases), also for an IPv6 /64.
 *
 * <p>A reserved address is never chosen by {@link #lease}, but may be leased by name and given back (PORT-18).
 * Questions about an address outside the range are refused with an IllegalArgumentException: ask {@link #has} first.
 *
 * @param blocks the same pool seen as blocks of one address
 */
public record LeasePool(BlockPool blocks) {
    /** @throws IllegalArgumentException if the blocks hold more than one address */
    public LeasePool {
        if (blocks.prefixLength() != blocks.range().family().bits()) {
            throw new IllegalArgumentException("not a pool of single addresses: " + blocks);
        }
    }

    /**
     * {@return a pool of the whole range in which nothing is leased}
     *
     * @param reserved the addresses the cloud keeps for itself (SUB-06); they may repeat
     * @throws IllegalArgumentException if a reserved address is outside the range
     */
    public static LeasePool of(IpRange range, Collection<IpAddress> reserved) {
        return of(range, range.first(), range.last(), reserved);
    }

    /**
     * {@return a pool that chooses from {@code first} to {@code last}; the rest of the range counts as reserved}
     *
     * <p>This is a Neutron allocation pool (SUB-09): addresses outside it may still be asked for by name.
     *
     * @throws IllegalArgumentException if an address is outside the range, or last is before first
     */
    public static LeasePool of(IpRange range, IpAddress first, IpAddress last, Collection<IpAddress> reserved) {
        if (!range.contains(first) || !range.contains(last) || first.compareTo(last) > 0) {
            throw new IllegalArgumentException(first + " to " + last + " is no part of " + range);
        }
        Spans spans = Spans.EMPTY;
        if (!first.equals(range.first())) {
            spans = spans.plus(range.first(), first.plus(-1));
        }
        if (!last.equals(range.last())) {
            spans = spans.plus(last.plus(1), range.last());
        }
        for (IpAddress address : reserved) {
            if (!range.contains(address)) {
                throw new IllegalArgumentException(address + " is not in " + range);
            }
            spans = spans.plus(address, address);
        }
        return new LeasePool(BlockPool.withReserved(range, range.family().bits(), spans));
    }

    public IpRange range() {
        return blocks.range();
    }

    /** {@return the lowest address neither leased nor reserved, or nothing if the pool is full} The pool stays as is. */
    public Optional<IpAddress> lease() {
        return blocks.lease().map(IpRange::first);
    }

    /**
     * {@return the pool with this address leased, be it reserved or not}
     *
     * @throws IllegalArgumentException if it is leased already or outside the range
     */
    public LeasePool with(IpAddress address) {
        return new LeasePool(blocks.with(IpRange.host(address)));
    }

    /**
     * {@return the pool with this address given back; a reserved one stays reserved}
     *
     * @throws IllegalArgumentException if it is not leased or outside the range
     */
    public LeasePool without(IpAddress address) {
        return new LeasePool(blocks.without(IpRange.host(address)));
    }

    /** {@return whether the address is in the range} */
    public boolean has(IpAddress address) {
        return range().contains(address);
    }

    /** {@return whether the address is neither leased nor reserved, so that {@link #lease} may choose it} */
    public boolean isFree(IpAddress address) {
        return blocks.isFree(IpRange.host(address));
    }

    public boolean isLeased(IpAddress address) {
        return blocks.isLeased(IpRange.host(address));
    }

    /** {@return whether the address is reserved, be it leased or not} */
    public boolean isReserved(IpAddress address) {
        return blocks.isReserved(IpRange.host(address));
    }

    /** {@return how many addresses are leased, reserved ones included} */
    public long leased() {
        return blocks.leased();
    }

    /** {@return how many addresses {@link #lease} can still choose: neither leased nor reserved} */
    public BigInteger free() {
        return blocks.free();
    }
}
