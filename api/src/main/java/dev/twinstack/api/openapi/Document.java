package dev.twinstack.api.openapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twinstack.api.console.Version;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Endpoint.Access;
import dev.twinstack.api.http.Router;
import dev.twinstack.api.reference.Operation;
import dev.twinstack.api.reference.Operation.Field;
import dev.twinstack.api.reference.Reference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes the document. Requests are described as the reference has them, limits included; answers by the types of their
 * fields, any of which may be null; refusals by the statuses and codes of the endpoint's own table of errors.
 *
 * <p>Two extensions: {@code x-reference} lists the documented operations an endpoint is, {@code x-codes} the error codes
 * of a status.
 */
final class Document {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Pattern PARAMETER = Pattern.compile("\\{([^}]+)}");
    private static final String TOKEN = "token";
    private static final String SIGNATURE = "signature";
    private static final String ANY_SUCCESS = "2XX";
    private static final String UNDESCRIBED = "Done; the reference does not describe the body, if there is one";

    private final Reference reference;
    private final Map<String, Envelope> envelopes = new TreeMap<>();

    Document(Reference reference) {
        this.reference = reference;
    }

    ObjectNode of(List<Endpoint> endpoints) {
        ObjectNode document = JSON.objectNode();
        document.put("openapi", "3.1.0");
        document.putObject("info")
                .put("title", "Twinstack")
                .put("version", Version.current())
                .put("description", "What this twin serves, made from its endpoint table.");
        // Relative to the address the document was read from.
        document.putArray("servers").addObject().put("url", "/");
        document.set("paths", paths(endpoints));
        ObjectNode components = document.putObject("components");
        ObjectNode schemas = components.putObject("schemas");
        envelopes.forEach((name, envelope) -> schemas.set(name, envelope.schema()));
        ObjectNode schemes = components.putObject("securitySchemes");
        schemes.putObject(TOKEN).put("type", "apiKey").put("in", "header").put("name", "X-Auth-Token");
        schemes.putObject(SIGNATURE)
                .put("type", "apiKey")
                .put("in", "header")
                .put("name", "Authorization")
                .put("description", "SDK-HMAC-SHA256 or its derivatives, with an access key.");
        return document;
    }

    /** OpenAPI takes paths that differ in nothing but the names of their parameters for one: the first one's names stand. */
    private ObjectNode paths(List<Endpoint> endpoints) {
        Map<String, String> names = new LinkedHashMap<>();
        ObjectNode paths = JSON.objectNode();
        for (Endpoint endpoint : endpoints) {
            String path = names.computeIfAbsent(Router.shape(endpoint.template()), shape -> endpoint.template());
            paths.withObjectProperty(path).set(endpoint.method().toLowerCase(Locale.ROOT), operation(endpoint, path));
        }
        return paths;
    }

    private ObjectNode operation(Endpoint endpoint, String path) {
        List<Operation> documented = reference.of(endpoint);
        String dialect = endpoint.dialect().getClass().getSimpleName();
        ObjectNode operation = JSON.objectNode();
        operation.put("operationId", dialect + '.' + endpoint.operation());
        operation.putArray("tags").add(dialect);
        if (!documented.isEmpty()) {
            ArrayNode ids = operation.putArray("x-reference");
            documented.forEach(each -> ids.add(each.id()));
        }
        ArrayNode parameters = parameters(path, documented);
        if (!parameters.isEmpty()) {
            operation.set("parameters", parameters);
        }
        body(endpoint, documented, operation);
        operation.set("responses", responses(endpoint, dialect, documented));
        ArrayNode security = operation.putArray("security");
        if (endpoint.access() != Access.ANYBODY) {
            security.addObject().putArray(TOKEN);
            security.addObject().putArray(SIGNATURE);
        }
        return operation;
    }

