package dev.twinstack.emulator.history;

import dev.twinstack.emulator.inventory.Change;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.kernel.Cause;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Event;
import java.time.Instant;

/**
 * One event of a project's history, and the project before and after it. Which project that is, {@code entity} says.
 *
 * @param revision of {@code after}: how many events there had been with this one
 * @param at when it was written, by the clock of the machine, which the twin's may be ahead of
 * @param sequenceNr of the event among those of its entity: from 1, without gaps
 * @param name the stable name of the event's type, such as {@code subnet.opened}
 */
public record Episode(
        long revision,
        Instant at,
        EntityRef entity,
        long sequenceNr,
        String name,
        Event event,
        Cause cause,
        Snapshot before,
        Snapshot after) {
    /** {@return the event as those hear of it who follow the project} */
    public Change change() {
        return new Change(revision, at, entity, sequenceNr, new Change.Happened(event, cause));
    }
}
