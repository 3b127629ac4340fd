package dev.twinstack.emulator.timing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TimingTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    /** Some ids, always the same. */
    private static Stream<String> ids() {
        return IntStream.range(0, 500)
                .mapToObj(i -> UUID.nameUUIDFromBytes(new byte[] {(byte) i, (byte) (i >> 8)})
                        .toString());
    }

    @Test
    void nothingTakesTimeAtOnce() {
        for (Phase phase : Phase.values()) {
            assertThat(Timing.INSTANT.of(phase, "x")).isZero();
        }
        assertThat(Moment.instantly(NOW).isIn(Phase.VPC_CREATING, "x", NOW)).isFalse();
    }

    @Test
    void everythingTakesAsLongAsItsRangeAllows() {
        Timing otc = new Timing.Otc(1, 1);
        for (Phase phase : Phase.values()) {
            List<Duration> drawn = ids().map(id -> otc.of(phase, id)).toList();
            assertThat(drawn)
                    .as("%s", phase)
                    .allSatisfy(one -> assertThat(one).isBetween(phase.shortest(), phase.longest()));
            Duration tenth = phase.longest().minus(phase.shortest()).dividedBy(10);
            assertThat(drawn.stream().min(Duration::compareTo).orElseThrow())
                    .as("the shortest of %s", phase)
                    .isLessThan(phase.shortest().plus(tenth));
            assertThat(drawn.stream().max(Duration::compareTo).orElseThrow())
                    .as("the longest of %s", phase)
                    .isGreaterThan(phase.longest().minus(tenth));
        }
    }

    /** On every machine and with every version: these numbers may not change. */
    @Test
    void theSameSeedDrawsTheSame() {
        assertThat(Stream.of("a", "b", "c").map(id -> new Timing.Otc(7, 1).of(Phase.SERVER_BUILDING, id)))
                .containsExactly(Duration.ofMillis(37_718), Duration.ofMillis(51_212), Duration.ofMillis(21_089));
        assertThat(new Timing.Otc(7, 1).of(Phase.VPC_CREATING, "a")).isEqualTo(Duration.ofMillis(1_278));
    }

    @Test
    void anotherSeedDrawsOthers() {
        long same = ids().filter(id -> new Timing.Otc(1, 1)
                        .of(Phase.SERVER_BUILDING, id)
                        .equals(new Timing.Otc(2, 1).of(Phase.SERVER_BUILDING, id)))
                .count();
        assertThat(same).isLessThan(5);
    }

    @Test
    void speedDividesAll() {
        assertThat(new Timing.Otc(7, 50).of(Phase.SERVER_BUILDING, "a"))
                .isEqualTo(new Timing.Otc(7, 1).of(Phase.SERVER_BUILDING, "a").dividedBy(50));
        assertThatIllegalArgumentException().isThrownBy(() -> new Timing.Otc(7, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Timing.Otc(7, 1001));
    }

    @Test
    void aPhaseEndsExactlyWhenItsTimeIsOver() {
        Timing otc = new Timing.Otc(7, 1);
        Duration taken = otc.of(Phase.VPC_CREATING, "a");
        assertThat(new Moment(NOW.plus(taken).minusNanos(1), otc).isIn(Phase.VPC_CREATING, "a", NOW))
                .isTrue();
        assertThat(new Moment(NOW.plus(taken), otc).isIn(Phase.VPC_CREATING, "a", NOW))
                .isFalse();
        assertThat(new Moment(NOW, otc).isIn(Phase.VPC_CREATING, "a", Instant.EPOCH))
                .isFalse();
    }

    /** The Terraform provider first looks after five seconds, and counts on what it waited for. */
    @Test
    void whatClientsWaitForByFixedPausesIsShorter() {
        assertThat(Arrays.asList(Phase.VPC_CREATING, Phase.PUBLIC_IP_BINDING, Phase.PORT_BUILDING))
                .allSatisfy(phase -> assertThat(phase.longest()).isLessThan(Duration.ofSeconds(5)));
    }
}
