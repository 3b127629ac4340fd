package dev.twinstack.api.server;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.twinstack.api.dialect.Dates;
import dev.twinstack.api.dialect.Ecs;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Errors;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.job.Job;
import dev.twinstack.emulator.job.Job.Part;
import dev.twinstack.emulator.job.Job.Result;
import dev.twinstack.emulator.job.JobCommand;
import dev.twinstack.emulator.timing.Moment;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Jobs of ECS v1, and of the volume service, which are asked for by the same path. Source: ECS API reference, "Querying
 * Job Execution Status"; EVS API reference, "Querying Task Status".
 */
public final class Jobs {
    /** An unknown job is a bad request, not something missing. */
    private static final Errors ERRORS =
            Errors.of("Ecs.0005", "Common.0011", "Ecs.0000").on("job-not-found", 400, "Common.0011");

    public static final List<Endpoint> ENDPOINTS =
            List.of(Ecs.get("ShowJob", "/v1/{project_id}/jobs/{job_id}", ERRORS, Jobs::show));

    /** As the cloud's ids begin (example). */
    private static final String PREFIX = "ff808082";

    private static final int MOST_AT_ONCE = 10;

    private Jobs() {}

    /** The fields of a failure are null in a success. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    private record Wire(
            String status,
            Map<String, Object> entities,
            String jobId,
            String jobType,
            String beginTime,
            String endTime,
            @Nullable String errorCode,
            @Nullable String failReason) {}

    /** {@return the id of a new job that reports on {@code parts}} It failed if one of them did. Clears up a few old ones. */
    public static CompletionStage<String> file(RequestContext rq, String kind, List<Part> parts, Instant began) {
        Result result = parts.stream()
                .map(Part::result)
                .filter(Result.Failure.class::isInstance)
                .findFirst()
                .orElseGet(Result.Success::new);
        return rq.snapshot().thenCompose(snapshot -> {
            Instant now = ServerEcs.now(rq);
            expire(rq, snapshot, now);
            return rq.ask(Job.TYPE, id(now), new JobCommand.Open(kind, parts, result, began))
                    .thenApply(Job::id);
        });
    }

    /** {@return an id that sorts by the time it was made} So the oldest jobs are the first. */
    private static String id(Instant now) {
        String unique = UUID.randomUUID().toString().substring(24);
        return PREFIX + String.format("%012x", now.toEpochMilli()) + unique;
    }

    /** Each new job takes some old ones with it; nobody waits for that, and one that stays is met again. */
    private static void expire(RequestContext rq, Snapshot snapshot, Instant now) {
        snapshot.all(Job.TYPE).stream()
                .takeWhile(job -> job.isOver(now))
                .limit(MOST_AT_ONCE)
                .forEach(job -> rq.entities().ask(rq.ref(Job.TYPE, job.id()), new JobCommand.Expire()));
    }

    public static Part part(String kind, Map<String, String> entities, Result result) {
        return new Part(UUID.randomUUID().toString(), kind, entities, result);
    }

    private static CompletionStage<Answer> show(RequestContext rq) {
        String id = rq.path("job_id");
        return rq.read(snapshot -> snapshot.find(Job.TYPE, id)
                .filter(job -> !job.isOver(ServerEcs.now(rq)))
                .map(job -> Answer.ok(wire(job, rq.moment())))
                .orElseThrow(() -> Rejected.notFound(Job.TYPE.name(), id)));
    }

    private static Wire wire(Job job, Moment moment) {
        Map<String, Object> entities = new HashMap<>();
        if (job.parts().size() == 1) {
            entities.putAll(job.parts().getFirst().entities());
        }
        entities.put("sub_jobs_total", job.parts().size());
        entities.put(
                "sub_jobs",
                job.parts().stream().map(part -> wire(job, part, moment)).toList());
        Span span = new Span(Progress.of(job, moment), job.beganAt(), Progress.end(job, moment));
        return wire(entities, job.id(), job.kind(), span, job.result());
    }

    private static Wire wire(Job job, Part part, Moment moment) {
        Span span = new Span(Progress.of(job, part, moment), job.beganAt(), Progress.end(job, part, moment));
        return wire(new HashMap<>(part.entities()), part.id(), part.kind(), span, part.result());
    }

    /** From when to when, if that is over. */
    private record Span(Progress progress, Instant begin, Instant end) {
        boolean isOver() {
            return progress == Progress.ENDED;
        }
    }

    /** What it came to is told when it is over. */
    private static Wire wire(Map<String, Object> entities, String id, String kind, Span span, Result result) {
        boolean failed = span.isOver() && result instanceof Result.Failure;
        return new Wire(
                switch (span.progress()) {
                    case WAITING -> "INIT";
                    case RUNNING -> "RUNNING";
                    case ENDED -> failed ? "FAIL" : "SUCCESS";
                },
                entities,
                id,
                kind,
                Dates.zulu(span.begin()),
                span.isOver() ? Dates.zulu(span.end()) : "",
                failed && result instanceof Result.Failure failure ? failure.reason() : null,
                failed && result instanceof Result.Failure failure ? failure.message() : null);
    }
}
