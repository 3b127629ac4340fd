package dev.twinstack.emulator.reachability;

import java.util.List;

/**
 * One thing that stops a flow. {@code docs/reachability.md} describes each disposition.
 *
 * @param leg whether it stops the flow itself or its answers
 * @param node where the flow is when it is stopped
 * @param step what stopped it: the resource, its rule if it was one, and why
 * @param remedies what would take it away, all of it together; none where that is for somebody to choose, or where the
 *     cloud has no means
 */
public record Blocker(Disposition disposition, Leg leg, Node node, Step step, List<Remedy> remedies) {
    public enum Leg {
        THERE,
        BACK
    }

    public Blocker {
        remedies = List.copyOf(remedies);
    }

    /** {@return what stopped a flow that did not arrive} */
    static Blocker of(Trace trace) {
        return new Blocker(
                trace.disposition(),
                trace.back().isEmpty() ? Leg.THERE : Leg.BACK,
                trace.stopped().node(),
                trace.decidedBy(),
                trace.remedies());
    }

    /** {@return the same with other remedies} */
    Blocker with(List<Remedy> others) {
        return new Blocker(disposition, leg, node, step, others);
    }

    /** {@return the same, where the remedies turned out not to help} */
    Blocker incurable() {
        return with(List.of());
    }
}
