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
import java.util.function.ToLongFunction;
import org.HdrHistogram.Histogram;

/** One page that needs nothing but itself: no scripts, no fonts, no network. */
public final class HtmlReport {
    private static final double[] NINES = {0, 50, 90, 99, 99.9, 99.99, 99.999};
    private static final int MOST_MARKS = 120;

    private final Results results;
    private final List<Verdicts.Verdict> verdicts;
    private final StringBuilder page = new StringBuilder(64 * 1024);

    private HtmlReport(Results results, List<Verdicts.Verdict> verdicts) {
        this.results = results;
        this.verdicts = verdicts;
    }

    /** {@return the page} */
    public static String of(Results results, List<Verdicts.Verdict> verdicts) {
        return new HtmlReport(results, verdicts).page();
    }

    private String page() {
        Results.About about = results.about();
        page.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
                .append("<meta name=\"viewport\" content=\"width=device-width\"><title>")
                .append(Html.text(about.plan()))
                .append("</title><style>")
                .append(STYLE)
                .append("</style></head><body>\n<h1>")
                .append(Html.text(about.plan()))
                .append("</h1>\n<p class=\"about\">")
                .append(Html.text(about.file() + " · " + about.endpoint() + " · " + about.startedAt() + " · "
                        + about.model() + " model · " + Numbers.seconds(results.seconds())))
                .append("</p>\n");
        verdict();
        counts();
        gates();
        latencyOverTime();
        percentiles();
        rates();
        underWay();
        troubles();
        tables();
        problems();
        return page.append("</body></html>\n").toString();
    }

    private void verdict() {
        boolean lost = verdicts.stream().anyMatch(it -> it instanceof Verdicts.Verdict.Lost);
        boolean left = !results.about().left().isEmpty();
        page.append("<p class=\"verdict ")
                .append(lost || left ? "bad" : "good")
                .append("\">")
                .append(lost ? "A gate was lost." : verdicts.isEmpty() ? "No gates." : "Every gate held.")
                .append(left ? " Left behind: " + results.about().left().size() + "." : " Nothing is left behind.")
                .append(
                        results.about().aborted().isEmpty()
                                ? ""
                                : " Ended early: " + Html.text(results.about().aborted()) + ".")
                .append("</p>\n");
    }

    private void counts() {
        Pulse total = results.total();
        page.append("<dl class=\"counts\">");
        count("offered", total.offered());
        count("started", total.started());
        count("completed", total.completed());
        count("failed", total.failed());
        count("dropped", total.dropped());
        count("most under way", total.inFlight());
        count("requests", total.requests());
        page.append("</dl>\n");
    }

    private void count(String name, long count) {
        page.append("<div><dt>")
                .append(name)
                .append("</dt><dd>")
                .append(Numbers.count(count))
                .append("</dd></div>");
    }

    private void gates() {
        if (verdicts.isEmpty()) {
            return;
        }
        page.append("<h2>Gates</h2><table><tbody>");
        for (Verdicts.Verdict verdict : verdicts) {
            String word = switch (verdict) {
                case Verdicts.Verdict.Held _ -> "<td class=\"good\">held</td>";
                case Verdicts.Verdict.Lost _ -> "<td class=\"bad\">lost</td>";
                case Verdicts.Verdict.Unchecked _ -> "<td>not checked</td>";
            };
            page.append("<tr>")
                    .append(word)
                    .append("<td>")
                    .append(Html.text(verdict.gate().words()))
                    .append("</td><td>")
                    .append(Html.text(verdict.saw()))
                    .append("</td></tr>\n");
        }
        page.append("</tbody></table>\n");
    }

    private void latencyOverTime() {
        Row all = results.all();
        Plot plot = new Plot("Latency over time, all actions, from the intended start", true, Numbers::millis);
        for (double percentile : new double[] {50, 95, 99, 100}) {
            List<Plot.Point> points = new ArrayList<>();
            for (int second = 0; second < all.seconds().size(); second++) {
                Histogram histogram = all.between(second, second + 1);
                if (histogram.getTotalCount() > 0) {
                    double millis = Latencies.millis(histogram, percentile);
                    points.add(new Plot.Point(second + 1, millis, mark(second, Numbers.millis(millis))));
                }
            }
            plot.line(Numbers.percentile(percentile), points, percentile == 100);
        }
        plot.secondTicks(all.seconds().size());
        page.append(plot.svg());
    }

