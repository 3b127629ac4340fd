package dev.twinstack.emulator.job;

import dev.twinstack.emulator.job.Job.Part;
import dev.twinstack.emulator.job.Job.Result;
import dev.twinstack.emulator.kernel.Command;
import java.time.Instant;
import java.util.List;

public sealed interface JobCommand extends Command {
    /** Files the report of an operation that has ended. */
    record Open(String kind, List<Part> parts, Result result, Instant beganAt) implements JobCommand {
        public Open {
            parts = List.copyOf(parts);
        }
    }

    /** Deletes the job, once it is over. */
    record Expire() implements JobCommand {}
}
