package dev.twinstack.emulator.reachability;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The answer: how far a flow gets, and its answers.
 *
 * @param from what the flow's first end is
 * @param to what its other end is
 * @param hops in the order they are passed; the last step of the last hop is where it ends, unless its answers are stopped
 * @param revision of the snapshot that was read
 * @param remedies what would take away what stopped it, all of it together; none if nothing did, or nothing can
 * @param back the way of the answers, to where they arrive or are stopped; none if the flow did not arrive, or what becomes
 *     of it is a next hop's business
 * @param limits the bandwidths that the flow passes
 */
public record Trace(
        Flow flow,
        Node from,
        Node to,
        Disposition disposition,
        List<Hop> hops,
        long revision,
        List<Remedy> remedies,
        List<Hop> back,
        List<Limit> limits) {
    /**
     * @throws IllegalArgumentException if it contradicts itself: no hops, a step after a refusal, or a disposition that
     *     does not fit the last step
     */
    public Trace {
        hops = List.copyOf(hops);
        remedies = List.copyOf(remedies);
        back = List.copyOf(back);
        limits = List.copyOf(limits);
        if (hops.isEmpty()) {
            throw new IllegalArgumentException("a trace without hops");
        }
        List<Step> steps = new ArrayList<>(steps(hops));
        steps.addAll(steps(back));
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
     * {@return the step that decided} What refused the flow or its answers; otherwise the last that could have refused the
     * flow, so for a server behind a security group the rule that let it in.
     */
    public Step decidedBy() {
        if (!reachable()) {
            return stopped().steps().getLast();
        }
        List<Step> steps = steps(hops);
        return steps.reversed().stream().filter(Trace::decides).findFirst().orElse(steps.getFirst());
    }

    /** {@return where a flow that did not arrive was stopped, or its answers} */
    Hop stopped() {
        return back.isEmpty() ? hops.getLast() : back.getLast();
    }

    /** {@return the narrowest bandwidth that a flow passes which arrives, if it passes one} */
    public Optional<Limit> limit() {
        return reachable() ? limits.stream().min(Comparator.comparingInt(Limit::mbits)) : Optional.empty();
    }

    /**
     * {@return what a flow that arrives rests on, in the order it is passed there and back} Rules, added routes, EIPs and
     * bandwidths; without one of them it might not arrive. What always holds, such as a local route, is not among them.
     */
    public List<Step> basis() {
        if (!reachable()) {
            return List.of();
        }
        List<Step> basis = new ArrayList<>();
        Stream.concat(steps(hops).stream(), steps(back).stream())
                .filter(Trace::mayGo)
                .filter(step -> basis.stream().noneMatch(other -> isSame(other, step)))
                .forEach(basis::add);
        return basis;
    }

    private static boolean isSame(Step one, Step other) {
        return one.resource().equals(other.resource()) && one.rule().equals(other.rule());
    }

    private static boolean mayGo(Step step) {
        return switch (step) {
            case Step.Check check -> !check.ruling().id().isEmpty();
            case Step.Filter filter -> !filter.ruling().id().isEmpty();
            case Step.Forward forward -> !forward.ruling().id().isEmpty();
            case Step.Translate translate -> true;
            case Step.Admit admit -> true;
            case Step.Send send -> false;
            case Step.Deliver deliver -> false;
            case Step.Reply reply -> false;
            case Step.Stop stop -> false;
        };
    }

    private static boolean decides(Step step) {
        return switch (step) {
            case Step.Check check -> false;
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
