package dev.twinstack.scenarios.load.measure;

import dev.twinstack.scenarios.load.plan.Gate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/**
 * What came of a run, or of several injectors' runs together.
 *
 * @param about what was run
 * @param seconds how long arrivals came
 * @param total of all pulses; its {@code inFlight} is the most there was
 * @param pulses one for each second
 * @param rows actions first, then journeys
 * @param lateness of the generator itself: from an arrival's intended start to its thread running
 */
public record Results(
        About about, double seconds, Pulse total, List<Pulse> pulses, List<Row> rows, Histogram lateness) {
    /** What rows of all actions together are called. */
    public static final String ALL = "all";

    public Results {
        pulses = List.copyOf(pulses);
        rows = List.copyOf(rows);
    }

    /**
     * What was run.
     *
     * @param startedAt ISO 8601
     * @param model open or closed
     * @param aborted why it ended early; empty if it did not
     * @param left what could not be deleted afterwards
     */
    public record About(
            String plan,
            String file,
            String endpoint,
            String startedAt,
            String model,
            String aborted,
            List<String> left) {
        public About {
            left = List.copyOf(left);
        }
    }

    public Results with(About other) {
        return new Results(other, seconds, total, pulses, rows, lateness);
    }

    public List<Row> actions() {
        return rows.stream().filter(row -> !row.journey()).toList();
    }

    public List<Row> journeys() {
        return rows.stream().filter(Row::journey).toList();
    }

    /** {@return all actions together} */
    public Row all() {
        return actions().stream().reduce(Row::plus).orElse(Row.none(ALL)).named(ALL);
    }

    /** {@return the row a gate looks at, if there is one} */
    public Optional<Row> row(Gate.Of of) {
        return switch (of) {
            case Gate.Of.All _ -> Optional.of(all());
            case Gate.Of.Named it ->
                rows.stream().filter(row -> row.name().equals(it.name())).findFirst();
        };
    }

    /** {@return both runs together, of injectors that shared one plan} */
    public Results plus(Results other) {
        Map<String, Row> all = new LinkedHashMap<>();
        rows.forEach(row -> all.put(row.journey() + row.name(), row));
        other.rows.forEach(row -> all.merge(row.journey() + row.name(), row, Row::plus));
        List<Pulse> both = new ArrayList<>();
        for (int i = 0; i < Math.max(pulses.size(), other.pulses.size()); i++) {
            both.add(at(i).plus(other.at(i)));
        }
        List<String> left = new ArrayList<>(about.left());
        left.addAll(other.about.left());
        String aborted = about.aborted().isEmpty() ? other.about.aborted() : about.aborted();
        return new Results(
                new About(
                        about.plan(), about.file(), about.endpoint(), about.startedAt(), about.model(), aborted, left),
                Math.max(seconds, other.seconds),
                total.plus(other.total),
                both,
                List.copyOf(all.values()),
                Latencies.sum(lateness, other.lateness));
    }

    private Pulse at(int second) {
        return second < pulses.size() ? pulses.get(second) : Pulse.NONE;
    }
}
