package dev.twinstack.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twinstack.emulator.kernel.EventSerializer;
import dev.twinstack.emulator.region.RegionSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Stored events are a public format: for every type there is an approved file, and what it says stays readable. A new
 * type's file is written with {@code -Dtwinstack.approve=true}; read it before committing it. A file that is there
 * already is never overwritten: fields are only added, and a change to one is explained in its commit.
 */
class EventFilesTest {
    private static final Path FILES = Path.of("src", "test", "resources", "events");
    private static final boolean APPROVE = Boolean.getBoolean("twinstack.approve");

    private final EventSerializer serializer = new EventSerializer(ResourceTypes.all(RegionSettings.of("eu-de")));
    private final ObjectMapper json = new ObjectMapper();

    @TestFactory
    Stream<DynamicTest> everyTypeIsStoredAsApproved() {
        Map<String, Class<?>> types = new TreeMap<>();
        serializer.names().forEach((type, name) -> types.put(name, type));
        return types.entrySet().stream()
                .map(each ->
                        DynamicTest.dynamicTest(each.getKey(), () -> isAsApproved(each.getKey(), each.getValue())));
    }

    private void isAsApproved(String name, Class<?> type) throws IOException {
        Object sample = Samples.of(type);
        String stored = pretty(serializer.write(sample));
        Path file = FILES.resolve(name + ".json");
        if (APPROVE && Files.notExists(file)) {
            Files.createDirectories(FILES);
            Files.writeString(file, stored);
        }
        if (Files.notExists(file)) {
            fail("no approved file " + file + " for the event type " + name + "; it would be:\n" + stored);
        }
        assertThat(stored).as("how %s is stored", name).isEqualTo(Files.readString(file));
        assertThat(serializer.read(name, Files.readAllBytes(file)))
                .as("what is read from %s", file)
                .isEqualTo(sample);
    }

    @Test
    void everyApprovedFileHasItsType() throws IOException {
        List<String> expected =
                serializer.names().values().stream().map(name -> name + ".json").toList();
        try (Stream<Path> files = Files.list(FILES)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .as("approved files, each of a type that can still be read")
                    .isSubsetOf(expected);
        }
    }

    private String pretty(byte[] stored) throws IOException {
        return json.readTree(stored).toPrettyString().replace("\r\n", "\n") + '\n';
    }
}
