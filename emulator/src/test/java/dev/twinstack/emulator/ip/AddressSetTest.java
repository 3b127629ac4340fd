package dev.twinstack.emulator.ip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AddressSetTest {
    /** Sets are held against bits: address n of the first 64 is bit n. */
    private static final int UNIVERSE = 64;

    private static IpSpan span(String text) {
        return IpSpan.parse(text).orElseThrow();
    }

    private static AddressSet set(String... spans) {
        return AddressSet.of(
                Family.IPV4, List.of(spans).stream().map(AddressSetTest::span).toList());
    }

    @Test
    void whatOverlapsOrTouchesIsOne() {
        assertThat(set("10.0.0.0/25", "10.0.0.128/25", "10.0.0.7").spans()).containsExactly(span("10.0.0.0/24"));
        assertThat(set("10.0.0.5", "10.0.0.3").spans()).containsExactly(span("10.0.0.3"), span("10.0.0.5"));
    }

    @Test
    void aSetIsWrittenAsShortAsItGoes() {
        assertThat(AddressSet.all(Family.IPV6).label()).isEqualTo("anyone");
        assertThat(AddressSet.none(Family.IPV6).label()).isEqualTo("nobody");
        assertThat(set("10.0.0.0/8", "192.0.2.1", "192.0.2.5-192.0.2.9").label())
                .isEqualTo("10.0.0.0/8, 192.0.2.1, 192.0.2.5-192.0.2.9");
        assertThat(set("203.0.113.0/24").complement().label()).isEqualTo("anyone but 203.0.113.0/24");
        assertThat(set("0.0.0.0/8").label()).isEqualTo("0.0.0.0/8");
        assertThat(set("0.0.0.0/8").complement().label()).isEqualTo("anyone but 0.0.0.0/8");
    }

    @Test
    void spansThatTouchAreNoSet() {
        assertThatThrownBy(() -> new AddressSet(Family.IPV4, List.of(span("10.0.0.1"), span("10.0.0.2"))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AddressSet(Family.IPV6, List.of(span("10.0.0.1"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @EnumSource(Family.class)
    void setsDoAsBitsDo(Family family) {
        SplittableRandom random = new SplittableRandom(7);
        for (int round = 0; round < 500; round++) {
            List<IpSpan> one = spans(family, random);
            List<IpSpan> other = spans(family, random);
            AddressSet a = AddressSet.of(family, one);
            AddressSet b = AddressSet.of(family, other);
            assertThat(bits(a)).isEqualTo(bits(one));
            assertThat(bits(a.plus(b))).isEqualTo(bits(one).or(bits(other)));
            assertThat(bits(a.minus(b))).isEqualTo(bits(one).andNot(bits(other)));
            assertThat(bits(a.complement()).and(bits(one)).signum()).isZero();
            assertThat(a.complement().complement()).isEqualTo(a);
            assertThat(a.plus(b).minus(b)).isEqualTo(a.minus(b));
            assertPieces(family, one, AddressSet.pieces(family, one));
        }
    }

    private static void assertPieces(Family family, List<IpSpan> spans, List<AddressSet> pieces) {
        assertThat(AddressSet.of(
                        family,
                        pieces.stream().flatMap(piece -> piece.spans().stream()).toList()))
                .isEqualTo(AddressSet.of(family, spans));
        for (AddressSet piece : pieces) {
            for (IpSpan span : spans) {
                BigInteger common = bits(piece).and(bits(List.of(span)));
                assertThat(common).isIn(BigInteger.ZERO, bits(piece));
            }
        }
    }

    private static List<IpSpan> spans(Family family, SplittableRandom random) {
        List<IpSpan> spans = new ArrayList<>();
        int count = random.nextInt(0, 5);
        for (int i = 0; i < count; i++) {
            int first = random.nextInt(UNIVERSE);
            int last = random.nextInt(first, Math.min(UNIVERSE, first + 12));
            spans.add(new IpSpan(address(family, first), address(family, last)));
        }
        return spans;
    }

    private static IpAddress address(Family family, int number) {
        return IpAddress.of(family, BigInteger.valueOf(number));
    }

    private static BigInteger bits(List<IpSpan> spans) {
        return IntStream.range(0, UNIVERSE)
                .filter(i -> spans.stream().anyMatch(span -> span.contains(address(span.family(), i))))
                .mapToObj(BigInteger.ONE::shiftLeft)
                .reduce(BigInteger.ZERO, BigInteger::or);
    }

    private static BigInteger bits(AddressSet set) {
        return bits(set.spans());
    }
}
