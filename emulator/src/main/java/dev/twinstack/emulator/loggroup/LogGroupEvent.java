package dev.twinstack.emulator.loggroup;

import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Event;
import dev.twinstack.emulator.tag.Tags;
import java.time.Instant;

public sealed interface LogGroupEvent extends Event {
    @Event.Name("loggroup.opened")
    record Opened(String id, String name, int ttlInDays, Tags tags, Instant at) implements LogGroupEvent {}

    @Event.Name("loggroup.updated")
    record Updated(int ttlInDays, Tags tags) implements LogGroupEvent {}

    @Event.Name("loggroup.stream.opened")
    record StreamOpened(String id, String name, Tags tags, Instant at) implements LogGroupEvent {}

    @Event.Name("loggroup.stream.closed")
    record StreamClosed(String id) implements LogGroupEvent {}

    @Event.Name("loggroup.connected")
    record Connected(EntityRef flowLog, LogGroup.Feed feed) implements LogGroupEvent {}

    @Event.Name("loggroup.disconnected")
    record Disconnected(EntityRef flowLog) implements LogGroupEvent {}

    @Event.Name("loggroup.closed")
    record Closed() implements LogGroupEvent, Event.Final {}
}
