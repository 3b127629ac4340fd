package dev.twinstack.scenarios.assertion;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** A trace told hop by hop. */
public final class TraceText {
    private TraceText() {}

    /** {@return lines, or an empty text when the answer is no trace} */
    public static String of(JsonNode trace) {
        if (!trace.path("hops").isArray()) {
            return "";
        }
        StringBuilder text = new StringBuilder("trace    ")
                .append(trace.path("disposition").asText())
                .append('\n');
        hops(trace.path("hops"), text);
        if (!trace.path("back").isEmpty()) {
            text.append("back\n");
            hops(trace.path("back"), text);
        }
        String decision = trace.path("decided_by").path("text").asText();
        if (!decision.isEmpty()) {
            text.append("  decided by ")
                    .append(name(trace.path("decided_by").path("resource")))
                    .append(": ")
                    .append(decision)
                    .append('\n');
        }
        basis(trace, text);
        blockers(trace, text);
        cases(trace, text);
        return text.toString();
    }

    private static void hops(JsonNode hops, StringBuilder text) {
        int number = 1;
        for (JsonNode hop : hops) {
            text.append("  ")
                    .append(number++)
                    .append(". ")
                    .append(name(hop.path("node")))
                    .append('\n');
            for (JsonNode step : hop.path("steps")) {
                step(step, text);
            }
        }
    }

    /** What a flow that arrives rests on, one word or two for each; and how wide its way is. */
    private static void basis(JsonNode trace, StringBuilder text) {
        if (!trace.path("rests_on").isEmpty()) {
            List<String> names = new ArrayList<>();
            for (JsonNode each : trace.path("rests_on")) {
                String rule = each.path("rule").path("id").asText();
                names.add((name(each.path("resource")) + ' ' + rule).strip());
            }
            text.append("  rests on ").append(String.join("; ", names)).append('\n');
        }
        if (trace.path("limit").isObject()) {
            text.append("  at most ")
                    .append(trace.path("limit").path("mbits").asInt())
                    .append(" Mbit/s, by ")
                    .append(name(trace.path("limit").path("bandwidth")))
                    .append('\n');
        }
    }

    /** What else stops it, where one thing is not all; and what to do about it. */
    private static void blockers(JsonNode trace, StringBuilder text) {
        if (trace.path("blockers").size() > 1) {
            text.append("blockers\n");
            for (JsonNode blocker : trace.path("blockers")) {
                text.append("     x ")
                        .append(blocker.path("code").asText())
                        .append(blocker.path("leg").asText().equals("back") ? " on the way back" : "")
                        .append(": ")
                        .append(blocker.path("text").asText())
                        .append('\n');
            }
        }
        if (!trace.path("complete").asBoolean(true)) {
            text.append("  what to do about the last is up to you, and there may be more behind it\n");
        }
        if (!trace.path("remedies").isEmpty()) {
            text.append("to let it through\n");
            for (JsonNode remedy : trace.path("remedies")) {
                text.append("     > ").append(remedy.path("text").asText()).append('\n');
            }
        }
    }

    /** What else the question may mean that ends otherwise. */
    private static void cases(JsonNode trace, StringBuilder text) {
        if (trace.path("flows").asInt() > 1) {
            text.append("in all   ")
                    .append(trace.path("arriving").asText())
                    .append(" of ")
                    .append(trace.path("flows").asText())
                    .append(
                            trace.path("cut_short").asBoolean()
                                    ? " flows asked about arrive, and there are more\n"
                                    : " flows arrive\n");
        }
        for (JsonNode other : trace.path("cases")) {
            text.append("     ? ")
                    .append(other.path("what").asText())
                    .append(": ")
                    .append(other.path("disposition").asText())
                    .append(": ")
                    .append(other.path("decided_by").path("text").asText())
                    .append('\n');
        }
    }

    private static void step(JsonNode step, StringBuilder text) {
        boolean stopped =
                step.path("allowed").isBoolean() && !step.path("allowed").booleanValue();
        String sentence = step.path("text").asText();
        text.append(stopped ? "     x " : "     - ").append(sentence);
        String rule = step.path("rule").path("text").asText();
        if (!sentence.contains(rule)) {
            text.append(" [").append(rule).append(']');
        }
        for (JsonNode cite : step.path("cites")) {
            text.append(' ').append(cite.asText());
        }
        text.append('\n');
    }

    private static String name(JsonNode resource) {
        String type = resource.path("type").asText();
        String name = resource.path("name").asText();
        return (type + " " + (name.isEmpty() ? resource.path("id").asText() : name)).strip();
    }
}
