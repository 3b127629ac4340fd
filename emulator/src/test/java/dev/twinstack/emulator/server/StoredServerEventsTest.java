package dev.twinstack.emulator.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.emulator.job.JobEvent;
import dev.twinstack.emulator.job.JobRules;
import dev.twinstack.emulator.kernel.Event;
import dev.twinstack.emulator.kernel.EventSerializer;
import dev.twinstack.emulator.region.Catalogue;
import dev.twinstack.emulator.region.RegionSettings;
import dev.twinstack.emulator.server.Server.Power;
import dev.twinstack.emulator.server.Server.Spec;
import dev.twinstack.emulator.server.Server.Volume;
import dev.twinstack.emulator.server.ServerEvent.StoredNic;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is read back after a restart is what was written. */
class StoredServerEventsTest {
    private static final Instant AT = Instant.parse("2026-05-01T10:00:00Z");
    private static final EventSerializer SERIALIZER =
            new EventSerializer(List.of(new ServerRules(Catalogue.of(RegionSettings.of("eu-de"))), new JobRules()));

    static List<Event> events() {
        Spec spec = new Spec(
                "web",
                "",
                "s3.large.2",
                "image",
                "eu-de-01",
                "vpc",
                "key",
                "",
                Map.of("a", "1"),
                Map.of("env", "test"),
                List.of(new Volume("v", "SSD", 40)));
        return List.of(
                new ServerEvent.Opened("s", spec, List.of(new StoredNic("n1", true)), AT),
                new ServerEvent.NicsAdded(List.of(new StoredNic("n2", false)), AT),
                new ServerEvent.NicsRemoved(List.of("n2"), AT),
                new ServerEvent.Updated("db", "", Map.of(), Map.of("env", "live"), AT),
                new ServerEvent.Switched(Power.SHUTOFF, AT),
                new ServerEvent.Ordered("u", "r-1", 1, "shared", "0", ""),
                new ServerEvent.Rebuilt("image", "web", Map.of("a", "1"), "", "", AT),
                new ServerEvent.AutoRecoverySet(false, AT),
                new ServerEvent.Ipv6EnabledInGuest(List.of("n1"), AT),
                new ServerEvent.Closed(),
                new JobEvent.Ended(
                        "j",
                        "createServer",
                        List.of(new JobEvent.StoredPart("p", "createSingleServer", Map.of("server_id", "s"), "", "")),
                        "",
                        "",
                        AT,
                        AT));
    }

    @ParameterizedTest
    @MethodSource("events")
    void survivesTheJournal(Event event) {
        assertThat(SERIALIZER.read(SERIALIZER.name(event), SERIALIZER.write(event)))
                .isEqualTo(event);
    }
}
