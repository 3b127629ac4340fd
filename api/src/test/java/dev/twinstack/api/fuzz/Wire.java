package dev.twinstack.api.fuzz;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A connection that sends requests as they are, and waits only so long for an answer. */
final class Wire implements AutoCloseable {
    /** An answer, and whether the server closes the connection after it. */
    record Answer(int status, String body, boolean last) {
        @Override
        public String toString() {
            return status + " " + (body.length() > 600 ? body.substring(0, 600) + "…" : body);
        }
    }

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    Wire(URI endpoint, Duration patience) throws IOException {
        socket = new Socket(endpoint.getHost(), endpoint.getPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) patience.toMillis());
        in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
        out = socket.getOutputStream();
    }

    /**
     * {@return the answer}
     *
     * @throws java.net.SocketTimeoutException if none came in time
     * @throws IOException if none came at all
     */
    Answer send(byte[] request, boolean head) throws IOException {
        try {
            out.write(request);
            out.flush();
        } catch (IOException refused) {
            // The server answered before it had read everything, and closed: the answer may be there.
            return answer(head);
        }
        return answer(head);
    }

    void sendHalf(byte[] request) throws IOException {
        out.write(request, 0, request.length / 2);
        out.flush();
    }

    private Answer answer(boolean head) throws IOException {
        int status = Integer.parseInt(line().substring(9, 12));
        int length = 0;
        boolean last = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            if (header.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                length = Integer.parseInt(header.substring(15).strip());
            } else if (header.equalsIgnoreCase("Connection: close")) {
                last = true;
            }
        }
        byte[] body = head ? new byte[0] : in.readNBytes(length);
        return new Answer(status, new String(body, StandardCharsets.UTF_8), last);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder(64);
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the connection was closed without an answer");
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
