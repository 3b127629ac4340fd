package dev.twinstack.emulator.reachability;

import dev.twinstack.emulator.inventory.Snapshot;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything that stops a flow, there and back, in the order it would be met.
 *
 * <p>Found by doing away with each in turn: what stops the flow is remedied in a copy of the project, and the flow is
 * traced again. So all remedies together are known to let it arrive, and each of them is needed for it.
 *
 * @param trace the flow as it is
 * @param blockers none if it arrives
 * @param complete whether the flow arrives with all remedies applied; otherwise the last blocker has none, and there may
 *     be more behind it
 */
public record Diagnosis(Trace trace, List<Blocker> blockers, boolean complete) {
    /** More than any way through the cloud has places to be stopped at. */
    private static final int MOST = 32;

    public Diagnosis {
        blockers = List.copyOf(blockers);
    }

    /** {@return what is wrong with a flow} */
    public static Diagnosis of(Tracer tracer, Snapshot snapshot, Flow flow) {
        Trace first = tracer.trace(snapshot, flow);
        List<Blocker> blockers = new ArrayList<>();
        Trace trace = first;
        Snapshot mended = snapshot;
        while (!trace.reachable() && blockers.size() < MOST) {
            Blocker blocker = Blocker.of(trace);
            blockers.add(blocker);
            if (blocker.remedies().isEmpty()) {
                return new Diagnosis(first, blockers, false);
            }
            mended = WhatIf.with(mended, blocker.remedies());
            trace = tracer.trace(mended, flow);
        }
        return new Diagnosis(first, blockers, trace.reachable());
    }
}
