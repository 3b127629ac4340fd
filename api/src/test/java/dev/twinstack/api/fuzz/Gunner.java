package dev.twinstack.api.fuzz;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.twinstack.api.openapi.Description;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

/** Makes requests; which ones follows from the seed and the ids it finds in its pools. */
final class Gunner {
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamWriteConstraints(
                    StreamWriteConstraints.builder().maxNestingDepth(100_000).build())
            .build());
    private static final ObjectWriter ESCAPING = JSON.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII);
    private static final Pattern FIRST_FIELD = Pattern.compile("^(\\{(\"[^\"]*\":))");
    private static final int LONGEST_TARGET = 16_000;

    private final Random random;
    private final List<Description.Call> calls;
    private final URI endpoint;

    Gunner(Random random, List<Description.Call> calls, URI endpoint) {
        this.random = random;
        this.calls = calls;
        this.endpoint = endpoint;
    }

    Shot next(Project caller, Project other) {
        Description.Call call = calls.get(random.nextInt(calls.size()));
        while (deletes(call) && random.nextDouble() < 0.7) {
            call = calls.get(random.nextInt(calls.size()));
        }
        Values values = new Values(random, caller.pool(), other.pool(), call.isNative(), false);
        boolean aimed = true;
        StringBuilder target = new StringBuilder();
        for (String segment : call.path().substring(1).split("/")) {
            String value = segment.startsWith("{") ? parameter(values, segment, caller, other) : segment;
            aimed &= value.matches("[A-Za-z0-9._-]{1,99}") || value.equals(segment);
            target.append('/').append(value);
        }
        String method = call.method();
        List<String> headers = usual(call, caller);
        if (values.chance(0.04)) {
            aimed = false;
            Oddities.spoil(headers, values, other);
        }
        byte[] body = call.bodies().isEmpty() && !values.chance(0.02) ? new byte[0] : body(values, call);
        if (values.chance(0.3)) {
            target.append(query(values, call));
        }
        if (values.chance(0.02)) {
            aimed = false;
            if (values.chance(0.3)) {
                method = Oddities.method(values);
            } else {
                Oddities.spoil(target, values);
            }
        }
        aimed &= target.length() < LONGEST_TARGET;
        if (body.length > 0 && values.chance(0.03)) {
            headers.add("Transfer-Encoding: chunked");
            body = chunked(body);
        } else {
            headers.add("Content-Length: " + body.length);
        }
        return new Shot(call, aimed, method, target.toString(), headers, body);
    }

    static boolean deletes(Description.Call call) {
        return call.method().equals("DELETE") || call.path().endsWith("/delete");
    }

    /** {@return a request that is valid as far as ids are known} */
    Shot mild(Description.Call call, Project caller, Project other) {
        Values values = new Values(random, caller.pool(), other.pool(), call.isNative(), true);
        StringBuilder target = new StringBuilder();
        for (String segment : call.path().substring(1).split("/")) {
            target.append('/').append(segment.startsWith("{") ? parameter(values, segment, caller, caller) : segment);
        }
        byte[] body = call.bodies().isEmpty()
                ? new byte[0]
                : written(values, valid(values, call, values.pick(call.bodies())));
        List<String> headers = usual(call, caller);
        headers.add("Content-Length: " + body.length);
        return new Shot(call, true, call.method(), target.toString(), headers, body);
    }

    private String parameter(Values values, String segment, Project caller, Project other) {
        String name = segment.substring(1, segment.length() - 1);
        if (name.equals("project_id")) {
            return caller.equals(other) || values.chance(0.98)
                    ? caller.id()
                    : values.chance(0.5) ? other.id() : encoded(values.odd());
        }
        return encoded(values.id(name));
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private String query(Values values, Description.Call call) {
        if (call.query().isEmpty() || values.chance(0.15)) {
            return Oddities.query(values);
        }
        StringBuilder query = new StringBuilder("?");
        for (JsonNode parameter : call.query()) {
            if (values.chance(2.0 / call.query().size())) {
                String name = parameter.at("/name").textValue();
                JsonNode value = values.valid(parameter.path("schema"), name);
                value = value.isArray() && !value.isEmpty() ? value.get(0) : value;
                String text = values.chance(0.8) ? value.asText() : values.odd();
                query.append(encoded(name)).append('=').append(encoded(text)).append('&');
            }
        }
        return query.toString();
    }

    private byte[] body(Values values, Description.Call call) {
        if (values.chance(0.06)) {
            return Oddities.body(values);
        }
        List<JsonNode> schemas = call.bodies();
        if (schemas.isEmpty()) {
            return "{\"unexpected\":true}".getBytes(StandardCharsets.UTF_8);
        }
        JsonNode schema = values.pick(schemas);
        JsonNode body = valid(values, call, schema);
        for (int i = values.chance(0.5) ? 0 : random.nextInt(1, 4); i > 0; i--) {
            body = values.broken(body, schema);
        }
        return written(values, body);
    }

    private JsonNode valid(Values values, Description.Call call, JsonNode schema) {
        List<String> templates = Bodies.of(call);
        if (!templates.isEmpty() && (values.isMild() || values.chance(0.7))) {
            try {
                return values.moved(JSON.readTree(values.filled(values.pick(templates))));
            } catch (JsonProcessingException malformed) {
                throw new IllegalStateException(templates.toString(), malformed);
            }
        }
        List<JsonNode> examples = call.examples();
        return examples.isEmpty() || values.chance(0.25)
                ? values.valid(schema, "")
                : values.fresh(values.pick(examples));
    }

    private static byte[] written(Values values, JsonNode body) {
        try {
            // Through text, as half of a surrogate pair cannot be written as bytes unescaped.
            String text = values.chance(0.5) ? ESCAPING.writeValueAsString(body) : JSON.writeValueAsString(body);
            if (!values.isMild() && values.chance(0.02)) {
                text = FIRST_FIELD.matcher(text).replaceFirst("$1null,$2"); // the same key twice
            }
            return text.getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalStateException(unwritable);
        }
    }

    private byte[] chunked(byte[] body) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int start = 0, size; start < body.length; start += size) {
            size = Math.min(body.length - start, random.nextInt(1, 50_000));
            all.writeBytes((Integer.toHexString(size) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            all.write(body, start, size);
            all.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        all.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return all.toByteArray();
    }

    private List<String> usual(Description.Call call, Project caller) {
        // Not to revoke it: the others use it too.
        String subject = call.path().equals("/v3/auth/tokens") && !call.method().equals("DELETE") ? caller.token() : "";
        return new ArrayList<>(List.of(
                "Host: " + endpoint.getAuthority(),
                "X-Auth-Token: " + caller.token(),
                "Content-Type: application/json",
                "X-Subject-Token: " + subject));
    }
}
