package dev.twinstack.emulator.reachability.oracle;

import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.ip.IpSpan;
import java.math.BigInteger;
import java.util.List;

/** An address as a plain number. */
sealed interface Addr {
    /** Blocks that lead to no host on the Internet. */
    List<Block> PRIVATE = List.of(
            Block.of("10.0.0.0", 8),
            Block.of("172.16.0.0", 12),
            Block.of("192.168.0.0", 16),
            Block.of("100.64.0.0", 10),
            Block.of("127.0.0.0", 8),
            Block.of("169.254.0.0", 16),
            Block.of("224.0.0.0", 3),
            Block.of("fc00::", 7),
            Block.of("fe80::", 10),
            Block.of("ff00::", 8));

    /** What every route table has as a local route besides the subnets (RT-06). */
    List<Block> SERVICES = List.of(Block.of("100.64.0.0", 10), Block.of("198.19.128.0", 20), Block.of("127.0.0.0", 8));

    Family family();

    record Known(Family family, BigInteger number) implements Addr {}

    /** A host out there that nothing names but what names all. */
    record Somewhere(Family family) implements Addr {}

    record Block(Family family, BigInteger first, int length) {
        static Block of(String first, int length) {
            IpAddress address = IpAddress.of(first);
            return new Block(address.family(), address.value(), length);
        }

        /** {@return the block that an address is in} */
        static Block around(String address, int length) {
            Block alone = of(address, length);
            BigInteger size = BigInteger.TWO.pow((alone.family() == Family.IPV4 ? 32 : 128) - length);
            return new Block(
                    alone.family(), alone.first().subtract(alone.first().mod(size)), length);
        }

        static Block of(IpRange range) {
            return new Block(range.network().family(), range.network().value(), range.prefixLength());
        }

        BigInteger last() {
            int bits = family == Family.IPV4 ? 32 : 128;
            return first.add(BigInteger.TWO.pow(bits - length)).subtract(BigInteger.ONE);
        }
    }

    static Addr of(IpAddress address) {
        return new Known(address.family(), address.value());
    }

    default boolean isIn(Block block) {
        return isBetween(block.family(), block.first(), block.last(), block.length() == 0);
    }

    default boolean isIn(IpRange range) {
        return isIn(Block.of(range));
    }

    default boolean isIn(IpSpan span) {
        Family family = span.first().family();
        BigInteger first = span.first().value();
        BigInteger last = span.last().value();
        boolean all = first.signum() == 0 && last.bitCount() == (family == Family.IPV4 ? 32 : 128);
        return isBetween(family, first, last, all);
    }

    private boolean isBetween(Family of, BigInteger first, BigInteger last, boolean all) {
        return switch (this) {
            case Known(Family family, BigInteger number) ->
                family == of && first.compareTo(number) <= 0 && number.compareTo(last) <= 0;
            case Somewhere(Family family) -> family == of && all;
        };
    }

    default boolean isPublic() {
        return PRIVATE.stream().noneMatch(this::isIn);
    }
}
