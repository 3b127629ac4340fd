package dev.twinstack.scenarios.load.wire;

import dev.twinstack.scenarios.cloud.Transport;
import java.util.Map;

/** The requests of one thread, and when the first of them went out. */
public final class Lane implements Transport {
    private final Connections connections;
    private long sentAt;
    private boolean sent;
    private int requests;

    Lane(Connections connections) {
        this.connections = connections;
    }

    @Override
    public Answer send(String method, String url, Map<String, String> headers, String body) {
        Reply reply = connections.send(this, method, url, headers, body);
        return new Answer(reply.status(), reply.subjectToken(), reply.body());
    }

    void sending() {
        requests++;
        if (!sent) {
            sent = true;
            sentAt = System.nanoTime();
        }
    }

    /** Forgets what went out so far. */
    public void begin() {
        sent = false;
        requests = 0;
    }

    /**
     * {@return when the first request since {@link #begin} had its connection, as {@link System#nanoTime} tells time}
     *
     * @param otherwise if there was none
     */
    public long sentAt(long otherwise) {
        return sent ? sentAt : otherwise;
    }

    /** {@return how many requests there were since {@link #begin}} */
    public int requests() {
        return requests;
    }
}
