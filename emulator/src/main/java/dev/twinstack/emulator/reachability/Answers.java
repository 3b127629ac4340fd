package dev.twinstack.emulator.reachability;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pcollections.ConsPStack;
import org.pcollections.PStack;

/**
 * The way that the answers would take from where a flow has come. It grows at its beginning, as the flow moves on, and what
 * is put before it decides whether the rest is ever come to. Immutable.
 *
 * @param passed what the answers would pass, the first first
 */
record Answers(PStack<Passed> passed) {
    static final Answers NONE = new Answers(ConsPStack.empty());

    /** What the answers meet. */
    sealed interface Passed {
        Node node();

        Step step();
    }

    record Past(Node node, Step step) implements Passed {}

    record StoppedBy(Node node, Halt halt) implements Passed {
        @Override
        public Step step() {
            return halt.step();
        }
    }

    /** They leave the cloud's sight. */
    record Gone(Node node, Step.Deliver step) implements Passed {}

    /** {@return the same, after one more step} */
    Answers after(Node node, Step step) {
        return new Answers(passed.plus(new Past(node, step)));
    }

    /** {@return answers that get no further than this} */
    static Answers stopped(Node node, Halt halt) {
        return new Answers(ConsPStack.singleton(new StoppedBy(node, halt)));
    }

    /** {@return answers that are somebody's own business from here} */
    static Answers gone(Node node, Step.Deliver step) {
        return new Answers(ConsPStack.singleton(new Gone(node, step)));
    }

    /** {@return who has them in the end, if it is not who asked} */
    Optional<Node> elsewhere() {
        return last() instanceof Gone(Node node, var _) ? Optional.of(node) : Optional.empty();
    }

    private Passed last() {
        return passed.get(passed.size() - 1);
    }

    /** {@return what stops them, if anything does} Nothing is ever put behind that, so it is the last. */
    Optional<Halt> halt() {
        return last() instanceof StoppedBy(var _, Halt halt) ? Optional.of(halt) : Optional.empty();
    }

    /** {@return the way; steps that follow each other at one node are one hop} */
    List<Hop> hops() {
        List<Hop> hops = new ArrayList<>();
        for (Passed each : passed) {
            if (!hops.isEmpty() && hops.getLast().node().equals(each.node())) {
                hops.set(hops.size() - 1, hops.getLast().and(each.step()));
            } else {
                hops.add(new Hop(each.node(), List.of(each.step())));
            }
        }
        return hops;
    }
}
