package dev.twinstack.emulator.system;

import dev.twinstack.emulator.journal.JournalSettings;
import dev.twinstack.emulator.region.RegionSettings;
import java.time.Clock;
import java.time.Duration;

/**
 * How a cloud is run.
 *
 * @param idleAfter how long an entity stays in memory unasked
 * @param answerWithin after this an entity's silence is a failure
 * @param loadWithin how long reading a project from the journal may take
 */
public record CloudSettings(
        JournalSettings journal,
        RegionSettings region,
        Clock clock,
        Duration idleAfter,
        Duration answerWithin,
        Duration loadWithin) {
    public static CloudSettings of(JournalSettings journal, RegionSettings region) {
        return new CloudSettings(
                journal,
                region,
                Clock.systemUTC(),
                Duration.ofSeconds(10),
                Duration.ofSeconds(15),
                Duration.ofMinutes(2));
    }
}
