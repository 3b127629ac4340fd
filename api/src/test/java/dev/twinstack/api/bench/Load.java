package dev.twinstack.api.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/**
 * A closed-loop load on one server: so many connections, each sending its next request when it has its answer. Plain
 * sockets, one thread each, so that the generator takes little of the processors it shares with the server.
 */
public final class Load {
    /** A server that is gone is not asked for ever. */
    private static final int FAILURES_IN_A_ROW = 50;
    /** How long an answer is waited for, in milliseconds, unless a load says otherwise. */
    private static final int PATIENCE = 120_000;

    /** One request: everything that goes over the wire. */
    public static final class Request {
        private final byte[] bytes;

        private Request(byte[] bytes) {
            this.bytes = bytes;
        }

        public static Request of(URI endpoint, String method, String path, String token, String json) {
            return of(endpoint, method, path, "X-Auth-Token: " + token, "application/json", json);
        }

        /**
         * {@return a request with one header of its own}
         *
         * @param header {@code Name: value}
         * @param type the body's, where there is one
         */
        public static Request of(URI endpoint, String method, String path, String header, String type, String text) {
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            String content =
                    body.length == 0 ? "" : "Content-Type: " + type + "\r\nContent-Length: " + body.length + "\r\n";
            byte[] head = (method + ' ' + path + " HTTP/1.1\r\nHost: " + endpoint.getAuthority() + "\r\n" + header
                            + "\r\n" + content + "\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
            byte[] all = Arrays.copyOf(head, head.length + body.length);
            System.arraycopy(body, 0, all, head.length, body.length);
            return new Request(all);
        }
    }

    /** An answer's status and body. */
    public record Reply(int status, String body) {
        public boolean isGood() {
            return status >= 200 && status < 300;
        }
    }

    /** What a connection does again and again: one request, or as many as belong together. */
    public interface Work {
        /** {@return the status of the answer} 300 or more is a failure. */
        int perform(Connection connection, long i) throws IOException;
    }

    /**
     * When a load ends.
     *
     * @param seconds nothing new is begun after these
     * @param grace for so many seconds more, what has begun is waited for
     */
    public record Bound(long count, double seconds, double grace) {
        static final Bound NONE = new Bound(Long.MAX_VALUE, 1e6, 1e6);
    }

    /** How a load went; how long each request took, in milliseconds, in ascending order. */
    public static final class Result {
        private final double[] millis;
        private final long failures;
        private final double seconds;

        private Result(double[] millis, long failures, double seconds) {
            this.millis = millis;
            this.failures = failures;
            this.seconds = seconds;
        }

        /** {@return how many were not answered with success} */
        public long failures() {
            return failures;
        }

        public double seconds() {
            return seconds;
        }

        /** {@return how many were answered} */
        public int answered() {
            return millis.length;
        }

        public double perSecond() {
            return millis.length / seconds;
        }

        public double percentile(double share) {
            return millis.length == 0
                    ? Double.NaN
                    : millis[(int) Math.min(millis.length - 1L, Math.round(share * millis.length))];
        }
    }

    private final URI endpoint;

    public Load(URI endpoint) {
        this.endpoint = endpoint;
    }

    /** {@return the load of {@code count} requests over {@code connections}} A status of 300 or more is a failure. */
    public Result run(int connections, long count, LongFunction<Request> requests) {
        Work work = (connection, i) -> connection.send(requests.apply(i)).status();
        return run(connections, new Bound(count, Bound.NONE.seconds(), Bound.NONE.grace()), work);
    }

