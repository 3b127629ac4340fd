package dev.twinstack.emulator.peering;

import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Event;
import dev.twinstack.emulator.peering.Peering.Status;
import java.time.Instant;

public sealed interface PeeringEvent extends Event {
    @Event.Name("peering.opened")
    record Opened(
            String id,
            String name,
            String description,
            Status status,
            EntityRef requester,
            EntityRef accepter,
            Instant at)
            implements PeeringEvent {}

    @Event.Name("peering.updated")
    record Updated(String name, String description, Instant at) implements PeeringEvent {}

    @Event.Name("peering.accepted")
    record Accepted(Instant at) implements PeeringEvent {}

    @Event.Name("peering.rejected")
    record Rejected(Instant at) implements PeeringEvent {}

    @Event.Name("peering.routed")
    record Routed(EntityRef table) implements PeeringEvent {}

    @Event.Name("peering.unrouted")
    record Unrouted(EntityRef table) implements PeeringEvent {}

    @Event.Name("peering.closed")
    record Closed() implements PeeringEvent, Event.Final {}
}
