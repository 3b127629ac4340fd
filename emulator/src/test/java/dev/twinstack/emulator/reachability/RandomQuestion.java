package dev.twinstack.emulator.reachability;

import dev.twinstack.emulator.inventory.Snapshot;
import java.util.SplittableRandom;

/** A random topology, and a flow through it, for tests of what builds on traces. */
public record RandomQuestion(Snapshot snapshot, Flow flow) {
    public static RandomQuestion of(long seed) {
        Snapshot snapshot = RandomPlan.of(seed).network().snapshot();
        return new RandomQuestion(snapshot, new RandomFlows(snapshot, new SplittableRandom(seed)).next());
    }
}