    private static ArrayNode parameters(String path, List<Operation> documented) {
        ArrayNode parameters = JSON.arrayNode();
        Matcher names = PARAMETER.matcher(path);
        while (names.find()) {
            parameters
                    .addObject()
                    .put("name", names.group(1))
                    .put("in", "path")
                    .put("required", true)
                    .putObject("schema")
                    .put("type", "string");
        }
        Map<String, Field> query = new LinkedHashMap<>();
        documented.forEach(each -> each.query().forEach(field -> query.putIfAbsent(field.name(), field)));
        for (Field field : query.values()) {
            parameters
                    .addObject()
                    .put("name", field.name())
                    .put("in", "query")
                    .put("required", field.mandatory() && documented.size() == 1)
                    .set("schema", Schemas.parameter(field));
        }
        return parameters;
    }

    private static void body(Endpoint endpoint, List<Operation> documented, ObjectNode operation) {
        List<Operation> described =
                documented.stream().filter(Operation::takesBody).toList();
        boolean takesOne = endpoint.method().matches("POST|PUT|PATCH") && documented.isEmpty();
        if (described.isEmpty() && !takesOne) {
            return;
        }
        ObjectNode media = operation
                .putObject("requestBody")
                .put("required", !described.isEmpty())
                .putObject("content")
                .putObject("application/json");
        List<ObjectNode> schemas = described.stream()
                .map(each -> Schemas.request(each.body()))
                .distinct()
                .toList();
        if (schemas.size() == 1) {
            media.set("schema", schemas.getFirst());
        } else if (schemas.isEmpty()) {
            media.putObject("schema").put("type", "object");
        } else {
            schemas.forEach(media.putObject("schema").withArrayProperty("anyOf")::add);
        }
        ObjectNode examples = JSON.objectNode();
        for (Operation each : described) {
            for (int i = 0; i < each.requests().size(); i++) {
                examples.putObject(each.id() + '-' + (i + 1))
                        .set("value", each.requests().get(i));
            }
        }
        if (!examples.isEmpty()) {
            media.set("examples", examples);
        }
    }

    private ObjectNode responses(Endpoint endpoint, String dialect, List<Operation> documented) {
        ObjectNode responses = JSON.objectNode();
        documented.forEach(each -> successes(each, responses));
        if (responses.isEmpty()) {
            responses.putObject(ANY_SUCCESS).put("description", UNDESCRIBED);
        }
        Envelope envelope = envelopes.computeIfAbsent(dialect + "Error", name -> new Envelope(endpoint.dialect()));
        envelope.add(endpoint.errors());
        Map<Integer, TreeSet<String>> codes = new TreeMap<>();
        endpoint.errors().all().stream()
                .filter(code -> !code.code().isEmpty())
                .forEach(code -> codes.computeIfAbsent(code.status(), status -> new TreeSet<>())
                        .add(code.code()));
        if (endpoint.access() != Access.ANYBODY) {
            codes.putIfAbsent(401, new TreeSet<>());
        }
        codes.forEach((status, of) -> {
            ObjectNode response = responses.putObject(Integer.toString(status));
            refusal(response, Envelope.meaning(status), dialect);
            if (!of.isEmpty()) {
                of.forEach(response.putArray("x-codes")::add);
            }
        });
        refusal(responses.putObject("default"), "Refused", dialect);
        return responses;
    }

    private static void successes(Operation operation, ObjectNode responses) {
        List<String> statuses = operation.success().isEmpty()
                ? List.of(ANY_SUCCESS)
                : operation.success().stream()
                        .map(status -> Integer.toString(status))
                        .toList();
        for (String status : statuses) {
            List<Field> fields =
                    operation.answers().getOrDefault(status, operation.answers().getOrDefault("ok", List.of()));
            if (responses.has(status)) {
                continue;
            }
            ObjectNode response = responses.putObject(status);
            if (status.equals("204")) {
                response.put("description", "Done; no body");
                continue;
            }
            if (fields.isEmpty() && operation.answer() == null) {
                response.put("description", UNDESCRIBED);
                continue;
            }
            response.put("description", "Done");
            ObjectNode media = response.withObject("/content/application~1json");
            media.set("schema", Schemas.answer(fields));
            if (operation.answer() != null) {
                media.set("example", operation.answer());
            }
        }
    }

    private static void refusal(ObjectNode response, String description, String dialect) {
        response.put("description", description);
        response.withObject("/content/application~1json")
                .putObject("schema")
                .put("$ref", "#/components/schemas/" + dialect + "Error");
    }
}
