package dev.twinstack.emulator.system;

import dev.twinstack.emulator.journal.JournalSettings;
import dev.twinstack.emulator.region.RegionSettings;
import dev.twinstack.emulator.timing.Timing;
import java.time.Clock;
import java.time.Duration;

/**
 * How a cloud is run.
 *
 * @param clock that of the machine; of a running cloud's own settings it is the twin's, which may be ahead
 * @param idleAfter how long an entity stays in memory unasked
 * @param answerWithin after this an entity's silence is a failure
 * @param loadWithin how long reading a project from the journal may take
 * @param timing how long things take in projects that have no timing of their own
 * @param membership whether it is one of several nodes; they all have to be told the same region and timing
 */
public record CloudSettings(
        JournalSettings journal,
        RegionSettings region,
        Clock clock,
        Duration idleAfter,
        Duration answerWithin,
        Duration loadWithin,
        Timing timing,
        Membership membership) {
    /** Settings for a cloud in which nothing takes time. */
    public CloudSettings(
            JournalSettings journal,
            RegionSettings region,
            Clock clock,
            Duration idleAfter,
            Duration answerWithin,
            Duration loadWithin) {
        this(journal, region, clock, idleAfter, answerWithin, loadWithin, Timing.INSTANT, Membership.ALONE);
    }

    public static CloudSettings of(JournalSettings journal, RegionSettings region) {
        return new CloudSettings(
                journal,
                region,
                Clock.systemUTC(),
                Duration.ofSeconds(10),
                Duration.ofSeconds(15),
                Duration.ofMinutes(2));
    }

    public CloudSettings with(Timing timing) {
        return new CloudSettings(journal, region, clock, idleAfter, answerWithin, loadWithin, timing, membership);
    }

    public CloudSettings with(Clock clock) {
        return new CloudSettings(journal, region, clock, idleAfter, answerWithin, loadWithin, timing, membership);
    }

    public CloudSettings with(Membership membership) {
        return new CloudSettings(journal, region, clock, idleAfter, answerWithin, loadWithin, timing, membership);
    }
}
