package dev.twinstack.emulator.vpc;

import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Event;
import dev.twinstack.emulator.tag.Tags;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

public sealed interface VpcEvent extends Event {
    @Event.Name("vpc.opened")
    record Opened(
            String id,
            String name,
            String description,
            List<IpRange> cidr,
            String enterpriseProjectId,
            boolean nameRepeats,
            Instant at)
            implements VpcEvent {
        public Opened {
            cidr = List.copyOf(cidr);
        }
    }

    @Event.Name("vpc.updated")
    record Updated(
            String name, String description, List<IpRange> cidr, boolean sharedSnat, boolean nameRepeats, Instant at)
            implements VpcEvent {
        public Updated {
            cidr = List.copyOf(cidr);
        }
    }

    @Event.Name("vpc.routes.set")
    record RoutesSet(List<Vpc.HostRoute> routes, Instant at) implements VpcEvent {
        public RoutesSet {
            routes = List.copyOf(routes);
        }
    }

    @Event.Name("vpc.secondary.added")
    record SecondaryAdded(IpRange block, Instant at) implements VpcEvent {}

    @Event.Name("vpc.secondary.removed")
    record SecondaryRemoved(IpRange block, Instant at) implements VpcEvent {}

    @Event.Name("vpc.range.granted")
    record RangeGranted(String subnet, IpRange range) implements VpcEvent {}

    /** @param at long ago in events stored before they had it */
    @Event.Name("vpc.range.returned")
    record RangeReturned(String subnet, Instant at) implements VpcEvent {
        public RangeReturned {
            at = Objects.requireNonNullElse(at, Instant.EPOCH);
        }
    }

    @Event.Name("vpc.occupied")
    record Occupied(EntityRef occupant) implements VpcEvent {}

    @Event.Name("vpc.vacated")
    record Vacated(EntityRef occupant) implements VpcEvent {}

    /** @param pending until it has been accepted; not in events stored before they had it */
    @Event.Name("vpc.peered")
    record Peered(EntityRef peering, EntityRef other, boolean pending) implements VpcEvent {}

    /** The other project has accepted it: it passes traffic. */
    @Event.Name("vpc.peering.accepted")
    record PeeringAccepted(EntityRef peering) implements VpcEvent {}

    /** The acceptance did not come about after all. */
    @Event.Name("vpc.peering.suspended")
    record PeeringSuspended(EntityRef peering) implements VpcEvent {}

    @Event.Name("vpc.unpeered")
    record Unpeered(EntityRef peering) implements VpcEvent {}

    /** ASSUMED: tags do not count as an update of the VPC itself; check updated_at in v3 after adding one. */
    @Event.Name("vpc.tagged")
    record Tagged(Tags tags) implements VpcEvent {}

    @Event.Name("vpc.closed")
    record Closed() implements VpcEvent, Event.Final {}
}
