package dev.twinstack.scenarios.cloud;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Reading and writing JSON trees. */
public final class Json {
    /** Jackson keeps its buffers with the thread unless told otherwise, and each of a load's threads is new. */
    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
            .build());

    private Json() {}

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** {@return an object with the one member that the APIs wrap their bodies in} */
    public static ObjectNode wrap(String name, JsonNode value) {
        ObjectNode node = object();
        node.set(name, value);
        return node;
    }

    /** {@return the tree, or a missing node when the text is no JSON} */
    public static JsonNode read(String text) {
        try {
            return text.isBlank() ? MissingNode.getInstance() : MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    public static String pretty(JsonNode node) {
        return node.isMissingNode() ? "" : node.toPrettyString();
    }

    /** {@return the value as a script writes it: text without quotes, everything else as JSON} */
    public static String plain(JsonNode node) {
        if (node.isMissingNode()) {
            return "";
        }
        return node.isTextual() ? node.textValue() : node.toString();
    }
}
