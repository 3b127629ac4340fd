package dev.twinstack.scenarios;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A real HTTP server that gives recorded answers: per method and path a queue, whose last answer
 * repeats. Anything else is 404. Remembers the requests.
 */
public final class RecordedCloud implements AutoCloseable {
    public static final String PROJECT = "0123456789abcdef0123456789abcdef";

    private record Answer(int status, String body) {}

    private final HttpServer server;
    private final Map<String, Deque<Answer>> answers = new HashMap<>();
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private volatile boolean refusesLogins;

    public RecordedCloud() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.start();
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** {@code path} includes the query; <code>{p}</code> is the project's id. */
    public synchronized RecordedCloud answer(String method, String path, int status, String body) {
        answers.computeIfAbsent(method + " " + path.replace("{p}", PROJECT), _ -> new ArrayDeque<>())
                .add(new Answer(status, body));
        return this;
    }

    public RecordedCloud refuseLogins() {
        refusesLogins = true;
        return this;
    }

    /** {@return method, path and body of every request after the login, with the project's id as {p}} */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String path = exchange.getRequestURI().toString();
        if (path.equals("/v3/auth/tokens")) {
            login(exchange);
            return;
        }
        requests.add(
                (exchange.getRequestMethod() + " " + path + " " + body).strip().replace(PROJECT, "{p}"));
        Answer answer = next(exchange.getRequestMethod() + " " + path);
        reply(exchange, answer.status(), answer.body());
    }

    private synchronized Answer next(String key) {
        Deque<Answer> queue = answers.getOrDefault(key, new ArrayDeque<>());
        if (queue.isEmpty()) {
            return new Answer(404, "{\"code\":\"VPC.0000\",\"message\":\"nothing recorded for " + key + "\"}");
        }
        return queue.size() > 1 ? queue.removeFirst() : queue.getFirst();
    }

    private void login(HttpExchange exchange) throws IOException {
        if (refusesLogins) {
            reply(exchange, 401, "{\"error\":{\"code\":401,\"message\":\"The username or password is wrong.\"}}");
            return;
        }
        exchange.getResponseHeaders().add("X-Subject-Token", "token-1");
        reply(exchange, 201, """
                {"token":{"project":{"id":"%1$s","name":"eu-de_test"},"catalog":[
                  %2$s, %3$s, %4$s, %5$s]}}""".formatted(
                        PROJECT,
                        service("vpc", "/v1/" + PROJECT),
                        service("network", ""),
                        service("ecs", "/v1/" + PROJECT),
                        service("image", "/image")));
    }

    private String service(String type, String path) {
        return """
                {"type":"%s","endpoints":[
                  {"interface":"admin","region":"eu-de","url":"http://127.0.0.1:1/"},
                  {"interface":"public","region":"eu-de","url":"%s%s"}]}""".formatted(type, endpoint(), path);
    }

    private static void reply(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
