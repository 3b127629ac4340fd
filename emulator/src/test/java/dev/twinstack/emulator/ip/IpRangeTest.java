package dev.twinstack.emulator.ip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpRangeTest {
    @ParameterizedTest
    @CsvSource({
        "0.0.0.0/0, 0.0.0.0/0, 0.0.0.0, 255.255.255.255, 4294967296",
        "192.168.0.0/24, 192.168.0.0/24, 192.168.0.0, 192.168.0.255, 256",
        "10.0.0.1/32, 10.0.0.1/32, 10.0.0.1, 10.0.0.1, 1",
        "10.0.0.0/31, 10.0.0.0/31, 10.0.0.0, 10.0.0.1, 2",
        "::/0, ::/0, ::, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, 340282366920938463463374607431768211456",
        "2001:DB8:0::/64, 2001:db8::/64, 2001:db8::, 2001:db8::ffff:ffff:ffff:ffff, 18446744073709551616",
        "2001:db8::/63, 2001:db8::/63, 2001:db8::, 2001:db8:0:1:ffff:ffff:ffff:ffff, 36893488147419103232",
        "2001:db8::/65, 2001:db8::/65, 2001:db8::, 2001:db8::7fff:ffff:ffff:ffff, 9223372036854775808",
        "::1/128, ::1/128, ::1, ::1, 1",
    })
    void readsABlock(String text, String canonical, String first, String last, BigInteger size) {
        IpRange range = IpRange.of(text);
        assertThat(range).hasToString(canonical).isEqualTo(IpRange.of(canonical));
        assertThat(range.first()).isEqualTo(IpAddress.of(first)).isEqualTo(range.network());
        assertThat(range.last()).isEqualTo(IpAddress.of(last));
        assertThat(range.size()).isEqualTo(size);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/24",
                "10.0.0.0",
                "::",
                "10.0.0.0/",
                "10.0.0.1/24",
                "10.0.0.1/31",
                "128.0.0.0/0",
                "2001:db8::1/64",
                "2001:db8:0:1::/63",
                "10.0.0.0/33",
                "::/129",
                "10.0.0.0/08",
                "10.0.0.0/00",
                "10.0.0.0/+8",
                "10.0.0.0/-1",
                "10.0.0.0/8 ",
                " 10.0.0.0/8",
                "10.0.0.0 /8",
                "10.0.0.0/ 8",
                "10.0.0.0/8/8",
                "10.0.0.0//8",
                "10.0.0.0/255.0.0.0",
                "10.0.0.0/99999999999",
                "10.0.0.0/٨",
                "10/8",
                "10.0/16",
                "010.0.0.0/8",
                "fe80::%eth0/64",
                "10.0.0.0\\8",
            })
    void refusesWhatIsNotExactlyABlock(String text) {
        assertThat(IpRange.parse(text)).isEmpty();
        assertThatThrownBy(() -> IpRange.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining('"' + text + '"');
    }

    @Test
    void theConstructorKeepsTheSameRules() {
        assertThatThrownBy(() -> new IpRange(IpAddress.of("10.0.0.1"), 24))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("10.0.0.1/24");
        assertThatThrownBy(() -> new IpRange(IpAddress.of("10.0.0.0"), 33))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new IpRange(IpAddress.of("::"), -1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void countsFromBothEnds() {
        // SUB-06: a /24 keeps .0, .1, .253, .254 and .255
        IpRange range = IpRange.of("192.168.0.0/24");
        assertThat(List.of(range.address(0), range.address(1), range.fromLast(2), range.fromLast(1), range.fromLast(0)))
                .extracting(IpAddress::toString)
                .containsExactly("192.168.0.0", "192.168.0.1", "192.168.0.253", "192.168.0.254", "192.168.0.255");
        assertThatThrownBy(() -> range.address(256)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> range.fromLast(256)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> range.address(-1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(IpRange.of("2001:db8::/64").address(Long.MAX_VALUE)).hasToString("2001:db8::7fff:ffff:ffff:ffff");
    }

    @Test
    void cutsSubBlocks() {
        IpRange cloud = IpRange.of("2001:db8::/32");
        assertThat(cloud.block(0, 64)).hasToString("2001:db8::/64");
        assertThat(cloud.block(0x1_0002, 64)).hasToString("2001:db8:1:2::/64");
        assertThat(cloud.block(0xffff_ffffL, 64)).hasToString("2001:db8:ffff:ffff::/64");
        assertThat(cloud.block(0, 32)).isEqualTo(cloud);
        assertThat(IpRange.of("198.18.0.0/15").block(257, 32)).hasToString("198.18.1.1/32");
        assertThatThrownBy(() -> cloud.block(0x1_0000_0000L, 64)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> cloud.block(-1, 64)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> cloud.block(0, 31)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> cloud.block(0, 129)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void familiesNeverMeet() {
        IpRange four = IpRange.of("0.0.0.0/0");
        IpRange six = IpRange.of("::/0");
        assertThat(four.overlaps(six)).isFalse();
        assertThat(six.contains(four)).isFalse();
        assertThat(six.contains(IpAddress.of("10.0.0.1"))).isFalse();
        assertThat(four.contains(IpAddress.of("::1"))).isFalse();
        assertThat(IpRange.host(IpAddress.of("10.0.0.1"))).hasToString("10.0.0.1/32");
        assertThat(IpRange.host(IpAddress.of("::1"))).hasToString("::1/128");
    }

    @Test
    void ordersByFirstAddressThenLargerFirst() {
        assertThat(Stream.of("::/0", "10.0.0.0/16", "10.0.1.0/24", "10.0.0.0/8", "9.0.0.0/8")
                        .map(IpRange::of)
                        .sorted())
                .extracting(IpRange::toString)
                .containsExactly("9.0.0.0/8", "10.0.0.0/8", "10.0.0.0/16", "10.0.1.0/24", "::/0");
    }

    @Test
    void containmentAndOverlapAgreeWithBigIntegers() {
        Seeds.forAll(5_000, random -> {
            Family family = Arbitrary.family(random);
            IpRange a = Arbitrary.range(random, family);
            IpRange b = random.nextBoolean() ? Arbitrary.range(random, family) : Arbitrary.inside(random, a);
            IpAddress address = random.nextBoolean() ? b.last() : Arbitrary.address(random, family);
            assertThat(end(a)).isEqualTo(a.last().value());
            assertThat(a.contains(address)).isEqualTo(within(a, address.value()));
            assertThat(a.contains(b)).isEqualTo(within(a, b.first().value()) && within(a, end(b)));
            boolean overlap = b.first().value().compareTo(end(a)) <= 0
                    && a.first().value().compareTo(end(b)) <= 0;
            assertThat(a.overlaps(b)).isEqualTo(overlap);
            assertThat(b.overlaps(a)).isEqualTo(overlap);
            assertThat(IpRange.of(a.toString())).isEqualTo(a);
        });
    }

    private static BigInteger end(IpRange range) {
        int hostBits = range.family().bits() - range.prefixLength();
        return range.first().value().add(BigInteger.TWO.pow(hostBits)).subtract(BigInteger.ONE);
    }

    private static boolean within(IpRange range, BigInteger value) {
        return value.compareTo(range.first().value()) >= 0 && value.compareTo(end(range)) <= 0;
    }

    @Test
    void hostBitsAreRefusedWhereverTheyAre() {
        Seeds.forAll(2_000, random -> {
            IpRange range = Arbitrary.range(random, Arbitrary.family(random));
            int hostBits = range.family().bits() - range.prefixLength();
            if (hostBits > 0) {
                BigInteger dirty = range.first().value().setBit(random.nextInt(hostBits));
                String text = IpAddress.of(range.family(), dirty) + "/" + range.prefixLength();
                assertThat(IpRange.parse(text)).as(text).isEmpty();
            }
        });
    }

    @Test
    void subBlocksAgreeWithBigIntegers() {
        Seeds.forAll(2_000, random -> {
            IpRange range = Arbitrary.range(random, Arbitrary.family(random));
            int spare = range.family().bits() - range.prefixLength();
            int extra = Math.min(random.nextInt(spare + 1), 63);
            long index = extra == 0 ? 0 : random.nextLong() >>> (64 - extra);
            IpRange block = range.block(index, range.prefixLength() + extra);
            assertThat(range.contains(block)).isTrue();
            assertThat(block.first().value().subtract(range.first().value()))
                    .isEqualTo(block.size().multiply(BigInteger.valueOf(index)));
        });
    }

    @Test
    void isItsTextInJson() throws Exception {
        ObjectMapper json = new ObjectMapper();
        IpRange range = IpRange.of("2001:db8::/64");
        assertThat(json.writeValueAsString(range)).isEqualTo("\"2001:db8::/64\"");
        assertThat(json.readValue("\"2001:db8::/64\"", IpRange.class)).isEqualTo(range);
        assertThatThrownBy(() -> json.readValue("\"2001:db8::1/64\"", IpRange.class))
                .hasMessageContaining("2001:db8::1/64");
    }

    @Test
    void aWiderBlockHoldsIt() {
        assertThat(IpRange.of("192.168.7.0/24").widened(22)).isEqualTo(IpRange.of("192.168.4.0/22"));
        assertThat(IpRange.of("2001:db8::1/128").widened(0)).isEqualTo(IpRange.of("::/0"));
        IpRange same = IpRange.of("10.0.0.0/8");
        assertThat(same.widened(8)).isEqualTo(same);
        assertThatThrownBy(() -> same.widened(9)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> same.widened(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}
