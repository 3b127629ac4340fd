package dev.twinstack.scenarios.assertion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;

/** Dotted paths into an answer: {@code routes.*.destination}, {@code nics.0.ipv6}. */
public final class FieldPath {
    private FieldPath() {}

    /** {@return what the path leads to, a missing node when it leads nowhere; <code>*</code> makes a list} */
    public static JsonNode select(JsonNode root, String path) {
        int dot = path.indexOf('.');
        String first = dot < 0 ? path : path.substring(0, dot);
        String rest = dot < 0 ? "" : path.substring(dot + 1);
        if (first.isEmpty()) {
            return root;
        }
        if (first.equals("*")) {
            return each(root, rest);
        }
        JsonNode next =
                root.isArray() && first.matches("\\d{1,6}") ? root.path(Integer.parseInt(first)) : root.path(first);
        return rest.isEmpty() ? next : select(next, rest);
    }

    private static JsonNode each(JsonNode root, String rest) {
        if (!root.isContainerNode()) {
            return MissingNode.getInstance();
        }
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (JsonNode element : root) {
            JsonNode found = rest.isEmpty() ? element : select(element, rest);
            if (found.isArray()) {
                found.forEach(all::add);
            } else if (!found.isMissingNode()) {
                all.add(found);
            }
        }
        return all;
    }
}