    private void percentiles() {
        Plot plot =
                new Plot("Percentiles: corrected, and dashed as the client itself would see it", true, Numbers::millis);
        List<Row> rows = new ArrayList<>();
        if (results.actions().size() != 1) {
            rows.add(results.all());
        }
        results.actions().stream().limit(6).forEach(rows::add);
        for (Row row : rows) {
            if (row.corrected().getTotalCount() > 0) {
                plot.line(row.name(), percentiles(row.corrected()), false);
                plot.line(row.name() + ", uncorrected", percentiles(row.uncorrected()), true);
            }
        }
        for (double nine : NINES) {
            plot.xTick(nines(nine), nine == 0 ? "0" : nine + " %");
        }
        page.append(plot.svg());
    }

    /** On the x axis a step is a factor of ten fewer that take longer. */
    private static double nines(double percentile) {
        return Math.log10(100 / (100 - percentile));
    }

    private static List<Plot.Point> percentiles(Histogram histogram) {
        List<Plot.Point> points = new ArrayList<>();
        double most = nines(NINES[NINES.length - 1]);
        for (double x = 0; x <= most + 1e-9; x += 0.05) {
            double percentile = 100 - 100 * Math.pow(10, -x);
            double millis = Math.max(1e-3, histogram.getValueAtPercentile(percentile) / 1e6);
            points.add(new Plot.Point(x, millis, ""));
            if (100 - percentile < 100.0 / Math.max(1, histogram.getTotalCount())) {
                break;
            }
        }
        return points;
    }

    private void rates() {
        Plot plot = new Plot("Journeys a second", false, value -> Numbers.count(Math.round(value)));
        plot.line("offered", pulses(Pulse::offered), false);
        plot.line("started", pulses(Pulse::started), true);
        plot.line("completed", pulses(Pulse::completed), false);
        plot.secondTicks(results.pulses().size());
        page.append(plot.svg());
        Plot requests = new Plot("Requests a second", false, value -> Numbers.count(Math.round(value)));
        requests.line("requests", pulses(Pulse::requests), false);
        requests.secondTicks(results.pulses().size());
        page.append(requests.svg());
    }

    private void underWay() {
        Plot plot = new Plot("Journeys under way", false, value -> Numbers.count(Math.round(value)));
        plot.line("under way", pulses(Pulse::inFlight), false);
        plot.secondTicks(results.pulses().size());
        page.append(plot.svg());
    }

    private void troubles() {
        if (results.total().failed() + results.total().dropped() == 0) {
            return;
        }
        Plot plot = new Plot("Failed and dropped a second", false, value -> Numbers.count(Math.round(value)));
        plot.line("failed", pulses(Pulse::failed), false);
        plot.line("dropped", pulses(Pulse::dropped), true);
        plot.secondTicks(results.pulses().size());
        page.append(plot.svg());
    }

    private List<Plot.Point> pulses(ToLongFunction<Pulse> figure) {
        List<Plot.Point> points = new ArrayList<>();
        for (int second = 0; second < results.pulses().size(); second++) {
            long value = figure.applyAsLong(results.pulses().get(second));
            points.add(new Plot.Point(second + 1, value, mark(second, Numbers.count(value))));
        }
        return points;
    }

    private String mark(int second, String value) {
        return results.pulses().size() <= MOST_MARKS ? value + " in second " + (second + 1) : "";
    }

    private void tables() {
        table("Latency from the intended start", false);
        table("Uncorrected: from the first byte sent", true);
        page.append("<p>The generator itself was late by ")
                .append(Numbers.millis(Latencies.millis(results.lateness(), 50)))
                .append(" (p50), ")
                .append(Numbers.millis(Latencies.millis(results.lateness(), 99)))
                .append(" (p99), ")
                .append(Numbers.millis(Latencies.millis(results.lateness(), 100)))
                .append(" (max); the figures from the intended start include it.</p>\n");
    }

    private void table(String title, boolean uncorrected) {
        page.append("<h2>")
                .append(title)
                .append("</h2><div class=\"wide\"><table><thead><tr><th></th>")
                .append("<th>started</th><th>completed</th><th>failed</th>");
        for (double percentile : Latencies.SHOWN) {
            page.append("<th>").append(Numbers.percentile(percentile)).append("</th>");
        }
        page.append("</tr></thead><tbody>\n");
        results.actions().forEach(row -> row(row, "", uncorrected));
        row(results.all(), "all", uncorrected);
        results.journeys().forEach(row -> row(row, "journey", uncorrected));
        page.append("</tbody></table></div>\n");
    }

