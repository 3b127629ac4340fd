package dev.twinstack.scenarios.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** The values of a JSON document by their dotted paths, as scripts write them. */
final class Leaves {
    private Leaves() {}

    /** {@return strings, numbers and truth values; not those under a name that has a dot in it} */
    static Map<String, JsonNode> of(JsonNode node) {
        Map<String, JsonNode> leaves = new LinkedHashMap<>();
        collect("", node, leaves);
        return leaves;
    }

    private static void collect(String path, JsonNode node, Map<String, JsonNode> into) {
        if (node.isObject()) {
            node.properties().forEach(member -> {
                if (member.getKey().indexOf('.') < 0) {
                    collect(path + (path.isEmpty() ? "" : ".") + member.getKey(), member.getValue(), into);
                }
            });
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                collect(path + (path.isEmpty() ? "" : ".") + i, node.get(i), into);
            }
        } else if (node.isValueNode() && !node.isNull() && !path.isEmpty()) {
            into.put(path, node);
        }
    }
}
