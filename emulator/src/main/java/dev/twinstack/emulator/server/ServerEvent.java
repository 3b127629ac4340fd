package dev.twinstack.emulator.server;

import dev.twinstack.emulator.kernel.Event;
import java.time.Instant;
import java.util.List;
import java.util.Map;

public sealed interface ServerEvent extends Event {
    /**
     * @param made whether the port was made for the server
     */
    record StoredNic(String port, boolean made) {}

    @Event.Name("server.opened")
    record Opened(String id, Server.Spec spec, List<StoredNic> nics, Instant at) implements ServerEvent {
        public Opened {
            nics = List.copyOf(nics);
        }
    }

    /** Follows {@link Opened} in the same write. */
    @Event.Name("server.ordered")
    record Ordered(
            String user,
            String reservation,
            int launchIndex,
            String tenancy,
            String enterpriseProject,
            String releasedEip)
            implements ServerEvent {}

    @Event.Name("server.nics.added")
    record NicsAdded(List<StoredNic> nics, Instant at) implements ServerEvent {
        public NicsAdded {
            nics = List.copyOf(nics);
        }
    }

    @Event.Name("server.nics.removed")
    record NicsRemoved(List<String> ports, Instant at) implements ServerEvent {
        public NicsRemoved {
            ports = List.copyOf(ports);
        }
    }

    /** Of a new server, they follow {@link Opened} in the same write. */
    @Event.Name("server.disks.attached")
    record DisksAttached(List<Server.Disk> disks, Instant at) implements ServerEvent {
        public DisksAttached {
            disks = List.copyOf(disks);
        }
    }

    @Event.Name("server.disk.detached")
    record DiskDetached(String volume, Instant at) implements ServerEvent {}

    @Event.Name("server.updated")
    record Updated(String name, String description, Map<String, String> metadata, Map<String, String> tags, Instant at)
            implements ServerEvent {
        public Updated {
            metadata = Map.copyOf(metadata);
            tags = Map.copyOf(tags);
        }
    }

    @Event.Name("server.switched")
    record Switched(Server.Power power, Instant at) implements ServerEvent {}

    /** It has another flavor, which is yet to be confirmed. */
    @Event.Name("server.resized")
    record Resized(String flavor, Instant at) implements ServerEvent {}

    @Event.Name("server.resize.confirmed")
    record ResizeConfirmed(Instant at) implements ServerEvent {}

    @Event.Name("server.resize.reverted")
    record ResizeReverted(Instant at) implements ServerEvent {}

    @Event.Name("server.rebuilt")
    record Rebuilt(String image, String name, Map<String, String> metadata, String keyName, String userData, Instant at)
            implements ServerEvent {
        public Rebuilt {
            metadata = Map.copyOf(metadata);
        }
    }

    @Event.Name("server.group.joined")
    record GroupJoined(String group, Instant at) implements ServerEvent {}

    @Event.Name("server.group.left")
    record GroupLeft(Instant at) implements ServerEvent {}

    @Event.Name("server.autorecovery.set")
    record AutoRecoverySet(boolean on, Instant at) implements ServerEvent {}

    @Event.Name("server.locked")
    record Locked(Instant at) implements ServerEvent {}

    @Event.Name("server.unlocked")
    record Unlocked(Instant at) implements ServerEvent {}

    @Event.Name("server.guest.ipv6.enabled")
    record Ipv6EnabledInGuest(List<String> ports, Instant at) implements ServerEvent {
        public Ipv6EnabledInGuest {
            ports = List.copyOf(ports);
        }
    }

    /** Precedes {@link Closed} in the same write, so that it is known when. */
    @Event.Name("server.deleted")
    record Deleted(Instant at) implements ServerEvent {}

    @Event.Name("server.closed")
    record Closed() implements ServerEvent, Event.Final {}
}
