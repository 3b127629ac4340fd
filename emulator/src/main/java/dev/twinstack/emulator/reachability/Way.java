package dev.twinstack.emulator.reachability;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How far a flow has come, and the way its answers would take from there. Immutable: each step makes a new one.
 *
 * @param limits the bandwidths it has passed
 */
record Way(Flow flow, Node from, Node to, long revision, List<Hop> hops, Answers answers, List<Limit> limits) {
    Way {
        hops = List.copyOf(hops);
        limits = List.copyOf(limits);
    }

    static Way of(Flow flow, Node from, Node to, long revision) {
        return new Way(flow, from, to, revision, List.of(), Answers.NONE, List.of());
    }

    /** {@return this way with one more step, at the last hop or at a new one} */
    Way at(Node node, Step step) {
        List<Hop> more = new ArrayList<>(hops);
        if (!more.isEmpty() && more.getLast().node().equals(node)) {
            more.set(more.size() - 1, more.getLast().and(step));
        } else {
            more.add(new Hop(node, List.of(step)));
        }
        return new Way(flow, from, to, revision, more, answers, limits);
    }

    private Way with(Answers other) {
        return new Way(flow, from, to, revision, hops, other, limits);
    }

    /** {@return this way with one more thing for the answers to pass} */
    Way answered(Node node, Step step) {
        return with(answers.after(node, step));
    }

    /** {@return this way with answers that get no further than this} */
    Way unanswered(Node node, Halt halt) {
        return with(Answers.stopped(node, halt));
    }

    /** {@return this way with answers that go elsewhere from here, and no more to be told of them} */
    Way answersGo(Node node, Step.Deliver step) {
        return with(Answers.gone(node, step));
    }

    /** {@return this way through a bandwidth, if it is one that is known} */
    Way limited(Optional<Limit> limit) {
        if (limit.isEmpty()) {
            return this;
        }
        List<Limit> more = new ArrayList<>(limits);
        more.add(limit.get());
        return new Way(flow, from, to, revision, hops, answers, more);
    }

    /** {@return the trace of a flow that is refused, or of one that leaves the cloud's sight and its answers with it} */
    Trace end(Disposition disposition, List<Remedy> remedies) {
        return new Trace(flow, from, to, disposition, hops, revision, remedies, List.of(), limits);
    }

    Trace end(Disposition disposition) {
        return end(disposition, List.of());
    }

    Trace stop(Node node, Halt halt) {
        return at(node, halt.step()).end(halt.disposition(), halt.remedies());
    }

    /** {@return the trace of a flow that is where it should be, with what is to be said of its answers if they get back} */
    Trace arrived(Disposition disposition, Node here, Step.Reply reply) {
        Way answering = answered(here, new Step.Send(here, here.label() + " answers.", List.of()));
        return answers.halt()
                .map(halt -> answering.traced(halt.disposition(), halt.remedies()))
                .orElseGet(() -> answering
                        .at(here, answers.elsewhere().map(Way::handed).orElse(reply))
                        .traced(disposition, List.of()));
    }

    private static Step.Reply handed(Node next) {
        String text = "The answers go to " + next.label() + "; what becomes of them is its own business.";
        return new Step.Reply(next, text, List.of("RT-25", "SG-13"));
    }

    private Trace traced(Disposition disposition, List<Remedy> remedies) {
        return new Trace(flow, from, to, disposition, hops, revision, remedies, answers.hops(), limits);
    }
}
