package dev.twinstack.emulator.kernel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A cause as the last field of a stored event. Put there as bytes: the event need not be taken apart for it. */
final class Stamp {
    private static final String FIELD = "@cause";
    private static final byte[] KEY = ('"' + FIELD + "\":").getBytes(StandardCharsets.US_ASCII);

    private Stamp() {}

    /**
     * @param event a JSON object without white space at its end
     * @throws IllegalArgumentException if it is no object
     */
    static byte[] on(byte[] event, byte[] cause) {
        int end = event.length - 1;
        if (end < 1 || event[0] != '{' || event[end] != '}') {
            throw new IllegalArgumentException("an event is stored as a JSON object");
        }
        ByteArrayOutputStream stamped = new ByteArrayOutputStream(event.length + KEY.length + cause.length + 1);
        stamped.write(event, 0, end);
        if (event[end - 1] != '{') {
            stamped.write(',');
        }
        stamped.writeBytes(KEY);
        stamped.writeBytes(cause);
        stamped.write('}');
        return stamped.toByteArray();
    }

    static Cause of(byte[] json, ObjectMapper mapper) throws IOException {
        JsonNode found = mapper.readTree(json).path(FIELD);
        return found.isMissingNode() ? Cause.ITSELF : mapper.treeToValue(found, Cause.class);
    }
}
