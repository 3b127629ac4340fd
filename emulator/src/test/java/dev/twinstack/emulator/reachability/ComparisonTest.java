package dev.twinstack.emulator.reachability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.reachability.Comparison.Disagreement;
import dev.twinstack.emulator.reachability.oracle.Fault;
import dev.twinstack.emulator.reachability.oracle.Oracle;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Holds the engine against the oracle, over random flows through random topologies. {@code -Dtwinstack.oracle.cases}
 * says how many, {@code -Dtwinstack.oracle.seed} from which seed on; each topology has a seed of its own, one more than the
 * one before. What they disagree about is printed as small as it gets.
 */
class ComparisonTest {
    private static final int CASES = Integer.getInteger("twinstack.oracle.cases", 120_000);
    private static final long SEED = Long.getLong("twinstack.oracle.seed", 1);
    private static final int FLOWS_OF_A_TOPOLOGY = 50;
    private static final int SHOWN = 5;

    private static Comparison comparison(Set<Fault> faults) {
        return new Comparison(new Tracer(Network.CATALOGUE), new Oracle(Network.CATALOGUE, faults));
    }

    private static List<Flow> flows(long seed, Snapshot snapshot) {
        RandomFlows flows = new RandomFlows(snapshot, new SplittableRandom(seed));
        List<Flow> all = new ArrayList<>();
        for (int i = 0; i < FLOWS_OF_A_TOPOLOGY; i++) {
            all.add(flows.next());
        }
        return all;
    }

    @Test
    void engineAndOracleAgree() {
        Comparison comparison = comparison(Set.of());
        Tally tally = new Tally();
        List<Disagreement> disagreements = new ArrayList<>();
        for (long seed = SEED; tally.cases() < CASES; seed++) {
            Plan plan = RandomPlan.of(seed);
            Snapshot snapshot = plan.network().snapshot();
            for (Flow flow : flows(seed, snapshot)) {
                Comparison.Answer answer = comparison.ask(snapshot, flow);
                comparison.differ(plan, snapshot, flow, answer).ifPresent(disagreements::add);
                tally.add(flow.family(), answer);
            }
        }
        System.out.printf("%nEngine and oracle, from seed %d: %d disagreements%n%s", SEED, disagreements.size(), tally);
        List<Disagreement> shown =
                disagreements.stream().limit(SHOWN).map(comparison::shrunk).toList();
        assertThat(shown)
                .as("the first of %d disagreements", disagreements.size())
                .isEmpty();
        assertThat(tally.seen()).as("every way to end").containsExactlyInAnyOrder(Disposition.values());
        for (Family family : Family.values()) {
            assertThat(tally.reachable(family))
                    .as("%s that gets through, in percent", family)
                    .isBetween(25, 60);
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void aFaultIsNoticed(Fault fault) {
        Comparison comparison = comparison(Set.of(fault));
        int disagreements = 0;
        int cases = 0;
        for (long seed = SEED; disagreements == 0 && cases < CASES; seed++) {
            Plan plan = RandomPlan.of(seed);
            Snapshot snapshot = plan.network().snapshot();
            for (Flow flow : flows(seed, snapshot)) {
                cases++;
                disagreements += comparison.differ(plan, snapshot, flow).isPresent() ? 1 : 0;
            }
        }
        System.out.printf("%s is noticed within %d cases%n", fault, cases);
        assertThat(disagreements).isPositive();
    }

    /** How flows of each family end. */
    private static final class Tally {
        private final Map<Family, Map<Disposition, Integer>> ends = new EnumMap<>(Family.class);
        private int cases;

        void add(Family family, Comparison.Answer answer) {
            cases++;
            answer.disposition()
                    .ifPresent(end -> ends.computeIfAbsent(family, key -> new EnumMap<>(Disposition.class))
                            .merge(end, 1, Integer::sum));
        }

        int cases() {
            return cases;
        }

        List<Disposition> seen() {
            return ends.values().stream()
                    .flatMap(counts -> counts.keySet().stream())
                    .distinct()
                    .toList();
        }

        int all(Family family) {
            return counts(family).values().stream().mapToInt(Integer::intValue).sum();
        }

        /** {@return how many percent get through} */
        int reachable(Family family) {
            int through = counts(family).entrySet().stream()
                    .filter(entry -> entry.getKey().isSuccess())
                    .mapToInt(Map.Entry::getValue)
                    .sum();
            return through * 100 / Math.max(1, all(family));
        }

        private Map<Disposition, Integer> counts(Family family) {
            return ends.getOrDefault(family, Map.of());
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder("%-38s %8s %8s%n".formatted("", "IPv4", "IPv6"));
            row(text, "cases", all(Family.IPV4), all(Family.IPV6));
            row(text, "reachable, in percent", reachable(Family.IPV4), reachable(Family.IPV6));
            for (Disposition end : Disposition.values()) {
                row(
                        text,
                        end.name(),
                        counts(Family.IPV4).getOrDefault(end, 0),
                        counts(Family.IPV6).getOrDefault(end, 0));
            }
            return text.toString();
        }

        private static void row(StringBuilder text, String name, int ipv4, int ipv6) {
            text.append("%-38s %8d %8d%n".formatted(name, ipv4, ipv6));
        }
    }
}
