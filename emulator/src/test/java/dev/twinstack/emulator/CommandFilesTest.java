package dev.twinstack.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.emulator.kernel.Command;
import dev.twinstack.emulator.kernel.CommandSerializer;
import dev.twinstack.emulator.region.RegionSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Commands that travel between nodes are a format that nodes of different versions must agree on: what each looks like is
 * written down, and what is written down stays readable. To add one: {@code -Dtwinstack.approve=true} writes the lines
 * anew; only new ones may differ.
 */
class CommandFilesTest {
    private static final Path FILE = Path.of("src", "test", "resources", "commands.txt");

    private final CommandSerializer serializer = new CommandSerializer(ResourceTypes.all(RegionSettings.of("eu-de")));

    @Test
    void everyCommandTravelsAsApproved() throws IOException {
        StringBuilder lines = new StringBuilder();
        Map<String, Class<?>> types = new TreeMap<>();
        serializer.names().forEach((type, name) -> types.put(name, type));
        types.forEach((name, type) -> {
            Command sample = (Command) Samples.of(type);
            byte[] json = serializer.write(sample);
            assertThat(serializer.read(name, json)).as(name).isEqualTo(sample);
            lines.append(name)
                    .append(' ')
                    .append(new String(json, StandardCharsets.UTF_8))
                    .append('\n');
        });
        if (Boolean.getBoolean("twinstack.approve")) {
            Files.writeString(FILE, lines);
        }
        assertThat(lines.toString()).isEqualTo(Files.readString(FILE));
    }
}
