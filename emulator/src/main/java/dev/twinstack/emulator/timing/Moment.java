package dev.twinstack.emulator.timing;

import java.time.Instant;

/**
 * What time it is in a project, and how long things take there.
 *
 * @param now by the twin's clock
 */
public record Moment(Instant now, Timing timing) {
    /** {@return a moment at which nothing is still going on} */
    public static Moment instantly(Instant now) {
        return new Moment(now, Timing.INSTANT);
    }

    /** {@return whether a phase of that resource is still going on} */
    public boolean isIn(Phase phase, String id, Instant since) {
        return now.isBefore(end(phase, id, since));
    }

    /** {@return when a phase that began {@code since} is over} */
    public Instant end(Phase phase, String id, Instant since) {
        return since.plus(timing.of(phase, id));
    }
}
