package dev.twinstack.emulator.reachability;

import dev.twinstack.emulator.inventory.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The horizons of the projects last asked about: what has not changed since is not put together anew. Thread-safe. */
public final class Horizons {
    private final Map<String, Known> byProject = new Recent<>();

    private record Known(Snapshot own, List<Snapshot> others, Set<String> vpcs, Snapshot horizon) {
        @SuppressWarnings("ReferenceEquality") // two snapshots that are not the same may differ anywhere
        boolean isOf(Snapshot project, List<Snapshot> peers, Set<String> seen) {
            if (own != project || others.size() != peers.size() || !vpcs.equals(seen)) {
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
     * @param others the projects with the VPCs that are seen, always in the same order
     * @param vpcs the ids of those VPCs
     */
    public synchronized Snapshot of(Snapshot own, List<Snapshot> others, Set<String> vpcs) {
        Known known = byProject.get(own.project());
        if (known == null || !known.isOf(own, others, vpcs)) {
            known = new Known(own, List.copyOf(others), vpcs, Horizon.of(own, others, vpcs));
            byProject.put(own.project(), known);
        }
        return known.horizon();
    }
}
