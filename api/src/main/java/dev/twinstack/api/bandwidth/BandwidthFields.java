package dev.twinstack.api.bandwidth;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Rejected;
import java.math.BigDecimal;
import java.util.Optional;

/** Fields of a bandwidth that more than one operation reads. */
public final class BandwidthFields {
    private static final BigDecimal MOST = BigDecimal.valueOf(Integer.MAX_VALUE);

    private BandwidthFields() {}

    /** {@return the {@code size} in Mbit/s, which must be there} */
    public static int size(Body bandwidth) {
        return maybeSize(bandwidth).orElseThrow(() -> Rejected.field(bandwidth.path("size"), "is required"));
    }

    /**
     * {@return the {@code size} in Mbit/s, or empty if it is left out or null} Decimals lose their fraction, and a number
     * in a string counts as the number (BW-05). Which sizes there are, the bandwidth decides.
     */
    static Optional<Integer> maybeSize(Body bandwidth) {
        return bandwidth.value("size").map(value -> integer(value, bandwidth.path("size")));
    }

    private static int integer(JsonNode value, String field) {
        BigDecimal number = number(value, field);
        if (number.abs().compareTo(MOST) > 0) {
            throw Rejected.field(field, "is out of range");
        }
        return number.intValue();
    }

    private static BigDecimal number(JsonNode value, String field) {
        if (value.isNumber() && Double.isFinite(value.doubleValue())) {
            return value.decimalValue();
        }
        if (value.isTextual() && value.textValue().matches("[0-9]{1,9}(\\.[0-9]{1,9})?")) {
            return new BigDecimal(value.textValue());
        }
        throw Rejected.field(field, "must be a number");
    }
}
