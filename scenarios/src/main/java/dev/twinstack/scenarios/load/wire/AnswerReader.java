package dev.twinstack.scenarios.load.wire;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads HTTP/1.1 answers off one stream. Source: RFC 9112, sections 4 and 6. */
final class AnswerReader {
    private static final int START = 16 * 1024;
    private static final int LARGEST_HEAD = 256 * 1024;
    private static final byte[] LENGTH = bytes("content-length");
    private static final byte[] ENCODING = bytes("transfer-encoding");
    private static final byte[] CONNECTION = bytes("connection");
    private static final byte[] SUBJECT_TOKEN = bytes("x-subject-token");

    private byte[] buffer = new byte[START];
    private int from;
    private int to;

    private long length;
    private boolean chunked;
    private boolean keeps;
    private String subjectToken = "";

    private static byte[] bytes(String name) {
        return name.getBytes(StandardCharsets.US_ASCII);
    }

    boolean isEmpty() {
        return from == to;
    }

    /** {@return whether there was anything more to read} */
    boolean fill(InputStream in) throws IOException {
        if (from == to) {
            from = 0;
            to = 0;
        } else if (to == buffer.length) {
            if (from > 0) {
                System.arraycopy(buffer, from, buffer, 0, to - from);
                to -= from;
                from = 0;
            } else {
                buffer = Arrays.copyOf(buffer, 2 * buffer.length);
            }
        }
        int read = in.read(buffer, to, buffer.length - to);
        to += Math.max(0, read);
        return read > 0;
    }

    Reply read(InputStream in) throws IOException {
        int status = head(in);
        while (status / 100 == 1) {
            status = head(in);
        }
        byte[] body;
        if (status == 204 || status == 304) {
            body = new byte[0];
        } else if (chunked) {
            body = chunks(in);
        } else if (length >= 0) {
            body = exactly(in, length);
        } else {
            body = rest(in);
            keeps = false;
        }
        return new Reply(status, subjectToken, new String(body, StandardCharsets.UTF_8), keeps);
    }

    private int head(InputStream in) throws IOException {
        length = -1;
        chunked = false;
        subjectToken = "";
        int end = line(in);
        if (end - from < 12 || buffer[from] != 'H' || buffer[from + 4] != '/') {
            throw new IOException("not an HTTP answer: " + text(from, Math.min(end, from + 40)));
        }
        keeps = buffer[from + 7] != '0';
        int status = number(from + 9, from + 12);
        next(end);
        for (end = line(in); end > from; end = line(in)) {
            field(end);
            next(end);
        }
        next(end);
        return status;
    }

    private void field(int end) throws IOException {
        if (named(LENGTH)) {
            length = number(from + LENGTH.length + 1, end);
        } else if (named(ENCODING)) {
            chunked = value(ENCODING, end).equalsIgnoreCase("chunked");
        } else if (named(CONNECTION)) {
            keeps = !value(CONNECTION, end).equalsIgnoreCase("close");
        } else if (named(SUBJECT_TOKEN)) {
            subjectToken = value(SUBJECT_TOKEN, end);
        }
    }

    private boolean named(byte[] name) {
        if (to - from <= name.length || buffer[from + name.length] != ':') {
            return false;
        }
        for (int i = 0; i < name.length; i++) {
            byte at = buffer[from + i];
            if ((at >= 'A' && at <= 'Z' ? at + 32 : at) != name[i]) {
                return false;
            }
        }
        return true;
    }

    private String value(byte[] name, int end) {
        return text(from + name.length + 1, end).strip();
    }

    private String text(int start, int end) {
        return new String(buffer, start, end - start, StandardCharsets.ISO_8859_1);
    }

    private int number(int start, int end) throws IOException {
        long number = 0;
        for (int i = start; i < end; i++) {
            byte digit = buffer[i];
            if (digit >= '0' && digit <= '9' && number < Integer.MAX_VALUE) {
                number = 10 * number + digit - '0';
            } else if (digit != ' ' && digit != '\t') {
                throw new IOException("not a number: " + text(start, end));
            }
        }
        if (number > Integer.MAX_VALUE) {
            throw new IOException("an answer of " + number + " bytes is too long");
        }
        return (int) number;
    }

    /** {@return where the line ends that begins at {@code from}, without its CRLF} */
    private int line(InputStream in) throws IOException {
        int seen = 0;
        while (true) {
            for (int i = from + seen; i < to; i++) {
                if (buffer[i] == '\n') {
                    return i > from && buffer[i - 1] == '\r' ? i - 1 : i;
                }
            }
            seen = to - from;
            if (seen > LARGEST_HEAD) {
                throw new IOException("a header line longer than " + LARGEST_HEAD + " bytes");
            }
            need(in);
        }
    }

    private void next(int end) {
        from = buffer[end] == '\r' ? end + 2 : end + 1;
    }

    private void need(InputStream in) throws IOException {
        if (!fill(in)) {
            throw new EOFException("the server closed the connection within an answer");
        }
    }

    private byte[] exactly(InputStream in, long count) throws IOException {
        byte[] body = new byte[(int) count];
        int have = (int) Math.min(count, to - from);
        System.arraycopy(buffer, from, body, 0, have);
        from += have;
        if (in.readNBytes(body, have, body.length - have) < body.length - have) {
            throw new EOFException("the server closed the connection within an answer");
        }
        return body;
    }

    private byte[] chunks(InputStream in) throws IOException {
        byte[] body = new byte[0];
        while (true) {
            int end = line(in);
            String size = text(from, end).replaceFirst(";.*", "").strip();
            next(end);
            int count;
            try {
                count = Integer.parseInt(size, 16);
            } catch (NumberFormatException e) {
                throw new IOException("not the size of a chunk: " + size, e);
            }
            if (count == 0) {
                for (end = line(in); end > from; end = line(in)) {
                    next(end);
                }
                next(end);
                return body;
            }
            byte[] chunk = exactly(in, count);
            int before = body.length;
            body = Arrays.copyOf(body, before + count);
            System.arraycopy(chunk, 0, body, before, count);
            next(line(in));
        }
    }

    private byte[] rest(InputStream in) throws IOException {
        byte[] have = Arrays.copyOfRange(buffer, from, to);
        from = to;
        byte[] more = in.readAllBytes();
        byte[] body = Arrays.copyOf(have, have.length + more.length);
        System.arraycopy(more, 0, body, have.length, more.length);
        return body;
    }
}
