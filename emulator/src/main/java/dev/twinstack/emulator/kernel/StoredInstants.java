package dev.twinstack.emulator.kernel;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jsr310.deser.InstantDeserializer;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Reads the times in stored events. A formatter takes a tenth of the time of folding a project; what {@link
 * Instant#toString} writes is read without one, and everything else by Jackson as before.
 */
final class StoredInstants extends StdScalarDeserializer<Instant> {
    private static final long serialVersionUID = 1L;

    /** Zeros stand for any digit. */
    private static final String SECONDS = "0000-00-00T00:00:00";

    private static final int DAY = 24 * 60 * 60;
    private static final int NANO_DIGITS = 9;

    private StoredInstants() {
        super(Instant.class);
    }

    static Module module() {
        return new SimpleModule("stored-instants").addDeserializer(Instant.class, new StoredInstants());
    }

    @Override
    public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        Optional<Instant> plain = parser.hasToken(JsonToken.VALUE_STRING) ? parse(parser.getText()) : Optional.empty();
        return plain.isPresent() ? plain.get() : InstantDeserializer.INSTANT.deserialize(parser, context);
    }

    /** {@return the time that {@link Instant#toString} writes as {@code text}, or nothing if it is in another form} */
    static Optional<Instant> parse(String text) {
        int end = text.length() - 1;
        int point = SECONDS.length();
        if (end < point || text.charAt(end) != 'Z' || !isLike(text) || end > point && !isFraction(text, point, end)) {
            return Optional.empty();
        }
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, 19);
        if (hour > 23 || minute > 59 || second > 59) {
            return Optional.empty();
        }
        LocalDate date = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10));
        int nanos = end == point ? 0 : number(text, point + 1, end);
        for (int digits = end - point - 1; end > point && digits < NANO_DIGITS; digits++) {
            nanos *= 10;
        }
        long seconds = date.toEpochDay() * DAY + (hour * 60L + minute) * 60 + second;
        return Optional.of(Instant.ofEpochSecond(seconds, nanos));
    }

    private static boolean isLike(String text) {
        for (int i = 0; i < SECONDS.length(); i++) {
            char wanted = SECONDS.charAt(i);
            if (wanted == '0' ? !isDigit(text.charAt(i)) : text.charAt(i) != wanted) {
                return false;
            }
        }
        return true;
    }

    private static boolean isFraction(String text, int point, int end) {
        int digits = end - point - 1;
        if (text.charAt(point) != '.' || digits < 1 || digits > NANO_DIGITS) {
            return false;
        }
        for (int i = point + 1; i < end; i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }
}
