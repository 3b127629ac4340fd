package dev.twinstack.scenarios.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twinstack.scenarios.cloud.Cloud;
import dev.twinstack.scenarios.cloud.Json;
import dev.twinstack.scenarios.script.Action;
import dev.twinstack.scenarios.script.Kind;
import dev.twinstack.scenarios.script.Text;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** What has happened in the script's project, as the twin's journal has it. */
final class EventSteps {
    private final Session session;
    private final Cloud cloud;

    EventSteps(Session session) {
        this.session = session;
        this.cloud = session.cloud();
    }

    /** {@return what has happened: besides what a list has, the revision up to which that is all} */
    Thing events(Action.ListEvents it) {
        String filter = query("&id=", it.of() instanceof Text.Written ? session.id(it.of()) : "")
                + query("&event=", session.text(it.is()));
        String since = it.since() instanceof Text.Written ? session.text(it.since()) : "0";
        ObjectNode shown = Json.object();
        ArrayNode names = Json.object().putArray("names");
        ArrayNode ids = Json.object().putArray("ids");
        ArrayNode items = Json.object().putArray("items");
        boolean more = true;
        while (more) {
            JsonNode answer = cloud.get(cloud.twin("/history?since=" + encoded(since) + filter));
            for (JsonNode event : answer.path("events")) {
                names.add(event.path("event").asText());
                ids.add(event.path("id").asText());
                items.add(event);
            }
            since = answer.path("revision").asText();
            shown.set("revision", answer.path("revision"));
            more = answer.path("more").asBoolean();
        }
        shown.put("count", items.size());
        shown.set("names", names);
        shown.set("ids", ids);
        shown.set("items", items);
        return new Thing(Kind.LIST, shown);
    }

    private static String query(String name, String value) {
        return value.isEmpty() ? "" : name + encoded(value);
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
