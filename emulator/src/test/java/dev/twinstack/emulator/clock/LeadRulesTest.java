package dev.twinstack.emulator.clock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.emulator.clock.LeadCommand.Advance;
import dev.twinstack.emulator.clock.LeadEvent.Advanced;
import dev.twinstack.emulator.kernel.Trial;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LeadRulesTest {
    private final Trial<Lead, LeadCommand, LeadEvent> none = Trial.of(new LeadRules(), Lead.ref());

    @Test
    void advancesAddUp() {
        assertThat(none.events(new Advance(Duration.ofSeconds(30)))).containsExactly(new Advanced(30_000));
        var twice = none.done(new Advance(Duration.ofSeconds(30))).done(new Advance(Duration.ofMillis(5)));
        assertThat(twice.state().ahead()).isEqualTo(Duration.ofMillis(30_005));
    }

    @Test
    void theClockNeverGoesBackNorStandsStill() {
        assertThat(none.refusal(new Advance(Duration.ofSeconds(-1)))).isEqualTo("clock-out-of-bounds");
        assertThat(none.refusal(new Advance(Duration.ZERO))).isEqualTo("clock-out-of-bounds");
        assertThat(none.refusal(new Advance(Duration.ofNanos(999_999)))).isEqualTo("clock-out-of-bounds");
    }

    @Test
    void theClockStaysWhereDatesCanBeRead() {
        assertThat(none.refusal(new Advance(Duration.ofSeconds(Long.MAX_VALUE))))
                .isEqualTo("clock-out-of-bounds");
        var far = none.done(new Advance(Duration.ofDays(36_525)));
        assertThat(far.refusal(new Advance(Duration.ofMillis(1)))).isEqualTo("clock-out-of-bounds");
    }
}
