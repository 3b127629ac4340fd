package dev.twinstack.emulator.reachability;

import java.util.ArrayList;
import java.util.List;

/** How far a flow has come. Immutable: each step makes a new one. */
record Way(Flow flow, Node from, Node to, long revision, List<Hop> hops) {
    Way {
        hops = List.copyOf(hops);
    }

    /** {@return this way with one more step, at the last hop or at a new one} */
    Way at(Node node, Step step) {
        List<Hop> more = new ArrayList<>(hops);
        if (!more.isEmpty() && more.getLast().node().equals(node)) {
            more.set(more.size() - 1, more.getLast().and(step));
        } else {
            more.add(new Hop(node, List.of(step)));
        }
        return new Way(flow, from, to, revision, more);
    }

    Trace end(Disposition disposition) {
        return end(disposition, List.of());
    }

    Trace end(Disposition disposition, List<Remedy> remedies) {
        return new Trace(flow, from, to, disposition, hops, revision, remedies);
    }

    Trace stop(Node node, Halt halt) {
        return at(node, halt.step()).end(halt.disposition(), halt.remedies());
    }
}
