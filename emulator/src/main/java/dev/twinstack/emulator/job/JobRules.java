package dev.twinstack.emulator.job;

import dev.twinstack.emulator.job.Job.Part;
import dev.twinstack.emulator.job.Job.Result;
import dev.twinstack.emulator.kernel.Context;
import dev.twinstack.emulator.kernel.Decision;
import dev.twinstack.emulator.kernel.DomainError.Conflict;
import dev.twinstack.emulator.kernel.DomainError.NotFound;
import dev.twinstack.emulator.kernel.Resource;
import dev.twinstack.emulator.kernel.ResourceType;

/** A job is filed once and never changes; some time after it is gone. */
public final class JobRules implements Resource<Job, JobCommand, JobEvent> {
    @Override
    public ResourceType<Job> type() {
        return Job.TYPE;
    }

    @Override
    public Class<JobCommand> commands() {
        return JobCommand.class;
    }

    @Override
    public Class<JobEvent> events() {
        return JobEvent.class;
    }

    @Override
    public Decision<JobEvent> open(JobCommand command, Context ctx) {
        return switch (command) {
            case JobCommand.Open open ->
                Decision.persist(new JobEvent.Ended(
                        ctx.id(),
                        open.kind(),
                        open.parts().stream().map(JobRules::stored).toList(),
                        reason(open.result()),
                        message(open.result()),
                        open.beganAt(),
                        ctx.now()));
            case JobCommand.Expire expire -> Decision.refuse(new NotFound(Job.TYPE.name(), ctx.id()));
        };
    }

    @Override
    public Decision<JobEvent> decide(Job job, JobCommand command, Context ctx) {
        return switch (command) {
            case JobCommand.Open open -> Decision.refuse(new Conflict("job-exists", "The job already exists."));
            case JobCommand.Expire expire ->
                job.isOver(ctx.now()) ? Decision.persist(new JobEvent.Expired()) : Decision.nothing();
        };
    }

    @Override
    public Job opened(JobEvent first) {
        return switch (first) {
            case JobEvent.Ended ended ->
                new Job(
                        ended.id(),
                        ended.kind(),
                        ended.parts().stream()
                                .map(part -> new Part(
                                        part.id(), part.kind(), part.entities(), result(part.reason(), part.message())))
                                .toList(),
                        result(ended.reason(), ended.message()),
                        ended.beganAt(),
                        ended.at());
            case JobEvent.Expired expired ->
                throw new IllegalStateException("not the first event of a job: " + expired);
        };
    }

    @Override
    public Job evolve(Job job, JobEvent event) {
        throw new IllegalStateException("a job does not change: " + event);
    }

    private static JobEvent.StoredPart stored(Part part) {
        return new JobEvent.StoredPart(
                part.id(), part.kind(), part.entities(), reason(part.result()), message(part.result()));
    }

    private static Result result(String reason, String message) {
        return reason.isEmpty() ? new Result.Success() : new Result.Failure(reason, message);
    }

    private static String reason(Result result) {
        return switch (result) {
            case Result.Success success -> "";
            case Result.Failure(String reason, String message) -> reason;
        };
    }

    private static String message(Result result) {
        return switch (result) {
            case Result.Success success -> "";
            case Result.Failure(String reason, String message) -> message;
        };
    }
}
