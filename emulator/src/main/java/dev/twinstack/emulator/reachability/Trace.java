package dev.twinstack.emulator.reachability;

import java.util.List;

/**
 * The answer: how far a flow gets.
 *
 * @param from what the flow's first end is
 * @param to what its other end is
 * @param hops in the order they are passed; the last step of the last hop is where it ends
 * @param revision of the snapshot that was read
 * @param remedies what would take away what stopped it, all of it together; none if nothing did, or nothing can
 */
public record Trace(
        Flow flow, Node from, Node to, Disposition disposition, List<Hop> hops, long revision, List<Remedy> remedies) {
    /**
     * @throws IllegalArgumentException if it contradicts itself: no hops, a step after a refusal, or a disposition that
     *     does not fit the last step
     */
    public Trace {
        hops = List.copyOf(hops);
        remedies = List.copyOf(remedies);
        List<Step> steps = steps(hops);
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("a trace without hops");
        }
        if (!steps.subList(0, steps.size() - 1).stream().allMatch(Step::allowed)) {
            throw new IllegalArgumentException("a trace goes on after a refusal: " + steps);
        }
        if (steps.getLast().allowed() != disposition.isSuccess()) {
            throw new IllegalArgumentException("a trace that is " + disposition + " ends with " + steps.getLast());
        }
        boolean filtered = steps.getLast() instanceof Step.Filter filter && !filter.allowed();
        if (filtered
                != (disposition == Disposition.DENIED_BY_SECURITY_GROUP
                        || disposition == Disposition.DENIED_BY_FIREWALL)) {
            throw new IllegalArgumentException("a trace that is " + disposition + " ends with " + steps.getLast());
        }
    }

    public boolean reachable() {
        return disposition.isSuccess();
    }

    /**
     * {@return the step that decided} What refused; otherwise the last that could have refused, so for a server behind a
     * security group the rule that let the flow in.
     */
    public Step decidedBy() {
        List<Step> steps = steps(hops);
        return reachable()
                ? steps.reversed().stream().filter(Trace::decides).findFirst().orElse(steps.getFirst())
                : steps.getLast();
    }

    private static boolean decides(Step step) {
        return switch (step) {
            case Step.Filter filter -> true;
            case Step.Translate translate -> true;
            case Step.Admit admit -> true;
            case Step.Forward forward -> true;
            case Step.Stop stop -> true;
            case Step.Send send -> false;
            case Step.Deliver deliver -> false;
            case Step.Reply reply -> false;
        };
    }

    private static List<Step> steps(List<Hop> hops) {
        return hops.stream().flatMap(hop -> hop.steps().stream()).toList();
    }
}
