package dev.twinstack.emulator.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.twinstack.emulator.ip.Seeds;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredInstantsTest {
    private static final int RUNS = 20_000;
    /** The first second of the year 10000. */
    private static final long END = 253_402_300_800L;

    private static final ObjectMapper OURS = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(StoredInstants.module())
            .build();
    private static final ObjectMapper JACKSON =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();

    @Test
    void whatAnInstantWritesIsReadBack() {
        Seeds.forAll(RUNS, random -> {
            long seconds = random.nextLong(END);
            int unit = new int[] {1_000_000_000, 1_000_000, 1_000, 1}[random.nextInt(4)];
            Instant instant = Instant.ofEpochSecond(seconds, (long) random.nextInt(1_000_000_000) / unit * unit);
            assertThat(StoredInstants.parse(instant.toString())).hasValue(instant);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"2026-03-01T10:00:00Z\"",
                "\"2026-03-01T10:00:00.5Z\"",
                "\"2024-02-29T23:59:59.999999999Z\"",
                "\"2026-03-01T10:00:00.Z\"",
                "\"2026-03-01T10:00:00+02:00\"",
                "\"2026-03-01T24:00:00Z\"",
                "\"+12026-03-01T10:00:00Z\"",
                "1772359200.5",
            })
    void everythingElseIsReadAsJacksonDoes(String json) throws IOException {
        assertThat(OURS.readValue(json, Instant.class)).isEqualTo(JACKSON.readValue(json, Instant.class));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"2026-02-30T10:00:00Z\"",
                "\"2026-13-01T10:00:00Z\"",
                "\"2026-03-01T10:60:00Z\"",
                "\"2026-03-01T10:00:00.1234567890Z\"",
                "\"2026-03-01T10:00:00\"",
                "\"yesterday\"",
            })
    void whatIsNoTimeIsRefused(String json) {
        assertThatThrownBy(() -> OURS.readValue(json, Instant.class)).isInstanceOf(Exception.class);
    }
}
