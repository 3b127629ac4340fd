package dev.twinstack.api.cli;

import com.fasterxml.jackson.databind.JsonNode;

/** A change as a line that people read. */
final class TailLine {
    private static final int TIME_FROM = 11;
    private static final int TIME_TO = 19;

    private TailLine() {}

    /** {@return time, revision, event, name or id, and which request did it} */
    static String of(JsonNode change) {
        String at = change.path("at").asText();
        String time = at.length() >= TIME_TO ? at.substring(TIME_FROM, TIME_TO) : at;
        String cause = change.has("operation")
                ? change.path("operation").asText()
                        + ' '
                        + change.path("request_id").asText()
                : "-";
        return String.format(
                "%s  %6d  %-28s %-40s  %s",
                time, change.path("revision").asLong(), change.path("event").asText(), thing(change), cause);
    }

    private static String thing(JsonNode change) {
        String name = change.at("/detail/name").asText();
        String id = change.path("id").asText();
        return name.isEmpty() ? id : name + " (" + id + ')';
    }
}
