package dev.twinstack.api.server;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Rejected;
import java.util.Locale;
import java.util.Optional;

/** Numbers and flags that clients, and the reference's own examples, also send as strings. */
final class Loose {
    private Loose() {}

    static boolean flag(Body body, String name, boolean absent) {
        Optional<JsonNode> value = body.value(name);
        if (value.filter(JsonNode::isTextual).isEmpty()) {
            return body.flag(name, absent);
        }
        return switch (value.get().textValue().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            case "" -> absent;
            default -> throw Rejected.field(body.path(name), "must be true or false");
        };
    }

    static int integer(Body body, String name, int min, int max, int absent) {
        Optional<JsonNode> value = body.value(name);
        if (value.filter(JsonNode::isTextual).isEmpty()) {
            return body.integer(name, min, max, absent);
        }
        String text = value.get().textValue();
        if (!text.matches("-?[0-9]{1,9}") || Integer.parseInt(text) < min || Integer.parseInt(text) > max) {
            throw Rejected.field(body.path(name), "must be a whole number from " + min + " to " + max);
        }
        return Integer.parseInt(text);
    }
}
