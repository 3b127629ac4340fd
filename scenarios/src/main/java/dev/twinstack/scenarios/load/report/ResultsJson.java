package dev.twinstack.scenarios.load.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twinstack.scenarios.cloud.Json;
import dev.twinstack.scenarios.load.measure.Latencies;
import dev.twinstack.scenarios.load.measure.Pulse;
import dev.twinstack.scenarios.load.measure.Results;
import dev.twinstack.scenarios.load.measure.Row;
import dev.twinstack.scenarios.load.measure.Verdicts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * Results as one JSON document. Besides the figures it holds the whole histograms, in HdrHistogram's own compressed
 * form, so that results of several injectors can be added up and later runs be compared.
 */
public final class ResultsJson {
    private static final int FORMAT = 1;

    private ResultsJson() {}

    public static ObjectNode of(Results results, List<Verdicts.Verdict> verdicts) {
        Results.About about = results.about();
        ObjectNode root = Json.object().put("format", FORMAT);
        root.put("passed", verdicts.stream().noneMatch(it -> it instanceof Verdicts.Verdict.Lost));
        root.put("plan", about.plan())
                .put("file", about.file())
                .put("endpoint", about.endpoint())
                .put("started_at", about.startedAt())
                .put("model", about.model())
                .put("aborted", about.aborted())
                .put("seconds", results.seconds());
        ArrayNode left = root.putArray("left");
        about.left().forEach(left::add);
        root.set("total", pulse(results.total()));
        ArrayNode gates = root.putArray("gates");
        verdicts.forEach(verdict -> gates.addObject()
                .put("gate", verdict.gate().words())
                .put("verdict", word(verdict))
                .put("saw", verdict.saw()));
        ArrayNode rows = root.putArray("rows");
        rows.add(row(results.all(), false));
        results.rows().forEach(row -> rows.add(row(row, true)));
        ArrayNode pulses = root.putArray("pulses");
        results.pulses().forEach(it -> pulses.add(pulse(it)));
        root.set("lateness", latency(results.lateness(), true));
        return root;
    }

    private static String word(Verdicts.Verdict verdict) {
        return switch (verdict) {
            case Verdicts.Verdict.Held _ -> "held";
            case Verdicts.Verdict.Lost _ -> "lost";
            case Verdicts.Verdict.Unchecked _ -> "unchecked";
        };
    }

    private static ObjectNode pulse(Pulse it) {
        return Json.object()
                .put("offered", it.offered())
                .put("started", it.started())
                .put("completed", it.completed())
                .put("failed", it.failed())
                .put("dropped", it.dropped())
                .put("in_flight", it.inFlight())
                .put("requests", it.requests());
    }

    private static ObjectNode row(Row row, boolean whole) {
        ObjectNode node = Json.object()
                .put("name", row.name())
                .put("kind", row.journey() ? "journey" : whole ? "action" : "all")
                .put("started", row.started())
                .put("completed", row.completed())
                .put("failed", row.failed());
        node.set("corrected", latency(row.corrected(), whole));
        node.set("uncorrected", latency(row.uncorrected(), whole));
        ObjectNode problems = node.putObject("problems");
        new TreeMap<>(row.problems()).forEach(problems::put);
        if (whole) {
            ArrayNode seconds = node.putArray("seconds");
            row.seconds()
                    .forEach(it -> seconds.addObject()
                            .put("started", it.started())
                            .put("completed", it.completed())
                            .put("failed", it.failed())
                            .put("histogram", it.latency()));
        }
        return node;
    }

    private static ObjectNode latency(Histogram histogram, boolean whole) {
        ObjectNode node = Json.object().put("count", histogram.getTotalCount());
        for (double percentile : Latencies.SHOWN) {
            node.put(Numbers.percentile(percentile) + "_ms", Latencies.millis(histogram, percentile));
        }
        if (whole) {
            node.put("histogram", Latencies.encoded(histogram));
        }
        return node;
    }

    /**
     * {@return the results of such a document}
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Results read(String text) {
        JsonNode root = Json.read(text);
        if (root.path("format").asInt() != FORMAT || !root.path("rows").isArray()) {
            throw new IllegalArgumentException("not the results.json of a load (format " + FORMAT + ")");
        }
        List<Row> rows = new ArrayList<>();
        for (JsonNode row : root.path("rows")) {
            if (!row.path("kind").asText().equals("all")) {
                rows.add(row(row));
            }
        }
        List<Pulse> pulses = new ArrayList<>();
        root.path("pulses").forEach(it -> pulses.add(pulse(it)));
        List<String> left = new ArrayList<>();
        root.path("left").forEach(it -> left.add(it.asText()));
        Results.About about = new Results.About(
                root.path("plan").asText(),
                root.path("file").asText(),
                root.path("endpoint").asText(),
                root.path("started_at").asText(),
                root.path("model").asText(),
                root.path("aborted").asText(),
                left);
        return new Results(
                about,
                root.path("seconds").asDouble(),
                pulse(root.path("total")),
                pulses,
                rows,
                histogram(root.path("lateness")));
    }

    private static Pulse pulse(JsonNode it) {
        return new Pulse(
                it.path("offered").asLong(),
                it.path("started").asLong(),
                it.path("completed").asLong(),
                it.path("failed").asLong(),
                it.path("dropped").asLong(),
                it.path("in_flight").asLong(),
                it.path("requests").asLong());
    }

    private static Row row(JsonNode row) {
        Map<String, Long> problems = new TreeMap<>();
        row.path("problems")
                .properties()
                .forEach(it -> problems.put(it.getKey(), it.getValue().asLong()));
        List<Row.Slice> seconds = new ArrayList<>();
        row.path("seconds")
                .forEach(it -> seconds.add(new Row.Slice(
                        it.path("started").asLong(),
                        it.path("completed").asLong(),
                        it.path("failed").asLong(),
                        it.path("histogram").asText())));
        return new Row(
                row.path("name").asText(),
                row.path("kind").asText().equals("journey"),
                row.path("started").asLong(),
                row.path("completed").asLong(),
                row.path("failed").asLong(),
                histogram(row.path("corrected")),
                histogram(row.path("uncorrected")),
                problems,
                seconds);
    }

    private static Histogram histogram(JsonNode latency) {
        return Latencies.decoded(latency.path("histogram").asText());
    }
}
