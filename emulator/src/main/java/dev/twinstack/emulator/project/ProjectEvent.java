package dev.twinstack.emulator.project;

import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Event;
import java.time.Instant;

public sealed interface ProjectEvent extends Event {
    @Event.Name("project.opened")
    record Opened(String id, String name, String domain, Instant at) implements ProjectEvent {}

    @Event.Name("project.place.taken")
    record PlaceTaken(String quota, EntityRef claimant, String name) implements ProjectEvent {}

    @Event.Name("project.place.given-back")
    record PlaceGivenBack(String quota, EntityRef claimant, String name) implements ProjectEvent {}
}
