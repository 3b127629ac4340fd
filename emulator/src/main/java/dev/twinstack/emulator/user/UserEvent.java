package dev.twinstack.emulator.user;

import dev.twinstack.emulator.kernel.Event;
import java.time.Instant;

public sealed interface UserEvent extends Event {
    /** The user made a key for the first time. */
    @Event.Name("user.opened")
    record Opened(String id, String name, String domain) implements UserEvent {}

    @Event.Name("user.key.created")
    record KeyCreated(String access, String description, Instant at) implements UserEvent {}

    @Event.Name("user.key.updated")
    record KeyUpdated(String access, String description, boolean active) implements UserEvent {}

    @Event.Name("user.key.deleted")
    record KeyDeleted(String access) implements UserEvent {}
}
