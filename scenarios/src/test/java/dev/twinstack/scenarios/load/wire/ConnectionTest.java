package dev.twinstack.scenarios.load.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.twinstack.scenarios.cloud.CloudException;
import dev.twinstack.scenarios.cloud.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectionTest {
    private final Deque<String> answers = new ArrayDeque<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final ServerSocket server = bound();

    private static ServerSocket bound() {
        try {
            return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers each request with the next text, byte by byte when {@code slowly}; an empty text closes. */
    private void serve(boolean slowly) {
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                    answer(socket, slowly);
                } catch (SocketException e) {
                    return;
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        });
    }

    private void answer(Socket socket, boolean slowly) throws IOException {
        byte[] buffer = new byte[8192];
        while (true) {
            int read = socket.getInputStream().read(buffer);
            String answer = answers.isEmpty() ? "" : answers.poll();
            if (read < 0) {
                return;
            }
            requests.add(new String(buffer, 0, read, StandardCharsets.UTF_8));
            if (answer.isEmpty()) {
                return;
            }
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            for (int i = 0; slowly && i < bytes.length; i++) {
                socket.getOutputStream().write(bytes[i]);
                socket.getOutputStream().flush();
            }
            if (!slowly) {
                socket.getOutputStream().write(bytes);
            }
        }
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getLocalPort() + path;
    }

    @Test
    void readsLengthsChunksAndNothing() {
        answers.add("HTTP/1.1 200 OK\r\ncontent-LENGTH: 5\r\nX-Subject-Token: abc\r\n\r\nhello");
        answers.add(String.join(
                "\r\n",
                List.of(
                        "HTTP/1.1 100 Continue",
                        "",
                        "HTTP/1.1 201 Created",
                        "Transfer-Encoding: chunked",
                        "",
                        "3;x=y",
                        "abc",
                        "A",
                        "0123456789",
                        "0",
                        "Trailer: t",
                        "",
                        "")));
        answers.add("HTTP/1.1 204 No Content\r\n\r\n");
        answers.add("HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}");
        serve(true);
        try (Connections connections = new Connections(1, Duration.ofSeconds(20))) {
            Lane lane = connections.lane();

            assertThat(lane.send("GET", url("/a?b=c"), Map.of("X-Auth-Token", "t"), ""))
                    .isEqualTo(new Transport.Answer(200, "abc", "hello"));
            assertThat(lane.send("POST", url("/b"), Map.of(), "{\"ä\":1}"))
                    .isEqualTo(new Transport.Answer(201, "", "abc0123456789"));
            assertThat(lane.send("DELETE", url("/c"), Map.of(), "").status()).isEqualTo(204);
            assertThat(lane.send("GET", url("/d"), Map.of(), "").body()).isEqualTo("{}");
            assertThat(lane.requests()).isEqualTo(4);
            assertThat(requests.getFirst())
                    .startsWith("GET /a?b=c HTTP/1.1\r\nHost: 127.0.0.1:" + server.getLocalPort() + "\r\n")
                    .contains("X-Auth-Token: t\r\n");
            assertThat(requests.get(1)).contains("Content-Length: 8\r\n").endsWith("\r\n\r\n{\"ä\":1}");
        }
    }

    /** A server may close what is idle; only what changes nothing, or the same thing twice, may be sent again. */
    @Test
    void sendsAgainOverANewConnectionWhatMayBeRepeated() {
        answers.add("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n1");
        answers.add("");
        answers.add("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n2");
        answers.add("");
        serve(false);
        try (Connections connections = new Connections(1, Duration.ofSeconds(20))) {
            Lane lane = connections.lane();

            assertThat(lane.send("GET", url("/"), Map.of(), "").body()).isEqualTo("1");
            assertThat(lane.send("GET", url("/"), Map.of(), "").body()).isEqualTo("2");
            assertThatExceptionOfType(CloudException.Unreachable.class)
                    .isThrownBy(() -> lane.send("POST", url("/"), Map.of(), "{}"))
                    .withMessageContaining("closed the connection");
            assertThat(requests).hasSize(4);
        }
    }

    @Test
    void endsWhatTakesTooLong() {
        answers.add("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly the beginning");
        serve(false);
        try (Connections connections = new Connections(1, Duration.ofSeconds(1))) {
            assertThatExceptionOfType(CloudException.Unreachable.class)
                    .isThrownBy(() -> connections.lane().send("GET", url("/"), Map.of(), ""))
                    .withMessageContaining("no answer within 1 s");
        }
    }

    @Test
    void saysWhyNobodyAnswers() throws IOException {
        String nowhere = url("/");
        server.close();
        try (Connections connections = new Connections(1, Duration.ofSeconds(5))) {
            assertThatExceptionOfType(CloudException.Unreachable.class)
                    .isThrownBy(() -> connections.lane().send("GET", nowhere, Map.of(), ""))
                    .withMessageContaining("Connection refused");
        }
    }
}
