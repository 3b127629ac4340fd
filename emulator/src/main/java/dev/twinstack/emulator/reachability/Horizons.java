package dev.twinstack.emulator.reachability;

import dev.twinstack.emulator.inventory.Snapshot;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
     * @param others the projects that it sees, always in the same order
     */
    public Snapshot of(Snapshot own, List<Snapshot> others) {
        Known known = known(own.project());
        return known != null && known.isOf(own, others) ? known.horizon() : remembered(own, List.copyOf(others));
    }

    private synchronized @Nullable Known known(String project) {
        return byProject.get(project);
    }

    /** Put together beside other projects' questions, and at times twice. */
    private Snapshot remembered(Snapshot own, List<Snapshot> others) {
        Known fresh = new Known(own, others, Horizon.of(own, others));
        synchronized (this) {
            byProject.put(own.project(), fresh);
        }
        return fresh.horizon();
    }
}
