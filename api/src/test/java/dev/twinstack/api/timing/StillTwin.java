package dev.twinstack.api.timing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.api.TestTwin;
import dev.twinstack.api.TestTwin.Reply;
import dev.twinstack.api.identity.AuthSettings;
import dev.twinstack.emulator.journal.JournalSettings;
import dev.twinstack.emulator.region.RegionSettings;
import dev.twinstack.emulator.system.CloudSettings;
import dev.twinstack.emulator.timing.Phase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

/** Twins in which time passes only when a test says so, and not by itself. */
final class StillTwin {
    static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    private StillTwin() {}

    static TestTwin start(AuthSettings auth, Instant now) {
        return TestTwin.start(
                auth,
                CloudSettings.of(new JournalSettings.Memory(), RegionSettings.of("eu-de"))
                        .with(Clock.fixed(now, ZoneOffset.UTC)));
    }

    static TestTwin start() {
        return start(AuthSettings.lenient(), NOW);
    }

    /** {@return a client of a fresh project that takes as long as the cloud} */
    static TestTwin slowProject(TestTwin twin) {
        TestTwin client = twin.freshProject();
        assertThat(client.put("/_twinstack/timing", "{'profile':'otc','seed':7}")
                        .status())
                .isEqualTo(200);
        return client;
    }

    static Reply advance(TestTwin client, Duration by) {
        Reply reply = client.post("/_twinstack/clock", "{'advance':'" + by + "'}");
        assertThat(reply.status()).isEqualTo(200);
        return reply;
    }

    /** Lets time pass until a phase is over, for whatever resource. */
    static void pass(TestTwin client, Phase phase) {
        advance(client, phase.longest());
    }
}
