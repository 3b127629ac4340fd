package dev.twinstack.api.reference;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One operation of the API reference, as extracted into {@code operations.json}. */
@JsonIgnoreProperties(ignoreUnknown = true)
record Operation(
        @JsonProperty("op_id") String id,
        String method,
        String path,
        @JsonProperty("success_status") List<Integer> success,
        @JsonProperty("query_params") List<Field> query,
        @JsonProperty("request_body") List<Field> body,
        @JsonProperty("example_responses") List<Example> responses) {

    /**
     * A field of a body by its dotted path, {@code []} marking list elements, or a query parameter.
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Field(
            String name,
            String type,
            boolean mandatory,
            @JsonProperty("enum") @Nullable List<JsonNode> values,
            @Nullable Double min,
            @Nullable Double max,
            @JsonProperty("min_length") @Nullable Integer minLength,
            @JsonProperty("max_length") @Nullable Integer maxLength,
            @Nullable String charset,
            @Nullable String forbid,
            @Nullable String format) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Example(int status, boolean error, @Nullable JsonNode json) {}

    static List<Operation> all() {
        try (InputStream file = Operation.class.getResourceAsStream("operations.json")) {
            return new ObjectMapper().readValue(file, new TypeReference<List<Operation>>() {});
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** {@return whether it is worded as Neutron does: under v2.0, and no project in the path} */
    boolean isNative() {
        return path.startsWith("/v2.0/") && !path.contains("{project_id}");
    }

    boolean isV3() {
        return path.startsWith("/v3/");
    }

    /** {@return the method and path, for messages} */
    String line() {
        return method + ' ' + path;
    }
}
