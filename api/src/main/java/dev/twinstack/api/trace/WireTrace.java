package dev.twinstack.api.trace;

import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.reachability.Blocker;
import dev.twinstack.emulator.reachability.Diagnosis;
import dev.twinstack.emulator.reachability.Flow;
import dev.twinstack.emulator.reachability.Hop;
import dev.twinstack.emulator.reachability.Node;
import dev.twinstack.emulator.reachability.Step;
import dev.twinstack.emulator.reachability.Trace;
import dev.twinstack.emulator.reachability.Traffic;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A trace as it is answered.
 *
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
     * @param remedies what takes it away, all of it together
     * @param doc the path of the page about the code, on the twin itself
     */
    record WireBlocker(
            String code,
            Node node,
            Node resource,
            Step.@Nullable Ruling rule,
            String text,
            List<String> cites,
            List<WireRemedy> remedies,
            String doc) {}

    static WireTrace of(Snapshot snapshot, Diagnosis diagnosis) {
        Trace trace = diagnosis.trace();
        Step decision = trace.decidedBy();
        return new WireTrace(
                trace.reachable(),
                trace.reachable() ? "reachable" : "unreachable",
                trace.disposition().name(),
                trace.revision(),
                flow(trace, trace.flow()),
                trace.hops().stream().map(WireTrace::hop).toList(),
                new Decision(decision.resource(), decision.rule().orElse(null), decision.text()),
                diagnosis.blockers().stream()
                        .map(blocker -> blocker(snapshot, blocker))
                        .toList(),
                diagnosis.complete(),
                WireRemedy.of(snapshot, diagnosis.remedies()));
    }

    private static WireBlocker blocker(Snapshot snapshot, Blocker blocker) {
        Step step = blocker.step();
        return new WireBlocker(
                blocker.disposition().name(),
                blocker.node(),
                step.resource(),
                step.rule().orElse(null),
                step.text(),
                step.cites(),
                WireRemedy.of(snapshot, blocker.remedies()),
                CodePages.path(blocker.disposition()));
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
