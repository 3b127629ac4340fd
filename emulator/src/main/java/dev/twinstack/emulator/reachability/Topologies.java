package dev.twinstack.emulator.reachability;

import dev.twinstack.emulator.inventory.Snapshot;
import java.util.Map;

/** The topologies of the projects last asked about, each by the snapshot last seen. Thread-safe. */
final class Topologies {
    private final Map<String, Topology> byProject = new Recent<>();

    /** {@return the topology of a snapshot} An older one's index serves as far as it still holds. */
    @SuppressWarnings("ReferenceEquality") // two snapshots that are not the same may differ anywhere
    synchronized Topology of(Snapshot snapshot) {
        Topology known = byProject.get(snapshot.project());
        if (known != null && known.snapshot() == snapshot) {
            return known;
        }
        Topology fresh = known == null ? Topology.of(snapshot) : known.with(snapshot);
        byProject.put(snapshot.project(), fresh);
        return fresh;
    }
}
