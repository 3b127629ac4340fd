package dev.twinstack.emulator.inventory;

import dev.twinstack.emulator.kernel.Cause;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Event;
import java.time.Instant;

/**
 * One event of a project, as its followers hear of it.
 *
 * @param revision how many events the project has had with this one
 * @param sequenceNr of the event among those of its entity: from 1, without gaps
 * @param at when it could first be listed, by the twin's clock
 */
public record Change(long revision, Instant at, EntityRef entity, long sequenceNr, What what) {
    /** What is known of it. */
    public sealed interface What {}

    public record Happened(Event event, Cause cause) implements What {}

    /** It is in the journal, but the entity stopped before it could tell of it. */
    public record Untold() implements What {}
}
