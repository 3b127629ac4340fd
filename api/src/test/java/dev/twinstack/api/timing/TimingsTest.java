package dev.twinstack.api.timing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.api.TestTwin;
import dev.twinstack.api.TestTwin.Reply;
import dev.twinstack.api.identity.AuthSettings;
import dev.twinstack.emulator.journal.JournalSettings;
import dev.twinstack.emulator.region.RegionSettings;
import dev.twinstack.emulator.system.CloudSettings;
import dev.twinstack.emulator.timing.Timing;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimingsTest {
    private static final String TIMING = "/_twinstack/timing";

    private static TestTwin twin;

    @BeforeAll
    static void start() {
        twin = StillTwin.start();
    }

    @AfterAll
    static void stop() {
        twin.close();
    }

    @Test
    void aProjectIsToldHowLongThingsTake() {
        TestTwin client = twin.freshProject();
        assertThat(client.get(TIMING).json().toString()).isEqualTo("{\"profile\":\"instant\"}");
        Reply set = client.put(TIMING, "{'profile':'otc','seed':7,'speed':20}");
        assertThat(set.status()).isEqualTo(200);
        assertThat(set.json().toString()).isEqualTo("{\"profile\":\"otc\",\"seed\":7,\"speed\":20}");
        assertThat(client.get(TIMING).json()).isEqualTo(set.json());
        assertThat(twin.freshProject().get(TIMING).text("/profile"))
                .as("of another project")
                .isEqualTo("instant");
        assertThat(client.put(TIMING, "{'profile':'otc'}").json().toString())
                .isEqualTo("{\"profile\":\"otc\",\"seed\":1,\"speed\":1}");
        assertThat(client.put(TIMING, "{'profile':'instant'}").json().toString())
                .isEqualTo("{\"profile\":\"instant\"}");
    }

    @Test
    void unlessItIsToldAProjectTakesAsLongAsTheTwinIsStartedWith() {
        CloudSettings slow = CloudSettings.of(new JournalSettings.Memory(), RegionSettings.of("eu-de"))
                .with(new Timing.Otc(3, 1000));
        try (TestTwin other = TestTwin.start(AuthSettings.lenient(), slow)) {
            assertThat(other.get(TIMING).json().toString())
                    .isEqualTo("{\"profile\":\"otc\",\"seed\":3,\"speed\":1000}");
            assertThat(other.put(TIMING, "{'profile':'instant'}").text("/profile"))
                    .isEqualTo("instant");
            assertThat(other.get(TIMING).text("/profile")).isEqualTo("instant");
            assertThat(other.freshProject().get(TIMING).text("/profile")).isEqualTo("otc");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{}                                     | profile",
                "{'profile':'real'}                     | profile",
                "{'profile':7}                          | profile",
                "{'profile':'otc','seed':1.5}           | seed",
                "{'profile':'otc','seed':3000000000}    | seed",
                "{'profile':'otc','speed':0}            | speed",
                "{'profile':'otc','speed':1001}         | speed",
                "{'profile':'otc','speed':'fast'}       | speed",
                "{'profile':'instant','seed':7}         | seed",
                "{'profile':'instant','speed':7}        | speed",
            })
    void badInputIsRefusedByField(String body, String field) {
        TestTwin client = twin.freshProject();
        Reply refused = client.put(TIMING, body);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("/error/message")).contains(field);
        assertThat(client.get(TIMING).text("/profile")).isEqualTo("instant");
    }

    @Test
    void whoHasNoProjectHasNoTiming() throws Exception {
        assertThat(Plain.status(twin, "GET", TIMING, "")).isEqualTo(401);
        assertThat(Plain.status(twin, "PUT", TIMING, "{\"profile\":\"otc\"}")).isEqualTo(401);
    }
}
