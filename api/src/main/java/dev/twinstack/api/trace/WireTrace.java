package dev.twinstack.api.trace;

import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.reachability.Blocker;
import dev.twinstack.emulator.reachability.Diagnosis;
import dev.twinstack.emulator.reachability.Flow;
import dev.twinstack.emulator.reachability.Hop;
import dev.twinstack.emulator.reachability.Limit;
import dev.twinstack.emulator.reachability.Node;
import dev.twinstack.emulator.reachability.Remedy;
import dev.twinstack.emulator.reachability.Step;
import dev.twinstack.emulator.reachability.Trace;
import dev.twinstack.emulator.reachability.Traffic;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A trace as it is answered.
 *
 * @param back the way of the answers, to where they arrive or are stopped; without hops if the flow does not arrive, or
 *     what becomes of it is a next hop's business
 * @param limit the narrowest bandwidth that a flow passes which arrives; null if it passes none
 * @param restsOn the rules, added routes, EIPs and bandwidths without which a flow that arrives might not
 * @param blockers everything that stops the flow, in the order it is met
 * @param complete whether the flow arrives once all blockers are remedied
 * @param remedies what lets it arrive, in the order to do it, and nothing that it would arrive without
 */
record WireTrace(
        boolean reachable,
        String verdict,
        String disposition,
        long revision,
        WireFlow flow,
        List<WireHop> hops,
        List<WireHop> back,
        @Nullable Limit limit,
        List<Decision> restsOn,
        Decision decidedBy,
        List<WireBlocker> blockers,
        boolean complete,
        List<WireRemedy> remedies) {
    /**
     * @param port null for traffic without a port, and for any port
     */
    record WireFlow(
            Node from,
            Node to,
            int family,
            String protocol,
            @Nullable Integer port) {}

    record WireHop(Node node, List<WireStep> steps) {}

    /**
     * @param rule null if no rule and no route decided
     */
    record WireStep(
            String action,
            boolean allowed,
            String text,
            Node resource,
            Step.@Nullable Ruling rule,
            List<String> cites) {}

    record Decision(Node resource, Step.@Nullable Ruling rule, String text) {}

    /**
     * @param code the disposition it alone would give
     * @param leg {@code there} or {@code back}: whether it stops the flow or its answers
     * @param remedies what takes it away, all of it together
     */
    record WireBlocker(
            String code,
            String leg,
            Node node,
            Node resource,
            Step.@Nullable Ruling rule,
            String text,
            List<String> cites,
            List<WireRemedy> remedies) {}

    static WireTrace of(Snapshot snapshot, Diagnosis diagnosis) {
        Trace trace = diagnosis.trace();
        return new WireTrace(
                trace.reachable(),
                trace.reachable() ? "reachable" : "unreachable",
                trace.disposition().name(),
                trace.revision(),
                flow(trace, trace.flow()),
                trace.hops().stream().map(WireTrace::hop).toList(),
                trace.back().stream().map(WireTrace::hop).toList(),
                trace.limit().orElse(null),
                trace.basis().stream().map(WireTrace::decision).toList(),
                decision(trace.decidedBy()),
                diagnosis.blockers().stream()
                        .map(blocker -> blocker(snapshot, blocker))
                        .toList(),
                diagnosis.complete(),
                remedies(snapshot, diagnosis.remedies()));
    }

    private static Decision decision(Step step) {
        return new Decision(step.resource(), step.rule().orElse(null), step.text());
    }

    private static List<WireRemedy> remedies(Snapshot snapshot, List<Remedy> remedies) {
        return remedies.stream().map(remedy -> WireRemedy.of(snapshot, remedy)).toList();
    }

    private static WireBlocker blocker(Snapshot snapshot, Blocker blocker) {
        Step step = blocker.step();
        return new WireBlocker(
                blocker.disposition().name(),
                blocker.leg().name().toLowerCase(Locale.ROOT),
                blocker.node(),
                step.resource(),
                step.rule().orElse(null),
                step.text(),
                step.cites(),
                remedies(snapshot, blocker.remedies()));
    }

    private static WireFlow flow(Trace trace, Flow flow) {
        int family = flow.family().version();
        return switch (flow.traffic()) {
            case Traffic.AnyProtocol any -> new WireFlow(trace.from(), trace.to(), family, "any", null);
            case Traffic.Ping ping -> new WireFlow(trace.from(), trace.to(), family, "icmp", null);
            case Traffic.AnyPort(var transport) ->
                new WireFlow(trace.from(), trace.to(), family, transport.word(), null);
            case Traffic.OnePort(var transport, int port) ->
                new WireFlow(trace.from(), trace.to(), family, transport.word(), port);
        };
    }

    private static WireHop hop(Hop hop) {
        return new WireHop(hop.node(), hop.steps().stream().map(WireTrace::step).toList());
    }

    private static WireStep step(Step step) {
        return new WireStep(
                step.action(),
                step.allowed(),
                step.text(),
                step.resource(),
                step.rule().orElse(null),
                step.cites());
    }
}
