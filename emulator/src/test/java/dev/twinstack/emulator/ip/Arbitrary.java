package dev.twinstack.emulator.ip;

import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

/** Random addresses and blocks. Crowded near the edges of the words that hold them, where carries go wrong. */
final class Arbitrary {
    private Arbitrary() {}

    static Family family(Random random) {
        return Family.values()[random.nextInt(2)];
    }

    static IpAddress address(Random random, Family family) {
        BigInteger value = new BigInteger(random.nextInt(family.bits() + 1), random);
        return IpAddress.of(family, random.nextBoolean() ? value : max(family).subtract(value));
    }

    static BigInteger max(Family family) {
        return BigInteger.ONE.shiftLeft(family.bits()).subtract(BigInteger.ONE);
    }

    static IpRange range(Random random, Family family) {
        return rangeOf(random, family, random.nextInt(family.bits() + 1));
    }

    static IpRange rangeOf(Random random, Family family, int prefixLength) {
        return new IpRange(address(random, family).blockStart(family.bits() - prefixLength), prefixLength);
    }

    /** {@return a block inside, or the same} */
    static IpRange inside(Random random, IpRange outer) {
        int bits = outer.family().bits();
        int prefixLength = outer.prefixLength() + random.nextInt(bits - outer.prefixLength() + 1);
        BigInteger offset = new BigInteger(bits - outer.prefixLength(), random);
        IpAddress any = IpAddress.of(outer.family(), outer.first().value().add(offset));
        return new IpRange(any.blockStart(bits - prefixLength), prefixLength);
    }

    /** {@return all sub-blocks of a range small enough to list, lowest first} */
    static List<IpRange> blocks(IpRange range, int prefixLength) {
        return LongStream.range(0, 1L << (prefixLength - range.prefixLength()))
                .mapToObj(i -> range.block(i, prefixLength))
                .toList();
    }
}
