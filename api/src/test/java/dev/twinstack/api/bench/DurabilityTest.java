package dev.twinstack.api.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurabilityTest {
    @Test
    void nothingAcknowledgedIsLostToKillMinusNine(@TempDir Path dir) throws IOException, InterruptedException {
        Durability durability =
                new Durability(List.of("--data", dir.resolve("data").toString()), dir.resolve("twin.log"), 300);
        assertThat(durability.run()).contains("none missing");
    }
}
