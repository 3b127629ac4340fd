package dev.twinstack.emulator.reachability;

import dev.twinstack.emulator.firewall.FirewallGroup;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.publicip.PublicIp;
import dev.twinstack.emulator.reachability.oracle.Oracle;
import dev.twinstack.emulator.reachability.oracle.Verdict;
import dev.twinstack.emulator.server.Server;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Asks the engine and the oracle the same, and makes a case in which they disagree small enough to read. */
record Comparison(Tracer engine, Oracle oracle) {
    /**
     * A flow through a topology that the two judge differently.
     *
     * @param answer the engine's disposition, or what it failed with
     * @param trace how the engine came to it
     */
    record Disagreement(Plan plan, Flow flow, Verdict verdict, String answer, String trace) {
        @Override
        public String toString() {
            return "%s%n%n%s%n  oracle: %s%n  engine: %s%n%s".formatted(plan, ask(), verdict, answer, trace);
        }

        private String ask() {
            return "does IPv%d %s from %s arrive at %s?"
                    .formatted(flow.family().version(), flow.traffic().label(), flow.from(), flow.to());
        }
    }

    /** What the engine says. */
    sealed interface Answer {
        record Traced(Trace trace) implements Answer {}

        record Failed(RuntimeException failure) implements Answer {}

        default Optional<Disposition> disposition() {
            return this instanceof Traced(Trace trace) ? Optional.of(trace.disposition()) : Optional.empty();
        }
    }

    Answer ask(Snapshot snapshot, Flow flow) {
        try {
            return new Answer.Traced(engine.trace(snapshot, flow));
        } catch (RuntimeException failure) {
            return new Answer.Failed(failure);
        }
    }

    private static String text(Trace trace) {
        StringBuilder text = new StringBuilder();
        tell(text, trace.hops());
        text.append("  answers by %s, limit %s%n".formatted(back(trace), trace.limit()));
        tell(text, trace.back());
        return text.toString();
    }

    private static void tell(StringBuilder text, List<Hop> hops) {
        for (Hop hop : hops) {
            for (Step step : hop.steps()) {
                text.append("    %s: %s %s%n".formatted(hop.node().label(), step.action(), step.text()));
            }
        }
    }

    /** {@return what the answers pass, as the oracle has it} */
    private static List<String> back(Trace trace) {
        return trace.back().stream()
                .flatMap(hop -> hop.steps().stream())
                .flatMap(step -> switch (step) {
                    case Step.Translate translate ->
                        Stream.of(translate.resource().id());
                    case Step.Admit admit -> Stream.of(admit.resource().id());
                    case Step.Filter filter ->
                        Stream.of(filter.resource())
                                .filter(node -> node.type().equals(FirewallGroup.TYPE.name()))
                                .map(Node::id);
                    case Step.Forward forward ->
                        Stream.of(forward.ruling().id()).filter(id -> !id.isEmpty());
                    case Step.Send send -> Stream.<String>empty();
                    case Step.Check check -> Stream.<String>empty();
                    case Step.Deliver deliver -> Stream.<String>empty();
                    case Step.Reply reply -> Stream.<String>empty();
                    case Step.Stop stop -> Stream.<String>empty();
                })
                .toList();
    }

    /** {@return the disposition, and what else is wrong with a flow that arrives} */
    private static String answer(Trace trace, Verdict verdict) {
        boolean arrives = verdict.reachable() && trace.disposition() == verdict.end();
        return trace.disposition()
                + (arrives && trace.limit().map(Limit::mbits).orElse(0) != verdict.mbits() ? ", another limit" : "")
                + (arrives && !back(trace).equals(verdict.back()) ? ", another way back" : "");
    }

    Optional<Disagreement> differ(Plan plan, Snapshot snapshot, Flow flow) {
        return differ(plan, snapshot, flow, ask(snapshot, flow));
    }

    Optional<Disagreement> differ(Plan plan, Snapshot snapshot, Flow flow, Answer answer) {
        Verdict verdict = oracle.verdict(snapshot, flow);
        return switch (answer) {
            case Answer.Traced(Trace trace) -> {
                String said = answer(trace, verdict);
                yield verdict.agreesWith(trace.disposition())
                                && said.equals(trace.disposition().name())
                        ? Optional.empty()
                        : Optional.of(new Disagreement(plan, flow, verdict, said, text(trace)));
            }
            case Answer.Failed(RuntimeException failure) ->
                Optional.of(new Disagreement(plan, flow, verdict, failure.toString(), ""));
        };
    }

    /** {@return the same disagreement about what is left when no line can go any more} */
    Disagreement shrunk(Disagreement large) {
        Disagreement least = large;
        boolean smaller = true;
        while (smaller) {
            smaller = false;
            for (int line = least.plan().lines().size() - 1; line >= 0; line--) {
                Optional<Disagreement> less = without(least, line);
                if (less.isPresent()) {
                    least = less.get();
                    smaller = true;
                }
            }
        }
        return least;
    }

    private Optional<Disagreement> without(Disagreement before, int line) {
        Plan plan = before.plan().without(line);
        Snapshot snapshot = plan.network().snapshot();
        return exists(snapshot, before.flow().from())
                        && exists(snapshot, before.flow().to())
                ? differ(plan, snapshot, before.flow())
                        .filter(now -> now.answer().equals(before.answer())
                                && now.verdict().reachable() == before.verdict().reachable())
                : Optional.empty();
    }

    static boolean exists(Snapshot snapshot, Endpoint end) {
        return switch (end) {
            case Endpoint.Internet internet -> true;
            case Endpoint.Host host -> true;
            case Endpoint.OfServer(String id) -> snapshot.find(Server.TYPE, id).isPresent();
            case Endpoint.OfPort(String id) -> snapshot.find(Port.TYPE, id).isPresent();
            case Endpoint.OfPublicIp(String id) ->
                snapshot.find(PublicIp.TYPE, id).isPresent();
        };
    }
}
