package dev.twinstack.api.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** A twin's OpenAPI document, for tests that hold the twin to its word. */
public final class Description {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final String BODY = "/content/application~1json/schema";

    private final JsonNode document;
    private final List<Call> calls;
    private final List<Schema> envelopes;
    private final Map<JsonNode, Schema> compiled = new ConcurrentHashMap<>();

    public Description(JsonNode document) {
        this.document = document;
        this.calls = document.at("/paths").properties().stream()
                .flatMap(path -> path.getValue().properties().stream()
                        .map(operation -> new Call(
                                operation.getKey().toUpperCase(Locale.ROOT), path.getKey(), operation.getValue())))
                .toList();
        this.envelopes = document.at("/components/schemas")
                .valueStream()
                .map(SCHEMAS::getSchema)
                .toList();
    }

    /** One operation. */
    public record Call(String method, String path, JsonNode json) {
        public List<String> pathParameters() {
            return parameters("path").map(each -> each.at("/name").textValue()).toList();
        }

        /** {@return the query parameters, each with name and schema} */
        public List<JsonNode> query() {
            return parameters("query").toList();
        }

        private Stream<JsonNode> parameters(String in) {
            return json.path("parameters")
                    .valueStream()
                    .filter(each -> each.at("/in").textValue().equals(in));
        }

        /** {@return the schemas its body may have; none if it takes no body} */
        public List<JsonNode> bodies() {
            JsonNode schema = json.at("/requestBody" + BODY);
            return schema.has("anyOf")
                    ? schema.get("anyOf").valueStream().toList()
                    : schema.isMissingNode() ? List.of() : List.of(schema);
        }

        public List<JsonNode> examples() {
            return json.at("/requestBody/content/application~1json/examples")
                    .valueStream()
                    .map(each -> each.get("value"))
                    .toList();
        }

        /** {@return whether it is Neutron's own} */
        public boolean isNative() {
            return path.startsWith("/v2.0/") && !path.contains("{project_id}");
        }

        public String key() {
            return method + ' ' + path;
        }
    }

    public List<Call> calls() {
        return calls;
    }

    /** {@return how an answer to the call differs from what is described, if it does} */
    public Optional<String> fault(Call call, int status, String body) {
        JsonNode responses = call.json().path("responses");
        JsonNode response = responses.path(Integer.toString(status));
        if (status >= 500
                && status != 501
                && response.path("x-codes")
                        .valueStream()
                        .noneMatch(code -> body.contains('"' + code.textValue() + '"'))) {
            return Optional.of("is a failure");
        }
        if (response.isMissingNode()) {
            response = responses.path(status >= 400 ? "default" : "2XX");
        }
        if (response.isMissingNode()) {
            return Optional.of("has a status that is not described");
        }
        if (call.method().equals("HEAD") || status == 204) {
            return body.isEmpty() ? Optional.empty() : Optional.of("has a body");
        }
        if (!response.has("content")) {
            return body.isEmpty() || parsed(body).isPresent() ? Optional.empty() : Optional.of("is no JSON document");
        }
        JsonNode schema = response.at(BODY);
        String reference = schema.path("$ref").asText();
        return misfit(reference.isEmpty() ? schema : document.at(reference.substring(1)), body);
    }

    private Optional<String> misfit(JsonNode schema, String body) {
        return parsed(body)
                .map(json -> compiled.computeIfAbsent(schema, SCHEMAS::getSchema).validate(json).stream()
                        .map(Object::toString)
                        .findFirst())
                .orElseGet(() -> Optional.of("is no JSON document"));
    }

    /** {@return whether a refusal is worded as any dialect does} */
    public boolean isEnvelope(String body) {
        return parsed(body)
                .filter(json ->
                        envelopes.stream().anyMatch(each -> each.validate(json).isEmpty()))
                .isPresent();
    }

    private static Optional<JsonNode> parsed(String body) {
        try {
            return Optional.of(JSON.readTree(body)).filter(json -> !json.isMissingNode());
        } catch (JsonProcessingException malformed) {
            return Optional.empty();
        }
    }
}
