package dev.twinstack.api.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.api.RouteTable;
import dev.twinstack.api.coverage.Usage;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.identity.AuthSettings;
import dev.twinstack.api.identity.Identity;
import dev.twinstack.api.metrics.Metrics;
import dev.twinstack.api.recording.Recordings;
import dev.twinstack.emulator.journal.JournalSettings;
import dev.twinstack.emulator.region.RegionSettings;
import dev.twinstack.emulator.system.Cloud;
import dev.twinstack.emulator.system.CloudSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Surefire runs it in the module's folder. */
class CoveragePageTest {
    private static final Path PAGE = Path.of("../docs/coverage.md");
    private static final Path RESOURCES = Path.of("src/test/resources/dev/twinstack/api");

    private static List<Endpoint> served;
    private static Evidence evidence;
    private static Deviations deviations;

    @BeforeAll
    static void read() throws IOException {
        CloudSettings settings = CloudSettings.of(new JournalSettings.Memory(), RegionSettings.of("eu-de"));
        try (Cloud cloud = Cloud.start(settings)) {
            served = RouteTable.served(
                    new Identity(cloud, AuthSettings.lenient()), new Usage(), new Recordings(), new Metrics(cloud));
        }
        evidence = Evidence.in(RESOURCES.resolve("coverage/evidence"));
        deviations = Deviations.of(RESOURCES.resolve("reference/deviations.txt"), Path.of("../docs/deviations.md"));
    }

    @Test
    void thePageIsUpToDate() throws IOException {
        String page = new CoveragePage(served, Reference.read(), evidence, deviations).text();
        if (Boolean.getBoolean("twinstack.update")) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE).as("write it anew: " + CoveragePage.COMMAND).hasContent(page);
    }

    @Test
    void evidenceNamesOperationsThatAreServed() {
        assertThat(served.stream().map(CoveragePage::key)).containsAll(evidence.operations());
    }

    @Test
    void deviationsNameOperationsThatAreServed() {
        assertThat(served.stream().map(CoveragePage::key)).containsAll(deviations.operations());
    }
}
