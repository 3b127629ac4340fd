package dev.twinstack.emulator.reachability;

import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.reachability.Scale.Stretch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Answers a question for all that it may stand for: each pair of ends, each NIC that may carry a virtual IP, and of open
 * traffic one port or message for each stretch that rules tell apart.
 *
 * <p>Which stretches there are comes out on the way: every flow that is traced meets rules, whose boundaries begin
 * stretches that are to be traced next, until there are no new ones. Then all of a stretch was held against the same rules
 * as its first, and fares alike.
 */
final class Survey {
    /** Of flows that are asked about: each is kept until all have been. */
    static final int MOST_FLOWS = 50_000;

    private static final int MOST_CASES = 10;

    private final Tracer tracer;
    private final Snapshot snapshot;
    private final Topology topology;
    private final int most;
    private int asked;
    private boolean cutShort;

    /**
     * @param most of flows that are asked about
     */
    Survey(Tracer tracer, Snapshot snapshot, Topology topology, int most) {
        this.tracer = tracer;
        this.snapshot = snapshot;
        this.topology = topology;
        this.most = most;
    }

    /**
     * One of the flows.
     *
     * @param carriers the NICs that were chosen for virtual IPs
     */
    private record Outcome(String what, Map<String, String> carriers, Trace trace) {
        Verdict verdict() {
            return Verdict.of(trace.disposition());
        }

        /** {@return whether two flows end alike, and by the same decision} */
        boolean isLike(Outcome other) {
            return carriers.equals(other.carriers)
                    && trace.disposition() == other.trace.disposition()
                    && trace.decidedBy()
                            .resource()
                            .equals(other.trace.decidedBy().resource())
                    && rule(trace).equals(rule(other.trace));
        }

        private static Optional<String> rule(Trace trace) {
            return trace.decidedBy().rule().map(Step.Ruling::id);
        }
    }

    /**
     * @throws IllegalArgumentException if there are no flows
     */
    Finding of(List<Flow> flows) {
        Whole whole = whole(flows);
        Outcome shown = whole.shown();
        Diagnosis diagnosis = Diagnosis.of(tracer, snapshot, shown.trace(), shown.carriers());
        List<Outcome> outcomes = whole.outcomes();
        return new Finding(
                whole.verdict(), diagnosis, cases(outcomes, shown), arriving(outcomes), outcomes.size(), cutShort);
    }

    /**
     * {@return the verdict, and the trace that stands for it}
     *
     * @throws IllegalArgumentException if there are no flows
     */
    Fate fate(List<Flow> flows) {
        Whole whole = whole(flows);
        return new Fate(whole.verdict(), whole.shown().trace());
    }

    /**
     * What becomes of all that the question may stand for.
     *
     * @param shown one that fares as the verdict says
     */
    private record Whole(List<Outcome> outcomes, Verdict verdict, Outcome shown) {}

    private Whole whole(List<Flow> flows) {
        List<Outcome> outcomes = new ArrayList<>();
        List<Outcome> asIs = new ArrayList<>();
        for (Flow flow : flows) {
            if (cutShort) {
                break;
            }
            String pair = flows.size() == 1 ? "" : label(flow);
            if (!Scale.of(flow.traffic()).isEmpty()) {
                asIs.add(asked(flow, pair));
            }
            outcomes.addAll(all(flow, pair));
        }
        Verdict verdict = verdict(outcomes);
        Outcome shown = Stream.concat(asIs.stream(), outcomes.stream())
                .filter(outcome -> stands(outcome, verdict))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no flows"));
        return new Whole(outcomes, verdict, shown);
    }

    private Outcome asked(Flow flow, String pair) {
        return new Outcome(pair, Map.of(), tracer.trace(topology, flow, Carriers.first()));
    }

    private String label(Flow flow) {
        return Nodes.of(topology, flow.from()).label() + " to "
                + Nodes.of(topology, flow.to()).label();
    }

    private static int arriving(List<Outcome> outcomes) {
        return (int)
                outcomes.stream().filter(outcome -> outcome.trace().reachable()).count();
    }

    /** Flows that were not asked about may fare otherwise than those that were, if those fare alike. */
    private Verdict verdict(List<Outcome> outcomes) {
        int arriving = arriving(outcomes);
        if (arriving > 0 && arriving < outcomes.size()) {
            return Verdict.AMBIGUOUS;
        }
        if (cutShort) {
            return Verdict.UNDETERMINED;
        }
        if (arriving > 0) {
            return Verdict.REACHABLE;
        }
        return outcomes.stream().anyMatch(outcome -> outcome.verdict() == Verdict.UNDETERMINED)
                ? Verdict.UNDETERMINED
                : Verdict.UNREACHABLE;
    }

