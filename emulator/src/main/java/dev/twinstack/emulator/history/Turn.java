package dev.twinstack.emulator.history;

import dev.twinstack.emulator.kernel.Cause;
import dev.twinstack.emulator.kernel.EntityRef;
import java.time.Instant;

/**
 * A change of the verdict on a flow.
 *
 * @param revision of the event that turned it: the last of its request's events after which the verdict was another. For
 *     an event of a peered project, that of the own project at the time
 * @param at when that event was written, by the clock of the machine
 * @param entity what the event happened to
 * @param event its name, such as {@code securitygroup.rule.removed}
 * @param before the verdict on what the request found
 * @param after the verdict on what it left
 */
public record Turn(
        long revision, Instant at, EntityRef entity, String event, Cause cause, Verdict before, Verdict after) {
    /** Which way it turned. */
    public enum Way {
        OPENED,
        CLOSED,
        /** Both ends are there now, but nothing arrives. */
        APPEARED,
        /** An end is no more; nothing had arrived before. */
        VANISHED,
        /** Neither before nor after does all of it arrive, but something else has become of it. */
        TURNED
    }

    public Way way() {
        if (after.open()) {
            return Way.OPENED;
        }
        if (before.open()) {
            return Way.CLOSED;
        }
        if (after instanceof Verdict.None) {
            return Way.VANISHED;
        }
        return before instanceof Verdict.None ? Way.APPEARED : Way.TURNED;
    }
}
