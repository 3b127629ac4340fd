package dev.twinstack.api.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.slf4j.event.KeyValuePair;

/**
 * A JSON object a line: {@code time}, {@code level}, {@code logger}, {@code message}, then what else is known, each under
 * its own name, and {@code error} with a stack trace. Flat, unlike Logback's own JSON, so that a log store finds a request
 * id without being taught where it is.
 */
final class JsonLines extends EncoderBase<ILoggingEvent> {
    private static final byte[] NOTHING = new byte[0];

    private final JsonFactory json = new JsonFactory();

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator line = json.createGenerator(out)) {
            line.writeStartObject();
            line.writeStringField("time", event.getInstant().toString());
            line.writeStringField("level", event.getLevel().toString());
            line.writeStringField("logger", event.getLoggerName());
            line.writeStringField("message", event.getFormattedMessage());
            if (event.getKeyValuePairs() != null) {
                for (KeyValuePair pair : event.getKeyValuePairs()) {
                    write(line, pair);
                }
            }
            if (event.getThrowableProxy() != null) {
                line.writeStringField("error", ThrowableProxyUtil.asString(event.getThrowableProxy()));
            }
            line.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        out.write('\n');
        return out.toByteArray();
    }

    private static void write(JsonGenerator line, KeyValuePair pair) throws IOException {
        switch (pair.value) {
            case Integer number -> line.writeNumberField(pair.key, number);
            case Double number -> line.writeNumberField(pair.key, number);
            default -> line.writeStringField(pair.key, String.valueOf(pair.value));
        }
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }
}
