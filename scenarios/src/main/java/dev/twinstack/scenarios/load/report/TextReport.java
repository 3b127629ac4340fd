package dev.twinstack.scenarios.load.report;

import dev.twinstack.scenarios.load.measure.Latencies;
import dev.twinstack.scenarios.load.measure.Pulse;
import dev.twinstack.scenarios.load.measure.Results;
import dev.twinstack.scenarios.load.measure.Row;
import dev.twinstack.scenarios.load.measure.Verdicts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is printed at the end. */
public final class TextReport {
    private static final double[] COLUMNS = {50, 95, 99, 99.9, 99.99, 100};
    /** From here on the generator's own lateness is part of what it measures. */
    private static final double LATE_MILLIS = 10;

    private final boolean colour;

    public TextReport(boolean colour) {
        this.colour = colour;
    }

    /** {@return the lines} */
    public List<String> of(Results results, List<Verdicts.Verdict> verdicts) {
        List<String> lines = new ArrayList<>();
        counts(results, lines);
        lines.add("");
        table("latency from the intended start", results, false, lines);
        lines.add("");
        table("uncorrected: from the first byte sent", results, true, lines);
        problems(results, lines);
        late(results, lines);
        gates(verdicts, lines);
        if (!results.about().aborted().isEmpty()) {
            lines.add(paint("31", "ended early: " + results.about().aborted()));
        }
        lines.add(
                results.about().left().isEmpty()
                        ? "left in the project: 0"
                        : paint(
                                        "31",
                                        "left in the project: "
                                                + results.about().left().size()) + "  "
                                + String.join(
                                        ", ",
                                        results.about().left().stream().limit(5).toList()));
        return lines;
    }

    private static void counts(Results results, List<String> lines) {
        Pulse total = results.total();
        lines.add("journeys  offered " + Numbers.count(total.offered()) + ", started " + Numbers.count(total.started())
                + ", completed " + Numbers.count(total.completed()) + ", failed " + Numbers.count(total.failed())
                + ", dropped " + Numbers.count(total.dropped()) + "; most at once " + Numbers.count(total.inFlight()));
        double seconds = Math.max(results.seconds(), 1e-3);
        lines.add("rates     " + Numbers.rate(total.offered() / seconds) + " offered, "
                + Numbers.rate(total.completed() / seconds) + " completed, "
                + Numbers.rate(total.requests() / seconds) + " requests, over " + Numbers.seconds(seconds));
    }

    private void table(String title, Results results, boolean uncorrected, List<String> lines) {
        StringBuilder head =
                new StringBuilder(pad(title, 40)).append(right("started")).append(right("failed"));
        for (double column : COLUMNS) {
            head.append(right(Numbers.percentile(column)));
        }
        lines.add(paint("1", head.toString()));
        results.actions().forEach(row -> lines.add(line(row, uncorrected)));
        if (results.actions().size() > 1) {
            lines.add(line(results.all(), uncorrected));
        }
        results.journeys().forEach(row -> lines.add(paint("2", line(row, uncorrected))));
    }

    private static String line(Row row, boolean uncorrected) {
        StringBuilder line = new StringBuilder(pad("  " + (row.journey() ? "journey: " : "") + row.name(), 40));
        line.append(right(Numbers.count(row.started()))).append(right(Numbers.count(row.failed())));
        for (double column : COLUMNS) {
            var histogram = uncorrected ? row.uncorrected() : row.corrected();
            line.append(
                    right(histogram.getTotalCount() == 0 ? "-" : Numbers.millis(Latencies.millis(histogram, column))));
        }
        return line.toString();
    }

    private void problems(Results results, List<String> lines) {
        boolean any = false;
        for (Row row : results.actions()) {
            for (Map.Entry<String, Long> problem : new TreeMap<>(row.problems()).entrySet()) {
                if (!any) {
                    lines.add("");
                }
                any = true;
                lines.add(paint("31", right(Numbers.count(problem.getValue()))) + "  " + row.name() + ": "
                        + problem.getKey());
            }
        }
    }

    /** A generator that is late itself measures itself. */
    private void late(Results results, List<String> lines) {
        double p99 = Latencies.millis(results.lateness(), 99);
        lines.add("");
        String text = "the generator itself was late by " + Numbers.millis(Latencies.millis(results.lateness(), 50))
                + " (p50), " + Numbers.millis(p99) + " (p99)";
        lines.add(
                p99 > LATE_MILLIS
                        ? paint("33", text + ": too little processor for this rate; the figures include it")
                        : text);
    }

    private void gates(List<Verdicts.Verdict> verdicts, List<String> lines) {
        if (!verdicts.isEmpty()) {
            lines.add("");
        }
        for (Verdicts.Verdict verdict : verdicts) {
            String mark = switch (verdict) {
                case Verdicts.Verdict.Held _ -> paint("32", "held ");
                case Verdicts.Verdict.Lost _ -> paint("31", "LOST ");
                case Verdicts.Verdict.Unchecked _ -> paint("33", "not checked ");
            };
            lines.add("  " + mark + verdict.gate().words() + ": " + verdict.saw());
        }
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(1, width - text.length()));
    }

    private static String right(String text) {
        return " ".repeat(Math.max(1, 10 - text.length())) + text;
    }

    private String paint(String code, String text) {
        return colour && !text.isBlank() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
