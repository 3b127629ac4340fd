package dev.twinstack.api.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoadTest {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger ports = new AtomicInteger();
    private final CountDownLatch release = new CountDownLatch(1);
    private HttpServer server;
    private URI endpoint;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        server.start();
    }

    @AfterEach
    void stop() {
        release.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    /** @param chunked whether the length is told */
    private void answer(String path, int status, boolean chunked, boolean closes) {
        AtomicInteger last = new AtomicInteger();
        server.createContext(path, exchange -> {
            exchange.getRequestBody().readAllBytes();
            if (last.getAndSet(exchange.getRemoteAddress().getPort())
                    != exchange.getRemoteAddress().getPort()) {
                ports.incrementAndGet();
            }
            byte[] body = "x".repeat(10_000).getBytes(StandardCharsets.UTF_8);
            if (closes) {
                exchange.getResponseHeaders().set("Connection", "close");
            }
            exchange.sendResponseHeaders(status, chunked ? 0 : body.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
    }

    private Load.Request get(String path) {
        return Load.Request.of(endpoint, "GET", path, "none", "");
    }

    @Test
    void readsWhatComesInChunksAndKeepsTheConnection() {
        answer("/chunked", 200, true, false);
        assertThat(new Load(endpoint).send(get("/chunked")).body()).hasSize(10_000);
        ports.set(0);
        Load.Result result = new Load(endpoint).run(1, 20, i -> get("/chunked"));
        assertThat(result.answered()).isEqualTo(20);
        assertThat(result.failures()).isZero();
        assertThat(ports).hasValue(1);
    }

    @Test
    void opensAnotherConnectionWhenTheServerClosesOne() {
        answer("/closing", 200, false, true);
        Load.Result result = new Load(endpoint).run(1, 20, i -> get("/closing"));
        assertThat(result.answered()).isEqualTo(20);
        assertThat(result.failures()).isZero();
        assertThat(ports).hasValue(20);
    }

    @Test
    void countsRefusalsAsAnsweredAndFailed() {
        answer("/refusing", 409, false, false);
        Load.Result result = new Load(endpoint).run(2, 10, i -> get("/refusing"));
        assertThat(result.answered()).isEqualTo(10);
        assertThat(result.failures()).isEqualTo(10);
    }

    @Test
    void endsInTimeAndLeavesOutWhatDoesNotCome() {
        answer("/quick", 200, false, false);
        server.createContext("/stuck", exchange -> {
            try {
                release.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        });
        Load.Bound bound = new Load.Bound(Long.MAX_VALUE, 0.2, 0.2);
        Load.Result result = new Load(endpoint)
                .run(
                        2,
                        bound,
                        (connection, i) -> connection
                                .send(get(i == 0 ? "/stuck" : "/quick"))
                                .status());
        assertThat(result.answered()).isPositive();
        assertThat(result.failures()).isZero();
        assertThat(result.seconds()).isLessThan(5);
    }

    @Test
    void givesUpOnAServerThatIsGone() {
        answer("/here", 200, false, false);
        Load.Result result = new Load(endpoint).run(1, new Load.Bound(Long.MAX_VALUE, 60, 1), (connection, i) -> {
            if (i == 3) {
                server.stop(0);
            }
            return connection.send(get("/here")).status();
        });
        assertThat(result.answered()).isEqualTo(3);
        assertThat(result.failures()).isEqualTo(50);
    }
}
