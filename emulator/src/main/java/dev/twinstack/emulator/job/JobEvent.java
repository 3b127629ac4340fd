package dev.twinstack.emulator.job;

import dev.twinstack.emulator.kernel.Event;
import java.time.Instant;
import java.util.List;
import java.util.Map;

public sealed interface JobEvent extends Event {
    /**
     * @param reason why it failed; blank if it did not
     */
    record StoredPart(String id, String kind, Map<String, String> entities, String reason, String message) {
        public StoredPart {
            entities = Map.copyOf(entities);
        }
    }

    /**
     * @param reason why it failed; blank if it did not
     */
    @Event.Name("job.ended")
    record Ended(
            String id, String kind, List<StoredPart> parts, String reason, String message, Instant beganAt, Instant at)
            implements JobEvent {
        public Ended {
            parts = List.copyOf(parts);
        }
    }

    @Event.Name("job.expired")
    record Expired() implements JobEvent, Event.Final {}
}
