package dev.twinstack.scenarios.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twinstack.scenarios.assertion.Judge;
import dev.twinstack.scenarios.assertion.Verdict;
import dev.twinstack.scenarios.cloud.Exchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The results as one page that needs nothing else: of each script the network as a drawing, the timeline of its steps, and
 * for each network expectation the path, or what blocks it.
 */
final class HtmlReport {
    private static final int LONGEST_BODY = 4000;

    private final StringBuilder page = new StringBuilder();
    private int scripts;

    private HtmlReport() {}

    static String of(List<ScriptResult> results) {
        HtmlReport report = new HtmlReport();
        report.head(results);
        results.forEach(report::script);
        return report.page.append("</main></body></html>\n").toString();
    }

    private void head(List<ScriptResult> results) {
        long held = results.stream().filter(ScriptResult::held).count();
        long steps = results.stream().mapToLong(it -> it.steps().size()).sum();
        page.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"/>")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>")
                .append("<title>Twinstack scenarios</title><style>")
                .append(style())
                .append("</style></head><body><main>\n<h1>Scenarios</h1><p class=\"sum\">")
                .append(mark(held == results.size() ? "held" : "failed"))
                .append(held + " of " + results.size() + " scripts held, " + steps + " steps</p>\n");
        if (results.size() > 1) {
            page.append("<ol class=\"index\">");
            for (int i = 0; i < results.size(); i++) {
                page.append("<li><a href=\"#script-" + i + "\">")
                        .append(Markup.escaped(results.get(i).script().title()))
                        .append("</a>")
                        .append(results.get(i).held() ? "" : mark("failed"))
                        .append("</li>");
            }
            page.append("</ol>\n");
        }
    }

    private static String style() {
        try (InputStream in = HtmlReport.class.getResourceAsStream("report.css")) {
            if (in == null) {
                throw new IllegalStateException("report.css is missing from the build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void script(ScriptResult result) {
        page.append("<section id=\"script-" + scripts++ + "\"><h2>")
                .append(mark(result.held() ? "held" : "failed"))
                .append(Markup.escaped(result.script().title()))
                .append("</h2>\n<p class=\"about\">")
                .append(Markup.escaped(result.script().about()))
                .append("</p><p class=\"small\">")
                .append(Markup.escaped(result.script().file() + "  " + result.project() + "  "
                        + String.join(" ", result.script().tags())))
                .append("</p>\n<div class=\"wide\">")
                .append(TopologyDrawing.of(result.topology()))
                .append("</div>\n<ol class=\"steps\">");
        long whole = result.steps().stream()
                .mapToLong(step -> step.startedAt() + step.millis())
                .max()
                .orElse(0);
        result.steps().forEach(step -> step(step, Math.max(1, whole)));
        page.append("</ol></section>\n");
    }

    private void step(StepResult step, long whole) {
        String kind = kind(step.verdict());
        page.append("<li class=\"" + kind + "\"><details" + (kind.equals("failed") ? " open=\"open\"" : "")
                        + "><summary>")
                .append(mark(kind))
                .append("<span class=\"line\">" + step.step().where().line() + "</span><span class=\"words\">")
                .append(Markup.escaped(step.words()))
                .append("</span><span class=\"bar\" title=\"" + step.millis() + " ms, after " + step.startedAt()
                        + " ms\">")
                .append(String.format(
                        Locale.ROOT,
                        "<span style=\"margin-left:%.2f%%;width:%.2f%%\"></span>",
                        100.0 * step.startedAt() / whole,
                        Math.max(0.4, 100.0 * step.millis() / whole)))
                .append("</span><span class=\"ms\">" + step.millis() + " ms</span></summary>");
        complaints(step.verdict());
        path(step.seen());
        step.seen().path("through").forEach(this::path);
        step.exchanges().forEach(this::exchange);
        page.append("</details>");
        if (step.seen().path("hops").isArray()) {
            inOneLine(step.seen());
        }
        page.append("</li>\n");
    }

    private static String kind(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Held _ -> "held";
            case Verdict.Skipped _ -> "skipped";
            case Verdict.Failed _, Verdict.CouldNotRun _ -> "failed";
        };
    }

    private static String mark(String kind) {
        String sign = switch (kind) {
            case "held" -> "✓";
            case "skipped" -> "–";
            default -> "✗";
        };
        return "<span class=\"mark " + kind + "\">" + sign + "</span>";
    }

    private void complaints(Verdict verdict) {
        List<String> all = switch (verdict) {
            case Verdict.Held _ -> List.of();
            case Verdict.Skipped it -> List.of(it.why());
            case Verdict.CouldNotRun it -> List.of(it.why());
            case Verdict.Failed it -> it.complaints();
        };
        all.forEach(it -> page.append("<p class=\"complaint\">")
                .append(Markup.escaped(it))
                .append("</p>"));
    }

    /** The hops as boxes in a row, and what decided; always to be seen. */
    private void inOneLine(JsonNode trace) {
        page.append("<div class=\"path\">");
        String arrow = "";
        for (JsonNode hop : trace.path("hops")) {
            boolean stopped = hop.path("steps")
                    .valueStream()
                    .anyMatch(step -> !step.path("allowed").asBoolean(true));
            page.append(arrow)
                    .append("<span class=\"hop" + (stopped ? " stopped" : "") + "\">")
                    .append(Markup.escaped(name(hop.path("node"))))
                    .append("</span>");
            arrow = "<span class=\"arrow\">→</span>";
        }
        boolean reachable = Sweeps.arrives(trace);
        page.append("<span class=\"code " + (reachable ? "through" : "blocked") + "\">")
                .append(Markup.escaped(String.join(" ", Judge.codes(trace))))
                .append("</span></div><p class=\"decision\">")
                .append(Markup.escaped(trace.path("decided_by").path("text").asText()))
                .append("</p>");
        if (!reachable) {
            sentences("and", trace.path("blockers").valueStream().skip(1));
            sentences("to let it through", trace.path("remedies").valueStream());
        }
    }

    /** What else stops it, and what would help, as far as the trace says so. */
    private void sentences(String before, Stream<JsonNode> told) {
        told.forEach(each -> page.append("<p class=\"decision\">")
                .append(Markup.escaped(before + ": " + each.path("text").asText()))
                .append("</p>"));
    }

    /** The same, step by step. */
    private void path(JsonNode trace) {
        if (!trace.path("hops").isArray()) {
            return;
        }
        page.append("<ol class=\"hops\">");
        for (JsonNode hop : trace.path("hops")) {
            page.append("<li>").append(Markup.escaped(name(hop.path("node")))).append("<ul>");
            for (JsonNode step : hop.path("steps")) {
                boolean allowed = step.path("allowed").asBoolean(true);
                page.append("<li" + (allowed ? "" : " class=\"stopped\"") + ">")
                        .append(Markup.escaped(step.path("text").asText()));
                step.path("cites")
                        .forEach(cite -> page.append(" <span class=\"cite\">")
                                .append(Markup.escaped(cite.asText()))
                                .append("</span>"));
                page.append("</li>");
            }
            page.append("</ul></li>");
        }
        page.append("</ol>");
    }

    private static String name(JsonNode node) {
        String name = node.path("name").asText();
        return (node.path("type").asText() + " "
                        + (name.isEmpty() ? node.path("id").asText() : name))
                .strip();
    }

    private void exchange(Exchange exchange) {
        page.append("<pre>")
                .append(Markup.escaped(Markup.cut(exchange.text(), LONGEST_BODY)))
                .append("</pre>");
    }
}
