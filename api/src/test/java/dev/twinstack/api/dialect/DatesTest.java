package dev.twinstack.api.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2022-12-15T02:25:11.595173Z",
                "2022-12-15T02:25:00Z",
                "2024-02-29T00:00:00.999999999Z",
                "1970-01-01T00:00:01Z",
                "0999-12-31T23:59:59Z"
            })
    void secondsAreThoseOfTheirPatterns(String text) {
        Instant at = Instant.parse(text);
        assertThat(Dates.v1(at)).isEqualTo(pattern("uuuu-MM-dd'T'HH:mm:ss").format(at));
        assertThat(Dates.eip(at)).isEqualTo(pattern("uuuu-MM-dd HH:mm:ss").format(at));
        assertThat(Dates.zulu(at)).isEqualTo(pattern("uuuu-MM-dd'T'HH:mm:ss'Z'").format(at));
    }

    private static DateTimeFormatter pattern(String pattern) {
        return DateTimeFormatter.ofPattern(pattern).withZone(ZoneOffset.UTC);
    }
}
