package dev.twinstack.api.cli;

import com.fasterxml.jackson.databind.JsonNode;

/** What became of a flow, in lines that people read. */
final class WhyText {
    private WhyText() {}

    /** {@return the answer, how it is now where that is for another reason, and what came before, the last thing first} */
    static String of(JsonNode why) {
        StringBuilder text = new StringBuilder(why.path("answer").asText()).append('\n');
        JsonNode changes = why.path("changes");
        JsonNode now = why.path("now");
        if (!changes.isEmpty()) {
            JsonNode last = changes.get(changes.size() - 1).path("after");
            if (!last.path("text").equals(now.path("text"))) {
                text.append("now  ").append(verdict(now)).append('\n');
            }
        }
        for (int i = changes.size() - 1; i >= 0; i--) {
            change(changes.get(i), text);
        }
        JsonNode since = why.path("since");
        return text.append(String.format("%6d  %-8s  ", since.path("revision").asLong(), "was"))
                .append(verdict(since))
                .append('\n')
                .toString();
    }

    private static void change(JsonNode change, StringBuilder text) {
        text.append(String.format(
                "%6d  %-8s  %s  %s%n",
                change.path("revision").asLong(),
                change.path("change").asText(),
                change.path("at").asText(),
                change.path("operation").isNull()
                        ? change.path("event").asText()
                        : change.path("operation").asText()
                                + ' '
                                + change.path("request_id").asText()));
        text.append("                  ").append(verdict(change.path("after"))).append('\n');
    }

    private static String verdict(JsonNode verdict) {
        String disposition = verdict.path("disposition").isNull()
                ? verdict.path("verdict").asText()
                : verdict.path("disposition").asText();
        return disposition + ": " + verdict.path("text").asText();
    }
}
