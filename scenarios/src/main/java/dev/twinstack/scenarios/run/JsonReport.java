package dev.twinstack.scenarios.run;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twinstack.scenarios.assertion.Verdict;
import dev.twinstack.scenarios.cloud.Exchange;
import dev.twinstack.scenarios.cloud.Json;
import java.util.List;

/** The results as one JSON document, for programs. */
final class JsonReport {
    private JsonReport() {}

    static String of(List<ScriptResult> results) {
        ObjectNode root = Json.object();
        root.put("held", results.stream().allMatch(ScriptResult::held));
        ArrayNode scripts = root.putArray("scripts");
        for (ScriptResult result : results) {
            ObjectNode script = scripts.addObject();
            script.put("file", result.script().file())
                    .put("name", result.script().title())
                    .put("project", result.project())
                    .put("held", result.held());
            ArrayNode cites = script.putArray("cites");
            result.script().allCites().forEach(cites::add);
            ArrayNode steps = script.putArray("steps");
            result.steps().forEach(step -> steps.add(step(step)));
        }
        return Json.pretty(root);
    }

    private static ObjectNode step(StepResult result) {
        ObjectNode step = Json.object()
                .put("line", result.step().where().line())
                .put("words", result.words())
                .put("millis", result.millis());
        switch (result.verdict()) {
            case Verdict.Held _ -> step.put("verdict", "held");
            case Verdict.Skipped it -> step.put("verdict", "skipped").put("why", it.why());
            case Verdict.CouldNotRun it -> step.put("verdict", "could not run").put("why", it.why());
            case Verdict.Failed it -> {
                step.put("verdict", "failed");
                ArrayNode complaints = step.putArray("complaints");
                it.complaints().forEach(complaints::add);
                ArrayNode exchanges = step.putArray("exchanges");
                it.exchanges().forEach(exchange -> exchanges.add(exchange(exchange)));
                step.put("trace", it.trace());
            }
        }
        return step;
    }

    private static ObjectNode exchange(Exchange exchange) {
        ObjectNode node = Json.object().put("method", exchange.method()).put("url", exchange.url());
        if (!exchange.sent().isMissingNode()) {
            node.set("request", exchange.sent());
        }
        node.put("status", exchange.status());
        if (exchange.answer().isMissingNode()) {
            node.put("answer", exchange.received());
        } else {
            node.set("answer", exchange.answer());
        }
        return node;
    }
}
