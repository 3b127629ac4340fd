package dev.twinstack.emulator.flowlog;

import dev.twinstack.emulator.kernel.Event;
import java.time.Instant;

public sealed interface FlowLogEvent extends Event {
    @Event.Name("flowlog.opened")
    record Opened(
            String id,
            String name,
            String description,
            FlowLog.Target target,
            FlowLog.Traffic traffic,
            String logGroup,
            String logStream,
            boolean indexEnabled,
            Instant at)
            implements FlowLogEvent {}

    @Event.Name("flowlog.updated")
    record Updated(String name, String description, boolean adminState, Instant at) implements FlowLogEvent {}

    @Event.Name("flowlog.closed")
    record Closed() implements FlowLogEvent, Event.Final {}
}
