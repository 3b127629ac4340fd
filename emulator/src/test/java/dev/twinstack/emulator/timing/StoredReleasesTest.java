package dev.twinstack.emulator.timing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.emulator.ResourceTypes;
import dev.twinstack.emulator.kernel.EventSerializer;
import dev.twinstack.emulator.region.RegionSettings;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Events of a release of something gained a time. Those stored without one happened long ago. */
class StoredReleasesTest {
    private final EventSerializer serializer = new EventSerializer(ResourceTypes.all(RegionSettings.of("eu-de")));

    @Test
    void addressesAndRangesReleasedBeforeTheyHadATime() {
        assertThat(read("subnet.addresses.released", "{\"port\":\"p\"}"))
                .hasFieldOrPropertyWithValue("port", "p")
                .hasFieldOrPropertyWithValue("at", Instant.EPOCH);
        assertThat(read("vpc.range.returned", "{\"subnet\":\"s\"}"))
                .hasFieldOrPropertyWithValue("subnet", "s")
                .hasFieldOrPropertyWithValue("at", Instant.EPOCH);
    }

    private Object read(String name, String json) {
        return serializer.read(name, json.getBytes(StandardCharsets.UTF_8));
    }
}
