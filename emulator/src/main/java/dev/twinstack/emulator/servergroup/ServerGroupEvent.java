package dev.twinstack.emulator.servergroup;

import dev.twinstack.emulator.kernel.Event;
import java.time.Instant;
import java.util.List;

public sealed interface ServerGroupEvent extends Event {
    @Event.Name("servergroup.opened")
    record Opened(String id, String name, List<String> policies, String user, Instant at) implements ServerGroupEvent {
        public Opened {
            policies = List.copyOf(policies);
        }
    }

    @Event.Name("servergroup.joined")
    record Joined(String server) implements ServerGroupEvent {}

    @Event.Name("servergroup.left")
    record Left(String server) implements ServerGroupEvent {}

    @Event.Name("servergroup.closed")
    record Closed() implements ServerGroupEvent, Event.Final {}
}
