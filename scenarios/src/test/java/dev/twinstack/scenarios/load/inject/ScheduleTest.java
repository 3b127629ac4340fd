package dev.twinstack.scenarios.load.inject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.twinstack.scenarios.load.plan.Phase;
import dev.twinstack.scenarios.load.plan.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static Phase.Open rate(double from, double to, int seconds) {
        return new Phase.Rate(from, to, Duration.ofSeconds(seconds));
    }

    private static List<Double> seconds(Schedule schedule) {
        List<Double> all = new ArrayList<>();
        while (schedule.hasNext()) {
            all.add(schedule.next() / 1e9);
        }
        return all;
    }

    private static Schedule even(Phase.Open... phases) {
        return new Schedule(List.of(phases), Plan.Spread.EVEN, 1);
    }

    @Test
    void aRateIsEven() {
        assertThat(seconds(even(rate(4, 4, 2)))).containsExactly(0.0, 0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 1.75);
    }

    @Test
    void aBurstIsAllAtOnceAndAPauseIsNothing() {
        assertThat(seconds(even(rate(1, 1, 2), new Phase.Burst(3), rate(0, 0, 5), rate(2, 2, 1))))
                .containsExactly(0.0, 1.0, 2.0, 2.0, 2.0, 7.0, 7.5);
    }

    @Test
    void aRampGrowsEvenly() {
        List<Double> all = seconds(even(rate(0, 100, 10)));

        assertThat(all).hasSize(500).isSorted();
        assertThat(all.stream().filter(at -> at < 5).count()).isEqualTo(125);
        assertThat(all.getLast()).isCloseTo(9.99, within(0.01));
    }

    @Test
    void aRampDownAndFractionsAcrossPhasesLoseNothing() {
        assertThat(seconds(even(rate(10, 0, 10)))).hasSize(50).isSorted();
        assertThat(seconds(even(rate(0.3, 0.3, 5), rate(0.3, 0.3, 5)))).hasSize(3);
    }

    @Test
    void randomArrivalsHaveTheSameRateAndAreTheSameForTheSameSeed() {
        Schedule one = new Schedule(List.of(rate(100, 100, 100)), Plan.Spread.RANDOM, 42);
        Schedule other = new Schedule(List.of(rate(100, 100, 100)), Plan.Spread.RANDOM, 42);
        List<Double> all = seconds(one);

        assertThat(all).isEqualTo(seconds(other)).isSorted();
        assertThat(all.size()).isBetween(9_500, 10_500);
        double meanGap = all.getLast() / all.size();
        double variance = 0;
        for (int i = 1; i < all.size(); i++) {
            variance += Math.pow(all.get(i) - all.get(i - 1) - meanGap, 2);
        }
        // Of exponential gaps the deviation is the mean.
        assertThat(Math.sqrt(variance / all.size())).isCloseTo(meanGap, within(0.1 * meanGap));
    }

    @Test
    void sharesTogetherAreTheWhole() {
        long sum = 0;
        for (int number = 1; number <= 3; number++) {
            Share share = new Share(number, 3);
            long mine = 0;
            for (int index = 0; index < 100; index++) {
                mine += share.has(index) ? 1 : 0;
            }
            assertThat(mine).isEqualTo(share.part(100));
            sum += mine;
        }
        assertThat(sum).isEqualTo(100);
    }

    @Test
    void usersComeAndGoWithTheirNumber() {
        List<Phase.Closed> phases = List.of(
                new Phase.Closed(0, 4, Duration.ofSeconds(4), Duration.ZERO),
                new Phase.Closed(4, 4, Duration.ofSeconds(1), Duration.ZERO),
                new Phase.Closed(4, 2, Duration.ofSeconds(2), Duration.ZERO));

        assertThat(Presence.of(phases, 0))
                .extracting(it -> it.from() / 1e9, it -> it.to() / 1e9)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(1.0, 4.0),
                        org.assertj.core.groups.Tuple.tuple(4.0, 5.0),
                        org.assertj.core.groups.Tuple.tuple(5.0, 7.0));
        assertThat(Presence.of(phases, 3).getLast().to() / 1e9).isEqualTo(6.0);
        assertThat(Presence.of(phases, 4)).isEmpty();
    }
}
