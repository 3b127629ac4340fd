package dev.twinstack.scenarios.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;

/**
 * One request of a client, and its answer.
 *
 * @param path from the root of the endpoint, with the query, as it was sent
 * @param headers those that change what is answered, without the token
 * @param sent a missing node without a body, or if it is no JSON
 * @param answer a missing node without a body
 */
public record Call(
        String method, String path, Map<String, String> headers, JsonNode sent, int status, JsonNode answer) {
    private static final int FIRST_REFUSAL = 400;

    public Call {
        headers = java.util.Collections.unmodifiableMap(new TreeMap<>(headers));
    }

    boolean refused() {
        return status >= FIRST_REFUSAL;
    }

    /** {@return whether this asks for the same as another, as a client does that waits for something} */
    boolean repeats(Call other) {
        return method.equals("GET") && other.method.equals("GET") && path.equals(other.path);
    }
}
