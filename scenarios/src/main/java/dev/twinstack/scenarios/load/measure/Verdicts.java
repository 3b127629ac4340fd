package dev.twinstack.scenarios.load.measure;

import dev.twinstack.scenarios.load.plan.Gate;
import dev.twinstack.scenarios.load.plan.Plan;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/** Holds results against gates. */
public final class Verdicts {
    /** Fewer than this in a third of the run say nothing about growth. */
    private static final long ENOUGH = 10;

    private Verdicts() {}

    /** How a gate fared. */
    public sealed interface Verdict {
        Gate gate();

        /** {@return the figure that decided} */
        String saw();

        record Held(Gate gate, String saw) implements Verdict {}

        record Lost(Gate gate, String saw) implements Verdict {}

        /** There was nothing to hold it against. */
        record Unchecked(Gate gate, String saw) implements Verdict {}
    }

    /** {@return how each gate fared}  {@code baseline} is what an earlier run left, or nothing. */
    public static List<Verdict> of(List<Gate> gates, Results results, List<Results> baseline) {
        return gates.stream().map(gate -> of(gate, results, baseline)).toList();
    }

    private static Verdict of(Gate gate, Results results, List<Results> baseline) {
        return switch (gate) {
            case Gate.Dropped it -> {
                Pulse total = results.total();
                yield atMost(it, share(total.dropped(), total.offered()), it.atMost(), Verdicts::percent);
            }
            case Gate.Failures it ->
                row(
                        it,
                        it.of(),
                        results,
                        row -> atMost(it, share(row.failed(), row.started()), it.atMost(), Verdicts::percent));
            case Gate.Percentile it -> row(it, it.of(), results, row -> percentile(it, row));
            case Gate.Rate it ->
                row(it, it.of(), results, row -> {
                    double rate = results.seconds() > 0 ? row.completed() / results.seconds() : 0;
                    String saw = number(rate) + "/s";
                    return rate >= it.atLeast() ? new Verdict.Held(it, saw) : new Verdict.Lost(it, saw);
                });
            case Gate.Growth it -> row(it, it.of(), results, row -> growth(it, row, results));
            case Gate.Regression it ->
                baseline.isEmpty()
                        ? new Verdict.Unchecked(it, "no baseline was given")
                        : row(it, it.of(), results, row -> regression(it, row, baseline.getFirst()));
        };
    }

    private static Verdict row(
            Gate gate, Gate.Of of, Results results, java.util.function.Function<Row, Verdict> judge) {
        return results.row(of).map(judge).orElseGet(() -> new Verdict.Unchecked(gate, "nothing of it was done"));
    }

    private static Verdict percentile(Gate.Percentile gate, Row row) {
        if (row.corrected().getTotalCount() == 0) {
            return new Verdict.Unchecked(gate, "nothing of it ended");
        }
        double limit = gate.atMost().toNanos() / 1e6;
        return atMost(gate, Latencies.millis(row.corrected(), gate.percentile()), limit, Verdicts::millis);
    }

    private static Verdict growth(Gate.Growth gate, Row row, Results results) {
        int seconds = (int) Math.ceil(results.seconds());
        int third = Math.max(1, seconds / 3);
        Histogram first = row.between(0, third);
        Histogram last = row.between(Math.max(third, seconds - third), seconds);
        if (first.getTotalCount() < ENOUGH || last.getTotalCount() < ENOUGH) {
            return new Verdict.Unchecked(gate, "fewer than " + ENOUGH + " in the first or the last third");
        }
        return ratio(
                gate,
                Latencies.millis(last, gate.percentile()),
                Latencies.millis(first, gate.percentile()),
                gate.atMost());
    }

    private static Verdict regression(Gate.Regression gate, Row row, Results baseline) {
        Optional<Row> then = baseline.row(gate.of());
        if (then.isEmpty()
                || then.get().corrected().getTotalCount() == 0
                || row.corrected().getTotalCount() == 0) {
            return new Verdict.Unchecked(gate, "one of the runs has none of it");
        }
        return ratio(
                gate,
                Latencies.millis(row.corrected(), gate.percentile()),
                Latencies.millis(then.get().corrected(), gate.percentile()),
                gate.atMost());
    }

    private static Verdict ratio(Gate gate, double now, double before, double atMost) {
        double ratio = before > 0 ? now / before : 1;
        String saw = number(ratio) + "× (" + millis(before) + " to " + millis(now) + ")";
        return ratio <= atMost ? new Verdict.Held(gate, saw) : new Verdict.Lost(gate, saw);
    }

    private static Verdict atMost(
            Gate gate, double value, double limit, java.util.function.DoubleFunction<String> shown) {
        String saw = shown.apply(value);
        return value <= limit ? new Verdict.Held(gate, saw) : new Verdict.Lost(gate, saw);
    }

    /**
     * {@return the first gate that is lost already: nothing that is still to come can win it back}
     *
     * @param plan whose gates they are
     * @param soFar what is there by now
     * @param expected how many journeys the plan will offer in all; zero if that is not known beforehand
     */
    public static Optional<Verdict> lostForGood(Plan plan, Results soFar, long expected) {
        return plan.gates().stream()
                .map(gate -> lostForGood(plan, gate, soFar, expected))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<Verdict> lostForGood(Plan plan, Gate gate, Results soFar, long expected) {
        Pulse total = soFar.total();
        return switch (gate) {
            case Gate.Dropped it ->
                expected > 0 && total.dropped() > it.atMost() * expected
                        ? lost(it, total.dropped() + " of " + expected + " dropped already")
                        : Optional.empty();
            case Gate.Failures it ->
                soFar.row(it.of())
                        .filter(row -> row.failed() > it.atMost() * most(row, plan.times(it.of()), expected))
                        .flatMap(row -> lost(it, row.failed() + " failed already"));
            case Gate.Percentile it ->
                soFar.row(it.of()).flatMap(row -> {
                    long above = Latencies.above(row.corrected(), it.atMost().toNanos());
                    double allowed = (100 - it.percentile()) / 100 * most(row, plan.times(it.of()), expected);
                    // HdrHistogram rounds a rank half up, so one more may lie above.
                    return above > allowed + 1 || it.percentile() == 100 && above > 0
                            ? lost(it, above + " took longer already")
                            : Optional.empty();
                });
            case Gate.Rate _, Gate.Growth _, Gate.Regression _ -> Optional.empty();
        };
    }

    /** The most of it that a whole run can have. */
    private static double most(Row row, long times, long expected) {
        return expected == 0 ? Double.MAX_VALUE : Math.max((double) row.started(), (double) times * expected);
    }

    private static Optional<Verdict> lost(Gate gate, String saw) {
        return Optional.of(new Verdict.Lost(gate, saw));
    }

    private static double share(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }

    private static String percent(double share) {
        return number(share * 100) + " %";
    }

    private static String millis(double millis) {
        return number(millis) + " ms";
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.3f" : "%.1f", value);
    }
}
