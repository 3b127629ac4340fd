package dev.twinstack.emulator.ip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RangeSetTest {
    private static final RangeSet SUBNETS =
            RangeSet.of(ranges("192.168.1.0/24", "2001:db8::/64", "192.168.0.0/25", "192.168.4.0/22"));

    private static List<IpRange> ranges(String... texts) {
        return Stream.of(texts).map(IpRange::of).toList();
    }

    @Test
    void iteratesInOrderIpv4First() {
        assertThat(SUBNETS)
                .containsExactlyElementsOf(
                        ranges("192.168.0.0/25", "192.168.1.0/24", "192.168.4.0/22", "2001:db8::/64"));
    }

    @Test
    void refusesWhatOverlapsAndNamesBoth() {
        for (IpRange range :
                ranges("192.168.1.0/24", "192.168.1.128/25", "192.168.0.0/16", "::/0", "2001:db8::1/128")) {
            assertThat(SUBNETS.firstOverlap(range)).as("%s", range).isPresent();
            assertThatThrownBy(() -> SUBNETS.plus(range))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(range.toString())
                    .hasMessageContaining(
                            SUBNETS.firstOverlap(range).orElseThrow().toString());
        }
        assertThat(SUBNETS.firstOverlap(IpRange.of("0.0.0.0/0"))).contains(IpRange.of("192.168.0.0/25"));
        assertThat(SUBNETS.firstOverlap(IpRange.of("192.168.0.128/25"))).isEmpty();
    }

    @Test
    void staysAsItIsWhenTakenFrom() {
        IpRange member = IpRange.of("192.168.1.0/24");
        assertThat(SUBNETS.minus(member)).doesNotContain(member).hasSize(3);
        assertThat(SUBNETS).contains(member).hasSize(4);
        assertThat(SUBNETS.minus(member).plus(member)).isEqualTo(SUBNETS).hasSameHashCodeAs(SUBNETS);
        assertThat(SUBNETS.minus(IpRange.of("192.168.1.0/25"))).isEqualTo(SUBNETS);
        assertThat(RangeSet.empty().isEmpty()).isTrue();
    }

    @Test
    void agreesWithALinearSearch() {
        Seeds.forAll(200, random -> {
            RangeSet set = RangeSet.empty();
            TreeSet<IpRange> model = new TreeSet<>();
            for (int step = 0; step < 100; step++) {
                IpRange range = crowded(random);
                Optional<IpRange> expected =
                        model.stream().filter(m -> shareAnAddress(m, range)).findFirst();
                assertThat(set.firstOverlap(range)).isEqualTo(expected);
                if (random.nextInt(4) == 0 && !model.isEmpty()) {
                    IpRange victim = model.stream()
                            .skip(random.nextInt(model.size()))
                            .findFirst()
                            .orElseThrow();
                    model.remove(victim);
                    set = set.minus(victim);
                } else if (expected.isEmpty()) {
                    model.add(range);
                    set = set.plus(range);
                }
                assertThat(set).containsExactlyElementsOf(model);
                assertThat(set.size()).isEqualTo(model.size());
            }
        });
    }

    @Test
    void theFirstGapIsTheLowestBlockThatNoMemberTouches() {
        Seeds.forAll(300, random -> {
            IpRange space = IpRange.of(random.nextBoolean() ? "10.0.0.0/24" : "2001:db8::/120");
            RangeSet set = RangeSet.empty();
            for (int step = 0; step < random.nextInt(40); step++) {
                IpRange range = crowded(random);
                set = set.firstOverlap(range).isEmpty() ? set.plus(range) : set;
            }
            RangeSet members = set;
            int length = space.prefixLength() + random.nextInt(9);
            assertThat(set.firstGap(space, length))
                    .isEqualTo(Arbitrary.blocks(space, length).stream()
                            .filter(block -> members.firstOverlap(block).isEmpty())
                            .findFirst());
        });
    }

    @Test
    void compactingKeepsTheAddressesAndLeavesNoTwoBlocksThatMakeUpOne() {
        assertThat(RangeSet.of(ranges("2001:db8::/64", "2001:db8:0:1::/64", "2001:db8:0:2::/64"))
                        .compact())
                .containsExactlyElementsOf(ranges("2001:db8::/63", "2001:db8:0:2::/64"));
        assertThat(RangeSet.of(ranges("0.0.0.0/1", "128.0.0.0/1")).compact())
                .containsExactlyElementsOf(ranges("0.0.0.0/0"));
        assertThat(RangeSet.of(ranges("10.0.1.0/24", "10.0.2.0/24")).compact()).hasSize(2);
        Seeds.forAll(200, random -> {
            RangeSet set = RangeSet.empty();
            for (int step = 0; step < 60; step++) {
                IpRange range = crowded(random);
                set = set.firstOverlap(range).isEmpty() ? set.plus(range) : set;
            }
            RangeSet compact = set.compact();
            assertThat(addresses(compact)).isEqualTo(addresses(set));
            assertThat(compact.compact()).isEqualTo(compact);
            assertThat(compact.size()).isLessThanOrEqualTo(set.size());
        });
    }

    private static Set<IpAddress> addresses(RangeSet set) {
        Set<IpAddress> all = new TreeSet<>();
        for (IpRange range : set) {
            Arbitrary.blocks(range, range.family().bits()).forEach(block -> all.add(block.first()));
        }
        return all;
    }

    /** Blocks of a space of 256 addresses in either family, so that they meet often. */
    private static IpRange crowded(Random random) {
        IpRange space = IpRange.of(random.nextBoolean() ? "10.0.0.0/24" : "2001:db8::/120");
        IpRange part = space.block(random.nextInt(16), space.prefixLength() + 4);
        return Arbitrary.inside(random, random.nextInt(8) == 0 ? space : part);
    }

    private static boolean shareAnAddress(IpRange a, IpRange b) {
        return a.family() == b.family()
                && a.first().value().compareTo(b.last().value()) <= 0
                && b.first().value().compareTo(a.last().value()) <= 0;
    }
}
