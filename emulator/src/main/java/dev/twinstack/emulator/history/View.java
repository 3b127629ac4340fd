package dev.twinstack.emulator.history;

import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.reachability.Horizon;
import java.util.List;
import org.pcollections.PMap;

/**
 * A project at one time, and the other projects that an active peering has ever led to.
 *
 * @param others by their ids; those that have no events yet are left out
 */
record View(Snapshot own, PMap<String, Snapshot> others) {
    /** {@return as far as the project's traces saw then} */
    Snapshot horizon() {
        List<Snapshot> seen = Horizon.projects(own).stream()
                .filter(others::containsKey)
                .map(others::get)
                .toList();
        return seen.isEmpty() ? own : Horizon.of(own, seen);
    }

    /** {@return the same after an event} */
    View after(Episode episode) {
        Snapshot after = episode.after();
        return after.project().equals(own.project())
                ? new View(after, others)
                : new View(own, others.plus(after.project(), after));
    }
}
