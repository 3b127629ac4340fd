package dev.twinstack.emulator.reachability;

import dev.twinstack.emulator.inventory.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Everything that stops a flow, there and back, in the order it would be met.
 *
 * <p>Found by doing away with each in turn: what stops the flow is remedied in a copy of the project, and the flow is
 * traced again.
 *
 * @param trace the flow as it is
 * @param blockers none if it arrives
 * @param complete whether the flow arrives with all of them remedied; otherwise the last has no remedy, and there may be
 *     more behind it
 * @param remedies what lets the flow arrive, in the order to do it, and nothing that it would arrive without; none unless
 *     complete. A blocker may need none: nobody takes a route into nowhere any more that an EIP goes before.
 */
public record Diagnosis(Trace trace, List<Blocker> blockers, boolean complete, List<Remedy> remedies) {
    /** More than any way through the cloud has places to be stopped at. */
    private static final int MOST = 32;

    public Diagnosis {
        blockers = List.copyOf(blockers);
        remedies = List.copyOf(remedies);
    }

    /** {@return what is wrong with a flow} */
    public static Diagnosis of(Tracer tracer, Snapshot snapshot, Flow flow) {
        return of(tracer, snapshot, tracer.trace(snapshot, flow), Map.of());
    }

    /**
     * {@return what is wrong with a flow that was traced}
     *
     * @param carriers the NICs that were chosen for virtual IPs
     */
    static Diagnosis of(Tracer tracer, Snapshot snapshot, Trace first, Map<String, String> carriers) {
        Flow flow = first.flow();
        Widening widening = new Widening(snapshot, flow);
        List<Blocker> blockers = new ArrayList<>();
        Trace trace = first;
        Snapshot mended = snapshot;
        while (!trace.reachable() && blockers.size() < MOST) {
            Blocker blocker = widening.of(Blocker.of(trace));
            if (blockers.contains(blocker)) {
                blockers.set(blockers.indexOf(blocker), blocker.incurable());
                return new Diagnosis(first, blockers, false, List.of());
            }
            blockers.add(blocker);
            if (blocker.remedies().isEmpty()) {
                return new Diagnosis(first, blockers, false, List.of());
            }
            mended = WhatIf.with(mended, blocker.remedies());
            trace = tracer.suppose(snapshot, mended, flow, new Carriers(carriers));
        }
        return trace.reachable()
                ? new Diagnosis(first, blockers, true, needed(tracer, snapshot, flow, carriers, blockers))
                : new Diagnosis(first, blockers, false, List.of());
    }

    private static List<Remedy> needed(
            Tracer tracer, Snapshot snapshot, Flow flow, Map<String, String> carriers, List<Blocker> blockers) {
        List<Remedy> needed = new ArrayList<>();
        blockers.forEach(blocker -> needed.addAll(blocker.remedies()));
        // The last one left is needed: without any the flow does not arrive.
        for (int i = 0; i < needed.size() && needed.size() > 1; ) {
            List<Remedy> others = new ArrayList<>(needed);
            others.remove(i);
            Snapshot mended = WhatIf.with(snapshot, others);
            if (tracer.suppose(snapshot, mended, flow, new Carriers(carriers)).reachable()) {
                needed.remove(i);
            } else {
                i++;
            }
        }
        return needed;
    }
}
