package dev.twinstack.emulator.flowlog;

import dev.twinstack.emulator.kernel.Command;
import dev.twinstack.emulator.kernel.Patch;

public sealed interface FlowLogCommand extends Command {
    /**
     * The caller has seen that the target is there; the log group sees to the rest.
     *
     * @param logStream a stream of the log group
     */
    record Open(
            String name,
            String description,
            FlowLog.Target target,
            FlowLog.Traffic traffic,
            String logGroup,
            String logStream,
            boolean indexEnabled)
            implements FlowLogCommand {}

    record Update(Patch<String> name, Patch<String> description, Patch<Boolean> adminState) implements FlowLogCommand {}

    record Close() implements FlowLogCommand {}
}
