package dev.twinstack.api.trace;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.reachability.Blocker;
import dev.twinstack.emulator.reachability.Diagnosis;
import dev.twinstack.emulator.reachability.Finding;
import dev.twinstack.emulator.reachability.Flow;
import dev.twinstack.emulator.reachability.Hop;
import dev.twinstack.emulator.reachability.Limit;
import dev.twinstack.emulator.reachability.Node;
import dev.twinstack.emulator.reachability.Step;
import dev.twinstack.emulator.reachability.Trace;
import dev.twinstack.emulator.reachability.Verdict;
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
 * @param flows how many flows the question stands for that can be told apart
 * @param cutShort whether there are more flows than could be asked about
 * @param cases those of them that end otherwise, the first few
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
        List<WireRemedy> remedies,
        int flows,
        int arriving,
        boolean cutShort,
        List<WireCase> cases) {
    record WireFlow(
            Node from, Node to, int family, @JsonUnwrapped WireTraffic traffic) {}

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
     * @param doc the path of the page about the code, on the twin itself
     */
    record WireBlocker(
            String code,
            String leg,
            Node node,
            Node resource,
            Step.@Nullable Ruling rule,
            String text,
            List<String> cites,
            List<WireRemedy> remedies,
            String doc) {}

    /**
     * Some of what the question may mean, which ends otherwise.
     *
     * @param what how it differs from what was asked
     */
    record WireCase(String what, String verdict, String disposition, Decision decidedBy) {
        static WireCase of(Finding.Case other) {
            Trace trace = other.trace();
            return new WireCase(
                    other.what(),
                    word(Verdict.of(trace.disposition())),
                    trace.disposition().name(),
                    decision(trace.decidedBy()));
        }
    }

    static WireTrace of(Snapshot snapshot, Finding finding) {
        Diagnosis diagnosis = finding.diagnosis();
        Trace trace = finding.trace();
        return new WireTrace(
                finding.verdict() == Verdict.REACHABLE,
                word(finding.verdict()),
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
                WireRemedy.of(snapshot, diagnosis.remedies()),
                finding.flows(),
                finding.arriving(),
                finding.cutShort(),
                finding.cases().stream().map(WireCase::of).toList());
    }

    private static String word(Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT);
    }

    private static Decision decision(Step step) {
        return new Decision(step.resource(), step.rule().orElse(null), step.text());
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
                WireRemedy.of(snapshot, blocker.remedies()),
                CodePages.path(blocker.disposition()));
    }

    private static WireFlow flow(Trace trace, Flow flow) {
        return new WireFlow(trace.from(), trace.to(), flow.family().version(), WireTraffic.of(flow.traffic()));
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
