package dev.twinstack.emulator.ip;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A CIDR block of either family, such as {@code 192.168.0.0/24} or {@code 2001:db8::/64}.
 *
 * @param network the first address; a bit set beyond the prefix is refused, never cleared
 * @param prefixLength in bits, 0 to 32 or 128
 */
public record IpRange(IpAddress network, int prefixLength) implements Comparable<IpRange> {
    private static final Pattern PREFIX_LENGTH = Pattern.compile("0|[1-9][0-9]{0,2}");

    private static final Comparator<IpRange> ORDER =
            Comparator.comparing(IpRange::network).thenComparingInt(IpRange::prefixLength);

    /** @throws IllegalArgumentException if the prefix is out of bounds, or the network has host bits set */
    public IpRange {
        if (!isBlock(network, prefixLength)) {
            throw new IllegalArgumentException("not a CIDR block: \"" + network + "/" + prefixLength + "\"");
        }
    }

    private static boolean isBlock(IpAddress network, int prefixLength) {
        int bits = network.family().bits();
        return prefixLength >= 0
                && prefixLength <= bits
                && network.blockStart(bits - prefixLength).equals(network);
    }

    /**
     * {@return the block written as {@code text}}
     *
     * @throws IllegalArgumentException naming the text, if {@link #parse} refuses it
     */
    @JsonCreator
    public static IpRange of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("not a CIDR block: \"" + text + "\""));
    }

    /**
     * {@return the block written as {@code text}, or nothing if it is not exactly one}
     *
     * <p>Refused: a bare address, host bits, a netmask instead of a length, leading zeros, and all {@link
     * IpAddress#parse} refuses.
     */
    public static Optional<IpRange> parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0 || !PREFIX_LENGTH.matcher(text.substring(slash + 1)).matches()) {
            return Optional.empty();
        }
        int prefixLength = Integer.parseInt(text.substring(slash + 1));
        return IpAddress.parse(text.substring(0, slash))
                .filter(network -> isBlock(network, prefixLength))
                .map(network -> new IpRange(network, prefixLength));
    }

    /** {@return the block of this single address: a /32 or a /128} */
    public static IpRange host(IpAddress address) {
        return new IpRange(address, address.family().bits());
    }

    public Family family() {
        return network.family();
    }

    public IpAddress first() {
        return network;
    }

    public IpAddress last() {
        return network.blockEnd(hostBits());
    }

    /** {@return the number of addresses, network and broadcast address included} */
    public BigInteger size() {
        return BigInteger.ONE.shiftLeft(hostBits());
    }

    public boolean contains(IpAddress address) {
        return address.family() == family() && address.blockStart(hostBits()).equals(network);
    }

    /** {@return whether every address of the other block is in this one; true for the same block} */
    public boolean contains(IpRange other) {
        return other.prefixLength >= prefixLength && contains(other.network);
    }

    /** {@return whether the two share an address, which for two CIDR blocks means that one contains the other} */
    public boolean overlaps(IpRange other) {
        return contains(other) || other.contains(this);
    }

    /**
     * {@return the address at this place, 0 being the first}
     *
     * @throws IndexOutOfBoundsException if the block is smaller
     */
    public IpAddress address(long index) {
        return network.plus(checked(index, hostBits()));
    }

    /**
     * {@return the address at this place counted from the end, 0 being the last}
     *
     * @throws IndexOutOfBoundsException if the block is smaller
     */
    public IpAddress fromLast(long index) {
        return last().plus(-checked(index, hostBits()));
    }

    /**
     * {@return the sub-block of this length at this place, 0 being the first}
     *
     * @throws IllegalArgumentException if sub-blocks of this length do not fit
     * @throws IndexOutOfBoundsException if there are fewer of them
     */
    public IpRange block(long index, int subPrefixLength) {
        if (subPrefixLength < prefixLength || subPrefixLength > family().bits()) {
            throw new IllegalArgumentException("no /" + subPrefixLength + " blocks in " + this);
        }
        BigInteger offset = BigInteger.valueOf(checked(index, subPrefixLength - prefixLength))
                .shiftLeft(family().bits() - subPrefixLength);
        return new IpRange(IpAddress.of(family(), network.value().add(offset)), subPrefixLength);
    }

    /**
     * {@return the block of this length that holds this one}
     *
     * @throws IllegalArgumentException if the length is longer than this block's own
     */
    public IpRange widened(int shorterPrefixLength) {
        if (shorterPrefixLength < 0 || shorterPrefixLength > prefixLength) {
            throw new IllegalArgumentException("no /" + shorterPrefixLength + " holds " + this);
        }
        return new IpRange(network.blockStart(family().bits() - shorterPrefixLength), shorterPrefixLength);
    }

    private long checked(long index, int indexBits) {
        if (index < 0 || indexBits < Long.SIZE && index >>> indexBits != 0) {
            throw new IndexOutOfBoundsException("no place " + index + " among 2^" + indexBits + " in " + this);
        }
        return index;
    }

    private int hostBits() {
        return family().bits() - prefixLength;
    }

    /** Orders by first address, then the larger block first. */
    @Override
    public int compareTo(IpRange other) {
        return ORDER.compare(this, other);
    }

    /** {@return the canonical text, such as {@code 2001:db8::/32}} */
    @Override
    @JsonValue
    public String toString() {
        return network + "/" + prefixLength;
    }
}
