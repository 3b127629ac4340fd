package dev.twinstack.emulator.reachability;

import dev.twinstack.emulator.inventory.Snapshot;
import java.util.List;
import java.util.Map;

/** The horizons of the projects last asked about: what has not changed since is not put together anew. Thread-safe. */
public final class Horizons {
    private final Map<String, Known> byProject = new Recent<>();

    private record Known(Snapshot own, List<Snapshot> others, Snapshot horizon) {
        @SuppressWarnings("ReferenceEquality") // two snapshots that are not the same may differ anywhere
        boolean isOf(Snapshot project, List<Snapshot> peers) {
            if (own != project || others.size() != peers.size()) {
                return false;
            }
            for (int i = 0; i < peers.size(); i++) {
                if (others.get(i) != peers.get(i)) {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * {@return as far as a project's traces see}
     *
     * @param others those that {@link Horizon#projects} names, always in the same order
     */
    public synchronized Snapshot of(Snapshot own, List<Snapshot> others) {
        Known known = byProject.get(own.project());
        if (known == null || !known.isOf(own, others)) {
            known = new Known(own, List.copyOf(others), Horizon.of(own, others));
            byProject.put(own.project(), known);
        }
        return known.horizon();
    }
}
