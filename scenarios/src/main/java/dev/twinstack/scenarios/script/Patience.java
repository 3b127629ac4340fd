package dev.twinstack.scenarios.script;

import java.time.Duration;

/**
 * How a step is tried again until it holds, by the twin's clock.
 *
 * @param within zero for once only
 */
public record Patience(Duration within, Duration every) {
    /** Tried once. */
    public static final Patience NONE = new Patience(Duration.ZERO, Duration.ZERO);

    public boolean triesAgain() {
        return !within.isZero();
    }
}
