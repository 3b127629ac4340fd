package dev.twinstack.api.reference;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One documented operation.
 *
 * @param id such as {@code vpc-v1.list_vpcs}: the API, and the operation in it
 * @param path with its parameters' names in braces
 * @param success the statuses of success; empty where the reference names none
 * @param answers the fields of an answer's body by status, {@code ok} where the reference names none
 * @param requests example bodies
 * @param answer an example of the body of a success; lists in it are cut to their first element
 */
public record Operation(
        @JsonProperty("op_id") String id,
        String method,
        String path,
        @JsonProperty("success_status") List<Integer> success,
        @JsonProperty("query_params") List<Field> query,
        @JsonProperty("request_body") List<Field> body,
        @JsonProperty("response_body") Map<String, List<Field>> answers,
        @JsonProperty("example_requests") List<JsonNode> requests,
        @JsonProperty("example_response") @Nullable JsonNode answer) {
    public Operation {
        // What the file leaves out, Jackson gives as null.
        query = query == null ? List.of() : List.copyOf(query);
        body = body == null ? List.of() : List.copyOf(body);
        answers = answers == null ? Map.of() : Map.copyOf(answers);
        requests = requests == null ? List.of() : List.copyOf(requests);
    }

    /**
     * A query parameter, or a field of a body by its dotted path, {@code []} marking list elements.
     *
     * @param type in the reference's words: {@code String}, {@code Integer}, {@code Boolean}, {@code subnet object},
     *     {@code Array of subnet objects}, …; {@code Any} where its own example is of another type than its table
     * @param charset the characters a text may hold
     * @param forbid the characters it may not
     */
    public record Field(
            String name,
            String type,
            boolean mandatory,
            @JsonProperty("default") @Nullable JsonNode absent,
            @JsonProperty("enum") @Nullable List<JsonNode> values,
            @Nullable Double min,
            @Nullable Double max,
            @JsonProperty("min_length") @Nullable Integer minLength,
            @JsonProperty("max_length") @Nullable Integer maxLength,
            @JsonProperty("min_items") @Nullable Integer minItems,
            @JsonProperty("max_items") @Nullable Integer maxItems,
            @Nullable String charset,
            @Nullable String forbid,
            @Nullable String format) {}

    /** {@return the API it belongs to, such as {@code vpc-v1}} */
    public String api() {
        return id.substring(0, id.lastIndexOf('.'));
    }

    /** {@return whether it is worded as Neutron does: under v2.0, and no project in the path} */
    public boolean isNative() {
        return path.startsWith("/v2.0/") && !path.contains("{project_id}");
    }

    public boolean isV3() {
        return path.startsWith("/v3/");
    }

    public boolean takesBody() {
        return !body.isEmpty() || !requests.isEmpty();
    }
}
