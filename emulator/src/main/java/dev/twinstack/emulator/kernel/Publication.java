package dev.twinstack.emulator.kernel;

import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * What an entity tells its project's inventory after each write: its newest state, and the answers that may go out
 * only once that state can be listed.
 *
 * @param sequenceNr of the last event in {@code existence}; an inventory that knows a higher one keeps its own
 * @param entries the last events, as far as they are known: those of the write, and none after a recovery
 */
public record Publication(
        EntityRef entity,
        long sequenceNr,
        Existence<?> existence,
        List<Reply> replies,
        List<? extends Entry<?>> entries) {
    /** What an entity tells after its recovery: it is as it is, however it came to be so. */
    public Publication(EntityRef entity, long sequenceNr, Existence<?> existence, List<Reply> replies) {
        this(entity, sequenceNr, existence, replies, List.of());
    }

    public record Reply(ActorRef<Outcome> to, Outcome outcome) {
        public void send() {
            to.tell(outcome);
        }

        void failed(String reason) {
            to.tell(new Outcome.Failed(reason));
        }
    }
}
