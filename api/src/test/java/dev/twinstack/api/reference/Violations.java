package dev.twinstack.api.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.twinstack.api.reference.Operation.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Values that break one stated limit of a field each. */
final class Violations {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Violations() {}

    /** {@return by what is violated: the value that does} */
    static Map<String, JsonNode> of(Field field) {
        Map<String, JsonNode> values = new TreeMap<>();
        wrongType(field, values);
        if (field.maxLength() != null) {
            values.put("too long", JSON.textNode("a".repeat(field.maxLength() + 1)));
        }
        if (field.minLength() != null && field.minLength() > 0) {
            values.put("too short", JSON.textNode(""));
        }
        if (field.charset() != null) {
            values.put("charset", JSON.textNode("a b!"));
        }
        if (field.forbid() != null) {
            values.put("forbidden", JSON.textNode("a" + field.forbid().charAt(0)));
        }
        if (field.values() != null && field.type().equals("String")) {
            values.put("no such value", JSON.textNode("no-such-value"));
        }
        if (field.values() != null && field.type().equals("Integer")) {
            values.put("no such value", JSON.numberNode(99));
        }
        if (field.values() != null
                && field.type().equals("Boolean")
                && field.values().size() == 1) {
            values.put(
                    "no such value", JSON.booleanNode(!field.values().getFirst().booleanValue()));
        }
        if (field.min() != null) {
            values.put("below the minimum", JSON.numberNode(field.min().longValue() - 1));
        }
        if (field.max() != null) {
            values.put("above the maximum", JSON.numberNode(field.max().longValue() + 1));
        }
        if (field.format() != null && field.type().equals("String")) {
            values.put("format", JSON.textNode("!no " + field.format().charAt(0) + "x".repeat(300)));
        }
        return values;
    }

    private static void wrongType(Field field, Map<String, JsonNode> values) {
        if (field.type().startsWith("Array")) {
            values.put("no list", JSON.textNode("no-list"));
        } else if (field.type().equals("Boolean")) {
            values.put("no boolean", JSON.textNode("maybe"));
        } else if (field.type().equals("Integer")) {
            values.put("no number", JSON.textNode("many"));
        } else if (field.type().equals("String")) {
            values.put("no string", JSON.objectNode());
        } else {
            values.put("no object", JSON.numberNode(1));
        }
    }

    /** {@return the body with the field at {@code path} set to the value, or removed if it is absent} */
    static JsonNode with(JsonNode body, String path, List<JsonNode> value) {
        JsonNode copy = body.deepCopy();
        List<String> steps = new ArrayList<>(List.of(path.split("\\.")));
        String last = steps.removeLast();
        JsonNode at = copy;
        for (String step : steps) {
            at = step(at, step);
        }
        if (last.endsWith("[]")) {
            ArrayNode list = (ArrayNode) step(at, last.replace("[]", "") + "[]*");
            value.forEach(list::add);
        } else if (value.isEmpty()) {
            ((ObjectNode) at).remove(last);
        } else {
            ((ObjectNode) at).set(last, value.getFirst());
        }
        return copy;
    }

    private static JsonNode step(JsonNode at, String step) {
        ObjectNode parent = (ObjectNode) at;
        if (!step.contains("[]")) {
            return parent.get(step) instanceof ObjectNode child ? child : parent.putObject(step);
        }
        String name = step.substring(0, step.indexOf("[]"));
        ArrayNode list = parent.get(name) instanceof ArrayNode there ? there : parent.putArray(name);
        if (step.endsWith("*")) {
            list.removeAll();
            return list;
        }
        if (list.isEmpty() || list.get(0) instanceof TextNode) {
            list.removeAll();
            list.addObject();
        }
        return list.get(0);
    }
}
