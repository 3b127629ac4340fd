package dev.twinstack.emulator.reachability.oracle;

import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.reachability.Flow;
import dev.twinstack.emulator.region.Catalogue;
import java.util.Set;

/** Answers by sending one packet and looking what happens to it. */
public record Oracle(Catalogue catalogue, Set<Fault> faults) {
    public Oracle {
        faults = Set.copyOf(faults);
    }

    public Verdict verdict(Snapshot snapshot, Flow flow) {
        return new Walk(new World(snapshot, catalogue, faults), flow).verdict();
    }
}
