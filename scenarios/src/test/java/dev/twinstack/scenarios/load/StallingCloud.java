package dev.twinstack.scenarios.load;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A real HTTP server that signs everybody in, answers everything at once, and stands still once: every request that
 * comes meanwhile is answered when that is over.
 */
final class StallingCloud implements AutoCloseable {
    private static final String PROJECT = "0123456789abcdef0123456789abcdef";
    private static final long MILLI = 1_000_000;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicLong begun = new AtomicLong();
    private final long after;
    private final long length;
    private final List<String> changes = new CopyOnWriteArrayList<>();

    /** Stands still so long, beginning so long after the first request that is neither a login nor the twin's. */
    StallingCloud(long afterMillis, long lengthMillis) {
        after = afterMillis * MILLI;
        length = lengthMillis * MILLI;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1000);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** {@return method and path of the requests that change something} */
    List<String> changes() {
        return List.copyOf(changes);
    }

    private void handle(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        String path = exchange.getRequestURI().getPath();
        if (path.equals("/v3/auth/tokens")) {
            exchange.getResponseHeaders().add("X-Subject-Token", "token-1");
            reply(exchange, 201, """
                    {"token":{"project":{"id":"%1$s","name":"eu-de_test"},"catalog":[
                      {"type":"network","endpoints":[{"interface":"public","region":"eu-de","url":"%2$s"}]},
                      {"type":"vpc","endpoints":[{"interface":"public","region":"eu-de","url":"%2$s/v1/%1$s"}]}]}}
                    """.formatted(PROJECT, endpoint()));
        } else if (path.startsWith("/_twinstack")) {
            reply(exchange, 200, "{}");
        } else if (path.startsWith("/refused")) {
            reply(exchange, 409, "{\"code\":\"VPC.0104\"}");
        } else if (path.startsWith("/answered")) {
            standStill();
            reply(exchange, 200, "{\"answered\":true}");
        } else {
            if (!exchange.getRequestMethod().equals("GET")) {
                changes.add(exchange.getRequestMethod() + " " + path);
            }
            reply(exchange, 404, "{}");
        }
    }

    private void standStill() {
        long now = System.nanoTime();
        begun.compareAndSet(0, now);
        long from = begun.get() + after;
        if (now - from >= 0 && now - from < length) {
            try {
                Thread.sleep((from + length - now) / MILLI + 1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void reply(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