    private void row(Row row, String kind, boolean uncorrected) {
        Histogram histogram = uncorrected ? row.uncorrected() : row.corrected();
        page.append("<tr class=\"")
                .append(kind)
                .append("\"><th>")
                .append(kind.equals("journey") ? "journey: " : "")
                .append(Html.text(row.name()))
                .append("</th>");
        cell(Numbers.count(row.started()));
        cell(Numbers.count(row.completed()));
        cell(Numbers.count(row.failed()));
        for (double percentile : Latencies.SHOWN) {
            cell(histogram.getTotalCount() == 0 ? "–" : Numbers.millis(Latencies.millis(histogram, percentile)));
        }
        page.append("</tr>\n");
    }

    private void cell(String text) {
        page.append("<td>").append(text).append("</td>");
    }

    private void problems() {
        if (results.actions().stream().allMatch(row -> row.problems().isEmpty())) {
            return;
        }
        page.append("<h2>Errors</h2><table><thead><tr><th>action</th><th>status and code</th><th>count</th>")
                .append("<th>of started</th></tr></thead><tbody>\n");
        for (Row row : results.actions()) {
            for (Map.Entry<String, Long> problem : new TreeMap<>(row.problems()).entrySet()) {
                page.append("<tr><th>")
                        .append(Html.text(row.name()))
                        .append("</th><td>")
                        .append(Html.text(problem.getKey()))
                        .append("</td><td>")
                        .append(Numbers.count(problem.getValue()))
                        .append("</td><td>")
                        .append(Numbers.percent(problem.getValue(), row.started()))
                        .append("</td></tr>\n");
            }
        }
        page.append("</tbody></table>\n");
    }

    private static final String STYLE = """
            :root{--ink:#1c2330;--dim:#67738a;--page:#fff;--grid:#e3e7ee;--good:#187a3c;--bad:#b3261e;
            --c0:#2563eb;--c1:#d97706;--c2:#16a34a;--c3:#dc2626;--c4:#7c3aed;--c5:#0891b2;--c6:#be185d;--c7:#4d7c0f}
            @media(prefers-color-scheme:dark){:root{--ink:#e6e9ef;--dim:#97a2b6;--page:#14181f;--grid:#2a313d;
            --good:#4ade80;--bad:#f87171;--c0:#60a5fa;--c1:#fbbf24;--c2:#4ade80;--c3:#f87171;--c4:#a78bfa;
            --c5:#22d3ee;--c6:#f472b6;--c7:#a3e635}}
            body{font:15px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--page);max-width:960px;
            margin:2rem auto;padding:0 1rem}
            h1{margin-bottom:0}h2{margin-top:2rem;font-size:1.1rem}.about{color:var(--dim);margin-top:.2rem}
            .verdict{font-weight:600}.good{color:var(--good)}.bad{color:var(--bad)}
            .counts{display:flex;flex-wrap:wrap;gap:.5rem 2rem;margin:1rem 0}.counts div{margin:0}
            .counts dt{color:var(--dim);font-size:.85rem}.counts dd{margin:0;font-size:1.3rem;font-weight:600}
            figure{margin:2rem 0}figcaption{font-weight:600;margin-bottom:.3rem}svg{width:100%;height:auto}
            svg text{fill:var(--dim);font-size:11px}.grid{stroke:var(--grid)}
            polyline{fill:none;stroke-width:1.8}.dashed{stroke-dasharray:5 4}circle{opacity:.25}circle:hover{opacity:1}
            .c0{stroke:var(--c0);color:var(--c0)}.c1{stroke:var(--c1);color:var(--c1)}
            .c2{stroke:var(--c2);color:var(--c2)}.c3{stroke:var(--c3);color:var(--c3)}
            .c4{stroke:var(--c4);color:var(--c4)}.c5{stroke:var(--c5);color:var(--c5)}
            .c6{stroke:var(--c6);color:var(--c6)}.c7{stroke:var(--c7);color:var(--c7)}
            circle{fill:currentColor}.legend{display:flex;flex-wrap:wrap;gap:.2rem 1.2rem;list-style:none;padding:0;
            margin:.3rem 0 0;font-size:.85rem}.legend li::before{content:"";display:inline-block;width:1.4rem;
            border-top:2px solid currentColor;margin-right:.4rem;vertical-align:middle}
            .legend li.dashed::before{border-top-style:dashed}
            .wide{overflow-x:auto}table{border-collapse:collapse;font-variant-numeric:tabular-nums}
            th,td{padding:.25rem .7rem .25rem 0;text-align:right;border-bottom:1px solid var(--grid);
            white-space:nowrap}tbody th,td:first-child,th:first-child{text-align:left;font-weight:500}
            td:nth-child(2){text-align:left}.wide td:nth-child(2){text-align:right}tr.all th{font-weight:700}
            tr.journey{color:var(--dim)}
            """;
}
