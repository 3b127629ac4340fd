package dev.twinstack.scenarios.load.wire;

import dev.twinstack.scenarios.cloud.CloudException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;

/**
 * Kept connections, so many at most to each host. Who finds none free waits for one: {@link Lane} knows how long.
 * Blocks, so it wants virtual threads when there are many requests at once.
 */
public final class Connections implements AutoCloseable {
    /** Servers close what is idle; a request that meets such a close cannot know whether it was carried out. */
    private static final long STALE = Duration.ofSeconds(15).toNanos();

    private static final long SWEEP_MILLIS = 250;

    private final int most;
    private final long within;
    private final Map<String, Host> hosts = new ConcurrentHashMap<>();
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private final Thread sweeper;

    /** One host and the connections to it that are free, the last used first. */
    private static final class Host {
        private final Origin origin;
        private final Semaphore permits;
        private final Deque<Connection> idle = new ConcurrentLinkedDeque<>();

        Host(Origin origin, int most) {
            this.origin = origin;
            this.permits = new Semaphore(most, true);
        }
    }

    /**
     * Opens none yet.
     *
     * @param most to each host
     * @param within what takes longer is ended
     */
    public Connections(int most, Duration within) {
        this.most = most;
        this.within = within.toNanos();
        this.sweeper = Thread.ofVirtual().name("slow requests").start(this::sweep);
    }

    /** {@return a lane for one thread} */
    public Lane lane() {
        return new Lane(this);
    }

    Reply send(Lane lane, String method, String url, Map<String, String> headers, String body) {
        int slash = url.indexOf('/', url.indexOf("://") + 3);
        String root = slash < 0 ? url : url.substring(0, slash);
        Host host = host(root);
        byte[] request = request(host.origin, method, slash < 0 ? "/" : url.substring(slash), headers, body);
        try {
            host.permits.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CloudException.Unreachable("interrupted while waiting for a connection");
        }
        try {
            lane.sending();
            return exchange(host, request, method.equals("POST"));
        } catch (IOException e) {
            String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            throw new CloudException.Unreachable("no answer: " + reason);
        } finally {
            host.permits.release();
        }
    }

    private Host host(String root) {
        Host host = hosts.get(root);
        return host != null ? host : hosts.computeIfAbsent(root, it -> new Host(Origin.of(it), most));
    }

    private static byte[] request(Origin origin, String method, String path, Map<String, String> headers, String body) {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder(256);
        head.append(method)
                .append(' ')
                .append(path)
                .append(" HTTP/1.1\r\nHost: ")
                .append(origin.authority());
        head.append("\r\nAccept: application/json\r\nUser-Agent: twinstack-load\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        if (content.length > 0) {
            head.append("Content-Type: application/json\r\n");
        }
        if (content.length > 0 || !method.equals("GET")) {
            head.append("Content-Length: ").append(content.length).append("\r\n");
        }
        byte[] start = head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(start, start.length + content.length);
        System.arraycopy(content, 0, all, start.length, content.length);
        return all;
    }

    /** Over a kept connection that the server has meanwhile closed, what may be repeated is sent once more. */
    private Reply exchange(Host host, byte[] request, boolean onlyOnce) throws IOException {
        Connection kept = kept(host);
        if (kept == null) {
            return exchange(host, opened(host), request);
        }
        try {
            return exchange(host, kept, request);
        } catch (java.net.SocketTimeoutException e) {
            throw e;
        } catch (IOException e) {
            if (onlyOnce || kept.answered()) {
                throw e;
            }
            return exchange(host, opened(host), request);
        }
    }

    private Reply exchange(Host host, Connection connection, byte[] request) throws IOException {
        boolean done = false;
        try {
            Reply reply = connection.exchange(request, within);
            done = connection.reusable();
            return reply;
        } finally {
            if (done) {
                host.idle.addFirst(connection);
            } else {
                drop(connection);
            }
        }
    }

    private @org.jspecify.annotations.Nullable Connection kept(Host host) throws IOException {
        long now = System.nanoTime();
        for (Connection next = host.idle.pollFirst(); next != null; next = host.idle.pollFirst()) {
            if (next.idle(now) < STALE) {
                return next;
            }
            drop(next);
        }
        return null;
    }

    private Connection opened(Host host) throws IOException {
        Connection connection = Connection.to(host.origin);
        open.add(connection);
        return connection;
    }

    private void drop(Connection connection) throws IOException {
        open.remove(connection);
        connection.close();
    }

    private void sweep() {
        try {
            while (true) {
                Thread.sleep(SWEEP_MILLIS);
                long now = System.nanoTime();
                for (Connection connection : open) {
                    connection.expire(now);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException("a connection cannot be closed", e);
        }
    }

    @Override
    public void close() {
        sweeper.interrupt();
        for (Connection connection : open) {
            try {
                connection.close();
            } catch (IOException e) {
                throw new UncheckedIOException("a connection cannot be closed", e);
            }
        }
    }
}
