package dev.twinstack.api.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twinstack.api.http.Dialect;
import dev.twinstack.api.http.Errors;
import dev.twinstack.api.http.Json;
import dev.twinstack.emulator.kernel.DomainError;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** How a dialect words refusals, found by having it word some. */
final class Envelope {
    private static final DomainError SAMPLE = new DomainError.Invalid("invalid-field", "name", "name: is required");
    private static final List<Integer> FAULTS = List.of(400, 401, 404, 405, 413, 500, 501);

    private final Dialect dialect;
    private final Set<JsonNode> samples = new LinkedHashSet<>();

    Envelope(Dialect dialect) {
        this.dialect = dialect;
        FAULTS.forEach(status -> samples.add(Json.tree(dialect.fault(status, "").body())));
    }

    void add(Errors errors) {
        errors.all()
                .forEach(code ->
                        samples.add(Json.tree(dialect.refuse(code, SAMPLE).body())));
    }

    ObjectNode schema() {
        return schema(new ArrayList<>(samples));
    }

    /** What all samples have is required. Where they share no name, the name is the kind of error, as in Nova. */
    private static ObjectNode schema(List<JsonNode> samples) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        JsonNode first = samples.getFirst();
        if (!first.isObject()) {
            return schema.put("type", first.getNodeType().toString().toLowerCase(Locale.ROOT));
        }
        schema.put("type", "object");
        Set<String> shared = samples.stream()
                .map(Envelope::names)
                .reduce((one, other) -> {
                    one.retainAll(other);
                    return one;
                })
                .orElseThrow();
        if (shared.isEmpty()) {
            schema.put("minProperties", 1).put("maxProperties", 1);
            schema.set(
                    "additionalProperties",
                    schema(samples.stream()
                            .map(sample -> sample.elements().next())
                            .toList()));
            return schema;
        }
        ArrayNode required = schema.putArray("required");
        ObjectNode properties = schema.putObject("properties");
        for (String name : shared) {
            required.add(name);
            properties.set(
                    name,
                    schema(samples.stream().map(sample -> sample.get(name)).toList()));
        }
        return schema;
    }

    private static Set<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    static String meaning(int status) {
        return switch (status) {
            case 400 -> "A value is missing, of the wrong type or outside its limits";
            case 401 -> "The caller is not known";
            case 403 -> "The caller may not";
            case 404 -> "There is no such resource";
            case 409 -> "In the way: what is used, taken or exhausted";
            default -> "Refused";
        };
    }
}
