package dev.twinstack.api.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.io.IOException;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What one request is found by afterwards: in its answer's headers and body, in the log, and with the events it made.
 *
 * @param hex 32 hexadecimal digits, which are those of a random UUID
 */
public record RequestId(String hex) {
    /** The header of every answer, as the cloud's gateway has it. */
    public static final String HEADER = "X-Request-Id";
    /** Stands in an answer's body where the id of its request is to be. */
    public static final Placeholder IN_BODY = Placeholder.OF_THIS_REQUEST;

    private static final HexFormat HEX = HexFormat.of();
    private static final long VERSION_4 = 0x4000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    /** See {@link #IN_BODY}. */
    @JsonSerialize(using = Resolved.class)
    public enum Placeholder {
        OF_THIS_REQUEST
    }

    /** {@return an id that nothing has} Not hard to guess: nothing is allowed to who knows it. */
    public static RequestId fresh() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long high = random.nextLong() & ~0xF000L | VERSION_4;
        long low = random.nextLong() >>> 2 | VARIANT;
        return new RequestId(HEX.toHexDigits(high) + HEX.toHexDigits(low));
    }

    /** {@return the same id as OpenStack's services write it: {@code req-} and a UUID} */
    public String openStack() {
        return "req-" + hex.substring(0, 8) + '-' + hex.substring(8, 12) + '-' + hex.substring(12, 16) + '-'
                + hex.substring(16, 20) + '-' + hex.substring(20);
    }

    /** Writes the id of the request that is being answered; a blank one where none is. */
    static final class Resolved extends JsonSerializer<Placeholder> {
        @Override
        public void serialize(Placeholder value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(provider.getAttribute(RequestId.class) instanceof RequestId id ? id.hex() : "");
        }
    }
}
