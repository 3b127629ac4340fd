package dev.twinstack.emulator.job;

import dev.twinstack.emulator.kernel.ResourceType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The record of an operation that clients poll for. The twin does the work before it answers, so a job is written when
 * it has ended.
 *
 * @param kind such as {@code createServer}
 * @param parts one for each server or NIC the operation was about
 */
public record Job(String id, String kind, List<Part> parts, Result result, Instant beganAt, Instant endedAt) {
    public static final ResourceType<Job> TYPE = new ResourceType<>("job", Job.class);

    /** A job that has ended is deleted one day later. Source: ECS API reference, "Querying Job Execution Status". */
    public static final Duration KEPT = Duration.ofDays(1);

    public Job {
        parts = List.copyOf(parts);
    }

    /** {@return whether nobody may see it any more} */
    public boolean isOver(Instant now) {
        return !now.isBefore(endedAt.plus(KEPT));
    }

    /**
     * @param entities what it was about, by wire name, such as {@code server_id}
     */
    public record Part(String id, String kind, Map<String, String> entities, Result result) {
        public Part {
            entities = Map.copyOf(entities);
        }
    }

    public sealed interface Result {
        record Success() implements Result {}

        /**
         * @param reason the key of the refusal
         */
        record Failure(String reason, String message) implements Result {}
    }
}
