package dev.twinstack.scenarios.load.wire;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** One connection that is kept from request to request. Used by one thread at a time, but for {@link #expire}. */
public final class Connection implements Closeable {
    private static final long IDLE = Long.MAX_VALUE;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final AnswerReader answers = new AnswerReader();
    private volatile long deadline = IDLE;
    private volatile boolean expired;
    private long usedAt = System.nanoTime();
    private boolean reusable = true;
    private boolean answering;

    private Connection(Socket socket) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
    }

    static Connection to(Origin origin) throws IOException {
        return new Connection(origin.connect());
    }

    /** {@return a connection to the host of {@code http://host:port}} */
    public static Connection to(String url) throws IOException {
        return to(Origin.of(url));
    }

    /**
     * {@return the answer to the request}
     *
     * @param request everything that goes over the wire
     * @param within nanoseconds until {@link #expire} may end it
     */
    public Reply exchange(byte[] request, long within) throws IOException {
        answering = false;
        deadline = System.nanoTime() + within;
        try {
            out.write(request);
            answering = !answers.isEmpty() || answers.fill(in);
            if (!answering) {
                throw new EOFException("the server closed the connection");
            }
            Reply reply = answers.read(in);
            reusable = reply.keepsConnection();
            usedAt = System.nanoTime();
            return reply;
        } catch (IOException e) {
            if (expired) {
                throw new SocketTimeoutException("no answer within " + within / 1_000_000_000 + " s");
            }
            throw e;
        } finally {
            deadline = IDLE;
        }
    }

    /** {@return whether the last request had at least the beginning of an answer} */
    boolean answered() {
        return answering;
    }

    boolean reusable() {
        return reusable;
    }

    /** {@return nanoseconds since its last answer} */
    long idle(long now) {
        return now - usedAt;
    }

    /** Ends the request under way if it has taken too long; called by another thread. */
    void expire(long now) throws IOException {
        long end = deadline;
        if (end != IDLE && now - end > 0) {
            expired = true;
            socket.close();
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
