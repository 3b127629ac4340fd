package dev.twinstack.api.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small run of {@code scenarios/fuzz/run}. */
class FuzzTest {
    private static final long SEED = 20;
    private static final long REQUESTS = 4_000;

    @Test
    void everyRequestIsAnsweredInTheTwinsOwnWords(@TempDir Path dir) throws IOException, InterruptedException {
        Report report = new FuzzRun(SEED, REQUESTS, dir).run();
        assertThat(report.operations()).hasSizeGreaterThan(100);
        assertThat(report.findings()).as("seed " + SEED).isEmpty();
    }
}