    /** {@return the load of some work over {@code connections}} What is not answered within the bound does not count. */
    public Result run(int connections, Bound bound, Work work) {
        Run run = new Run(bound, work);
        List<double[]> parts = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
            List<Future<double[]>> running = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                running.add(threads.submit(run::loop));
            }
            for (Future<double[]> one : running) {
                parts.add(one.get());
            }
        } catch (InterruptedException | ExecutionException failed) {
            throw new IllegalStateException(failed);
        }
        double[] all = parts.stream().flatMapToDouble(Arrays::stream).sorted().toArray();
        long end = all.length == 0 ? System.nanoTime() : run.last.get();
        return new Result(all, run.failures.get(), (end - run.start) / 1e9);
    }

    /** What the connections of one load share. */
    private final class Run {
        private final Bound bound;
        private final Work work;
        private final AtomicLong next = new AtomicLong();
        private final AtomicLong failures = new AtomicLong();
        private final long start = System.nanoTime();
        private final AtomicLong last = new AtomicLong(start);

        private Run(Bound bound, Work work) {
            this.bound = bound;
            this.work = work;
        }

        private double secondsLeft() {
            return bound.seconds() - (System.nanoTime() - start) / 1e9;
        }

        /** {@return how long each answer took} */
        private double[] loop() throws IOException {
            double[] millis = new double[1024];
            int done = 0;
            int failed = 0;
            try (Connection connection = new Connection(endpoint)) {
                for (long i = next.getAndIncrement();
                        i < bound.count() && secondsLeft() > 0 && failed < FAILURES_IN_A_ROW;
                        i = next.getAndIncrement()) {
                    long sent = System.nanoTime();
                    connection.patience(secondsLeft() + bound.grace());
                    try {
                        if (work.perform(connection, i) >= 300) {
                            failures.incrementAndGet();
                        }
                    } catch (SocketTimeoutException abandoned) {
                        break;
                    } catch (IOException broken) {
                        failures.incrementAndGet();
                        failed++;
                        continue;
                    }
                    failed = 0;
                    long end = System.nanoTime();
                    last.accumulateAndGet(end, Math::max);
                    if (done == millis.length) {
                        millis = Arrays.copyOf(millis, 2 * done);
                    }
                    millis[done++] = (end - sent) / 1e6;
                }
            }
            return Arrays.copyOf(millis, done);
        }
    }

    public Reply send(Request request) {
        try (Connection connection = new Connection(endpoint)) {
            return connection.send(request);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** One connection that is kept, or made anew when the server closes it. */
    public static final class Connection implements AutoCloseable {
        private final URI endpoint;
        private Socket socket;
        private InputStream in;
        private OutputStream out;
        private int patience = PATIENCE;
        private boolean closed;

        public Connection(URI endpoint) throws IOException {
            this.endpoint = endpoint;
            socket = open(endpoint);
            socket.setSoTimeout(patience);
            in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
            out = socket.getOutputStream();
        }

        private static Socket open(URI endpoint) throws IOException {
            Socket socket = new Socket(endpoint.getHost(), endpoint.getPort());
            socket.setTcpNoDelay(true);
            return socket;
        }

        /** How long an answer is waited for. */
        private void patience(double seconds) throws IOException {
            patience = (int) Math.clamp(seconds * TimeUnit.SECONDS.toMillis(1), 1, Integer.MAX_VALUE);
            if (!socket.isClosed()) {
                socket.setSoTimeout(patience);
            }
        }

        public Reply send(Request request) throws IOException {
            if (closed) {
                reopen();
            }
            closed = true; // unless all of the answer arrives
            out.write(request.bytes);
            String status = line();
            boolean last = status.startsWith("HTTP/1.0");
            boolean chunked = false;
            int length = 0;
            for (String header = line(); !header.isEmpty(); header = line()) {
                if (header.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                    length = Integer.parseInt(header.substring(15).strip());
                } else if (header.regionMatches(true, 0, "Transfer-Encoding: chunked", 0, 26)) {
                    chunked = true;
                } else if (header.regionMatches(true, 0, "Connection: close", 0, 17)) {
                    last = true;
                }
            }
            byte[] body = chunked ? chunks() : exactly(length);
            closed = last;
            return new Reply(Integer.parseInt(status.substring(9, 12)), new String(body, StandardCharsets.UTF_8));
        }

        private void reopen() throws IOException {
            socket.close();
            socket = open(endpoint);
            socket.setSoTimeout(patience);
            in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
            out = socket.getOutputStream();
        }

        private byte[] chunks() throws IOException {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (int size = size(line()); size > 0; size = size(line())) {
                all.write(exactly(size));
                line();
            }
            line();
            return all.toByteArray();
        }

        private byte[] exactly(int length) throws IOException {
            byte[] bytes = in.readNBytes(length);
            if (bytes.length < length) {
                throw new EOFException("the server closed the connection within an answer");
            }
            return bytes;
        }

        private static int size(String line) {
            return Integer.parseInt(line.split(";", 2)[0].strip(), 16);
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
