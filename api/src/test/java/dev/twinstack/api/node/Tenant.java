package dev.twinstack.api.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * A project, and a client for it that may talk to any node.
 *
 * @param token good at every node
 */
record Tenant(HttpClient http, String token, String project) {
    /**
     * @param requestId what the client is told the request is called
     */
    record Reply(int status, JsonNode json, String requestId) {}

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** {@return a project that nobody else has} */
    static Tenant signIn(HttpClient http, URI node) {
        String login = "{'auth':{'identity':{'methods':['password'],'password':{'user':{'name':'tester',"
                + "'password':'any','domain':{'name':'tests'}}}},'scope':{'project':{'name':'eu-de_" + UUID.randomUUID()
                + "'}}}}";
        HttpResponse<byte[]> response = http.sendAsync(
                        HttpRequest.newBuilder(node.resolve("/v3/auth/tokens"))
                                .POST(HttpRequest.BodyPublishers.ofString(login.replace('\'', '"')))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray())
                .join();
        String token = response.headers().firstValue("X-Subject-Token").orElse("");
        if (response.statusCode() != 201) {
            throw new AssertionError("the login was answered " + response.statusCode() + json(response.body()));
        }
        return new Tenant(
                http, token, json(response.body()).at("/token/project/id").asText());
    }

    /** {@return the answer} {@code {p}} stands for the project, single quotes for double ones. */
    CompletableFuture<Reply> send(URI node, String method, String path, String json) {
        HttpRequest.BodyPublisher body = json.isEmpty()
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(json.replace('\'', '"'));
        HttpRequest request = HttpRequest.newBuilder(node.resolve(path.replace("{p}", project)))
                .header("X-Auth-Token", token)
                .header("Content-Type", "application/json")
                .method(method, body)
                .build();
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray())
                .thenApply(response -> new Reply(
                        response.statusCode(),
                        json(response.body()),
                        response.headers().firstValue("X-Request-Id").orElse("")));
    }

    Reply get(URI node, String path) {
        return send(node, "GET", path, "").join();
    }

    Reply post(URI node, String path, String json) {
        return send(node, "POST", path, json).join();
    }

    private static JsonNode json(byte[] bytes) {
        try {
            return bytes.length == 0 ? MissingNode.getInstance() : MAPPER.readTree(bytes);
        } catch (IOException noJson) {
            throw new UncheckedIOException(noJson);
        }
    }
}
