package dev.twinstack.emulator.ip;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigInteger;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One IPv4 or IPv6 address, without prefix or zone.
 *
 * <p>The number is held in two longs (an IPv4 address fills the lower 32 bits), so an address costs 32 bytes of heap:
 * the cloud holds hundreds of thousands of them. An IPv4-mapped IPv6 address ({@code ::ffff:10.0.0.1}) stays IPv6.
 */
public final class IpAddress implements Comparable<IpAddress> {
    private final long high;
    private final long low;
    private final Family family;

    IpAddress(Family family, long high, long low) {
        if (family == Family.IPV4 && (high != 0 || low >>> Integer.SIZE != 0)) {
            throw new ArithmeticException("outside the IPv4 address space");
        }
        this.family = family;
        this.high = high;
        this.low = low;
    }

    /**
     * {@return the address written as {@code text}}
     *
     * @throws IllegalArgumentException naming the text, if {@link #parse} refuses it
     */
    @JsonCreator
    public static IpAddress of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("not an IP address: \"" + text + "\""));
    }

    /**
     * {@return the address written as {@code text}, or nothing if it is not exactly one}
     *
     * <p>IPv4 takes four decimal numbers without leading zeros. IPv6 takes every text form of RFC 4291, section 2.2, in
     * either case. Prefixes, zones, blanks and the short or octal forms of {@code inet_aton} are refused.
     */
    public static Optional<IpAddress> parse(String text) {
        return IpText.parseAddress(text);
    }

    /** {@return the address with this number, or an ArithmeticException if the family has none} */
    static IpAddress of(Family family, BigInteger value) {
        if (value.signum() < 0 || value.bitLength() > family.bits()) {
            throw new ArithmeticException("outside the " + family + " address space: " + value);
        }
        return new IpAddress(family, value.shiftRight(Long.SIZE).longValue(), value.longValue());
    }

    public Family family() {
        return family;
    }

    /** {@return the address as an unsigned number, from 0 to 2^32-1 or 2^128-1} */
    public BigInteger value() {
        return unsigned(high).shiftLeft(Long.SIZE).or(unsigned(low));
    }

    private static BigInteger unsigned(long bits) {
        BigInteger value = BigInteger.valueOf(bits & Long.MAX_VALUE);
        return bits < 0 ? value.setBit(Long.SIZE - 1) : value;
    }

    /**
     * {@return the address {@code offset} places after this one, or before it if negative}
     *
     * @throws ArithmeticException if that leaves the family's address space
     */
    public IpAddress plus(long offset) {
        long newLow = low + offset;
        boolean carry = offset > 0 && Long.compareUnsigned(newLow, low) < 0;
        boolean borrow = offset < 0 && Long.compareUnsigned(newLow, low) > 0;
        if (family == Family.IPV6 && (carry && high == -1 || borrow && high == 0)) {
            throw new ArithmeticException("outside the IPv6 address space: " + this + " plus " + offset);
        }
        return new IpAddress(family, high + (carry ? 1 : 0) - (borrow ? 1 : 0), newLow);
    }

    /** {@return whether {@code next} is the address right after this one} */
    boolean isFollowedBy(IpAddress next) {
        return family == next.family && compareTo(next) < 0 && plus(1).equals(next);
    }

    /**
     * {@return the block of this length that this address is in}
     *
     * @throws IllegalArgumentException if addresses of this family have not so many bits
     */
    public IpRange block(int prefixLength) {
        return new IpRange(blockStart(Math.max(0, family.bits() - prefixLength)), prefixLength);
    }

    /** {@return this address with its last {@code hostBits} bits cleared: the first of its block} */
    IpAddress blockStart(int hostBits) {
        return new IpAddress(family, high & ~highMask(hostBits), low & ~lowMask(hostBits));
    }

    /** {@return this address with its last {@code hostBits} bits set: the last of its block} */
    IpAddress blockEnd(int hostBits) {
        return new IpAddress(family, high | highMask(hostBits), low | lowMask(hostBits));
    }

    // A shift by 64 is a shift by 0 in Java, hence the two boundaries.
    private static long highMask(int hostBits) {
        return hostBits <= Long.SIZE ? 0 : -1L >>> (2 * Long.SIZE - hostBits);
    }

    private static long lowMask(int hostBits) {
        return hostBits == 0 ? 0 : -1L >>> Math.max(0, Long.SIZE - hostBits);
    }

    /** Orders IPv4 before IPv6, then by unsigned number. */
    @Override
    public int compareTo(IpAddress other) {
        if (family != other.family) {
            return family.compareTo(other.family);
        }
        int order = Long.compareUnsigned(high, other.high);
        return order != 0 ? order : Long.compareUnsigned(low, other.low);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof IpAddress that && family == that.family && high == that.high && low == that.low;
    }

    @Override
    public int hashCode() {
        return (31 * Long.hashCode(high) + Long.hashCode(low)) * 31 + family.version();
    }

    /** {@return the canonical text: dotted decimal, or RFC 5952 in lower case} */
    @Override
    @JsonValue
    public String toString() {
        return IpText.format(family, high, low);
    }
}