    private boolean stands(Outcome outcome, Verdict verdict) {
        return cutShort && verdict == Verdict.UNDETERMINED || fares(outcome, verdict);
    }

    private static boolean fares(Outcome outcome, Verdict verdict) {
        return verdict == Verdict.AMBIGUOUS ? !outcome.trace().reachable() : outcome.verdict() == verdict;
    }

    private static List<Finding.Case> cases(List<Outcome> outcomes, Outcome shown) {
        return outcomes.stream()
                .filter(outcome ->
                        outcome.trace().disposition() != shown.trace().disposition())
                .sorted(Comparator.comparing(outcome -> !outcome.trace().reachable()))
                .limit(MOST_CASES)
                .map(outcome -> new Finding.Case(outcome.what(), outcome.trace()))
                .toList();
    }

    private List<Outcome> all(Flow flow, String pair) {
        List<Scale> scales = Scale.of(flow.traffic());
        List<Outcome> all = new ArrayList<>();
        for (Scale scale : scales) {
            all.addAll(along(flow, scale, pair));
        }
        if (scales.isEmpty()) {
            all.addAll(carried(flow, pair));
        } else if (flow.traffic() instanceof Traffic.AnyProtocol) {
            all.addAll(carried(flow, joined(pair, "other protocols")));
        }
        return all;
    }

    private static String joined(String... parts) {
        return Stream.of(parts).filter(part -> !part.isEmpty()).collect(Collectors.joining(", "));
    }

    /** {@return what becomes of each stretch of a scale, if it was asked about; neighbours that fare alike are one} */
    private List<Outcome> along(Flow flow, Scale scale, String pair) {
        Boundaries boundaries = new Boundaries(topology, flow.family(), scale);
        TreeMap<Integer, List<Outcome>> byStart = new TreeMap<>();
        Deque<Integer> open = new ArrayDeque<>(List.of(scale.first()));
        while (!open.isEmpty()) {
            int start = open.pop();
            if (!byStart.containsKey(start)) {
                List<Outcome> outcomes = carried(flow.with(scale.at(start)), "");
                byStart.put(start, outcomes);
                outcomes.forEach(outcome -> open.addAll(boundaries.met(outcome.trace())));
            }
        }
        return merged(byStart, scale, pair);
    }

    private static List<Outcome> merged(TreeMap<Integer, List<Outcome>> byStart, Scale scale, String pair) {
        List<Outcome> merged = new ArrayList<>();
        while (!byStart.isEmpty()) {
            int start = byStart.firstKey();
            List<Outcome> outcomes = byStart.pollFirstEntry().getValue();
            while (!byStart.isEmpty() && areAlike(outcomes, byStart.firstEntry().getValue())) {
                byStart.pollFirstEntry();
            }
            int last = byStart.isEmpty() ? scale.last() : byStart.firstKey() - 1;
            String label = scale.label(new Stretch(start, last));
            outcomes.forEach(outcome ->
                    merged.add(new Outcome(joined(pair, label, outcome.what()), outcome.carriers(), outcome.trace())));
        }
        return merged;
    }

    private static boolean areAlike(List<Outcome> some, List<Outcome> others) {
        if (some.size() != others.size()) {
            return false;
        }
        for (int i = 0; i < some.size(); i++) {
            if (!some.get(i).isLike(others.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** {@return what becomes of one flow, by each choice of NICs for the virtual IPs that it meets} */
    private List<Outcome> carried(Flow flow, String what) {
        List<Outcome> all = new ArrayList<>();
        carried(flow, what, Map.of(), all);
        return all;
    }

    private void carried(Flow flow, String what, Map<String, String> chosen, List<Outcome> into) {
        if (asked == most) {
            cutShort = true;
            return;
        }
        asked++;
        Carriers carriers = new Carriers(chosen);
        Trace trace = tracer.trace(topology, flow, carriers);
        Optional<Map.Entry<String, List<String>>> choice =
                carriers.open().entrySet().stream().min(Map.Entry.comparingByKey());
        if (choice.isEmpty()) {
            into.add(new Outcome(what, chosen, trace));
            return;
        }
        String vip = choice.get().getKey();
        for (String nic : choice.get().getValue()) {
            Map<String, String> more = new HashMap<>(chosen);
            more.put(vip, nic);
            carried(flow, joined(what, label(vip, nic)), more, into);
        }
    }

    private String label(String vip, String nic) {
        return "virtual IP " + Nodes.of(topology.get(Port.TYPE, vip)).label() + " carried by "
                + Nodes.of(topology.get(Port.TYPE, nic)).label();
    }
}
