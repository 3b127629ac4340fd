package dev.twinstack.api.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/**
 * A closed-loop load on one server: so many connections, each sending its next request when it has its answer. Plain
 * sockets, one thread each, so that the generator takes little of the processors it shares with the server.
 */
final class Load {
    /** One request: everything that goes over the wire. */
    static final class Request {
        private final byte[] bytes;

        private Request(byte[] bytes) {
            this.bytes = bytes;
        }

        static Request of(URI endpoint, String method, String path, String token, String json) {
            byte[] body = json.getBytes(StandardCharsets.UTF_8);
            String content =
                    body.length == 0 ? "" : "Content-Type: application/json\r\nContent-Length: " + body.length + "\r\n";
            byte[] head = (method + ' ' + path + " HTTP/1.1\r\nHost: " + endpoint.getAuthority() + "\r\nX-Auth-Token: "
                            + token + "\r\n" + content + "\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
            byte[] all = Arrays.copyOf(head, head.length + body.length);
            System.arraycopy(body, 0, all, head.length, body.length);
            return new Request(all);
        }
    }

    /** An answer's status and body. */
    record Reply(int status, String body) {}

    /** How a load went; how long each request took, in milliseconds, in ascending order. */
    static final class Result {
        private final double[] millis;
        private final long failures;
        private final double seconds;

        private Result(double[] millis, long failures, double seconds) {
            this.millis = millis;
            this.failures = failures;
            this.seconds = seconds;
        }

        long failures() {
            return failures;
        }

        double seconds() {
            return seconds;
        }

        double perSecond() {
            return millis.length / seconds;
        }

        double percentile(double share) {
            return millis[(int) Math.min(millis.length - 1L, Math.round(share * millis.length))];
        }
    }

    private final URI endpoint;

    Load(URI endpoint) {
        this.endpoint = endpoint;
    }

    /** {@return the load of {@code count} requests over {@code connections}} A status of 300 or more is a failure. */
    Result run(int connections, long count, LongFunction<Request> requests) {
        AtomicLong next = new AtomicLong();
        AtomicLong failures = new AtomicLong();
        long start = System.nanoTime();
        List<double[]> parts = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
            List<Future<double[]>> running = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                running.add(threads.submit(() -> loop(next, count, requests, failures)));
            }
            for (Future<double[]> one : running) {
                parts.add(one.get());
            }
        } catch (InterruptedException | ExecutionException failed) {
            throw new IllegalStateException(failed);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        double[] all = parts.stream().flatMapToDouble(Arrays::stream).sorted().toArray();
        return new Result(all, failures.get(), seconds);
    }

    private double[] loop(AtomicLong next, long count, LongFunction<Request> requests, AtomicLong failures)
            throws IOException {
        double[] millis = new double[1024];
        int done = 0;
        try (Connection connection = new Connection(endpoint)) {
            for (long i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                long sent = System.nanoTime();
                if (connection.send(requests.apply(i)).status() >= 300) {
                    failures.incrementAndGet();
                }
                if (done == millis.length) {
                    millis = Arrays.copyOf(millis, 2 * done);
                }
                millis[done++] = (System.nanoTime() - sent) / 1e6;
            }
        }
        return Arrays.copyOf(millis, done);
    }

    Reply send(Request request) {
        try (Connection connection = new Connection(endpoint)) {
            return connection.send(request);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** One connection that is kept. */
    static final class Connection implements AutoCloseable {
        private final Socket socket;
        private final InputStream in;
        private final OutputStream out;

        Connection(URI endpoint) throws IOException {
            socket = new Socket(endpoint.getHost(), endpoint.getPort());
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
            out = socket.getOutputStream();
        }

        Reply send(Request request) throws IOException {
            out.write(request.bytes);
            int status = Integer.parseInt(line().substring(9, 12));
            int length = 0;
            for (String header = line(); !header.isEmpty(); header = line()) {
                if (header.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                    length = Integer.parseInt(header.substring(15).strip());
                }
            }
            return new Reply(status, new String(in.readNBytes(length), StandardCharsets.UTF_8));
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder(64);
            for (int c = in.read(); c != '\n'; c = in.read()) {
                if (c < 0) {
                    throw new EOFException("the server closed the connection");
                }
                if (c != '\r') {
                    line.append((char) c);
                }
            }
            return line.toString();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
