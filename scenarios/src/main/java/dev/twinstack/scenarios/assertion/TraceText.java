package dev.twinstack.scenarios.assertion;

import com.fasterxml.jackson.databind.JsonNode;

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
        int number = 1;
        for (JsonNode hop : trace.path("hops")) {
            text.append("  ")
                    .append(number++)
                    .append(". ")
                    .append(name(hop.path("node")))
                    .append('\n');
            for (JsonNode step : hop.path("steps")) {
                step(step, text);
            }
        }
        String decision = trace.path("decided_by").path("text").asText();
        if (!decision.isEmpty()) {
            text.append("  decided by ")
                    .append(name(trace.path("decided_by").path("resource")))
                    .append(": ")
                    .append(decision)
                    .append('\n');
        }
        blockers(trace, text);
        return text.toString();
    }

    /** What else stops it, where one thing is not all; and what to do about it. */
    private static void blockers(JsonNode trace, StringBuilder text) {
        if (trace.path("blockers").size() > 1) {
            text.append("blockers\n");
            for (JsonNode blocker : trace.path("blockers")) {
                text.append("     x ")
                        .append(blocker.path("code").asText())
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
