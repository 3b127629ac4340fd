package dev.twinstack.api.timing;

import static org.assertj.core.api.Assertions.assertThat;

import com.huaweicloud.sdk.core.auth.BasicCredentials;
import com.huaweicloud.sdk.vpc.v2.VpcClient;
import com.huaweicloud.sdk.vpc.v2.model.ListVpcsRequest;
import dev.twinstack.api.TestTwin;
import dev.twinstack.api.TestTwin.Reply;
import dev.twinstack.api.Twin;
import dev.twinstack.api.identity.AccessKey;
import dev.twinstack.api.identity.AuthSettings;
import dev.twinstack.api.identity.Identities;
import dev.twinstack.emulator.journal.JournalSettings;
import dev.twinstack.emulator.region.RegionSettings;
import dev.twinstack.emulator.system.CloudSettings;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClocksTest {
    private static final String CLOCK = "/_twinstack/clock";

    @Test
    void theClockIsPutForwardForAllProjects() {
        try (TestTwin twin = StillTwin.start()) {
            assertThat(twin.get(CLOCK).json().toString())
                    .isEqualTo("{\"now\":\"2026-03-01T10:00:00Z\",\"ahead\":\"PT0S\"}");
            Reply advanced = StillTwin.advance(twin, Duration.ofSeconds(90));
            assertThat(advanced.json().toString())
                    .isEqualTo("{\"now\":\"2026-03-01T10:01:30Z\",\"ahead\":\"PT1M30S\"}");
            TestTwin other = twin.freshProject();
            assertThat(other.get(CLOCK).json()).isEqualTo(advanced.json());
            assertThat(other.post("/v1/{p}/vpcs", "{'vpc':{'name':'net'}}").text("/vpc/created_at"))
                    .isEqualTo("2026-03-01T10:01:30");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'advance':30}",
                "{'advance':'30s'}",
                "{'advance':''}",
                "{'advance':'PT0S'}",
                "{'advance':'PT-5S'}",
                "{'advance':'-PT5S'}",
                "{'advance':'P40000D'}",
                "{'advance':'PT9223372036854775807S'}",
                "{'advance':'PT99999999999999999999S'}",
            })
    void badInputIsRefused(String body) {
        try (TestTwin twin = StillTwin.start()) {
            Reply refused = twin.post(CLOCK, body);
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.text("/error/message")).containsAnyOf("advance", "clock goes forward only");
            assertThat(twin.get(CLOCK).text("/ahead")).isEqualTo("PT0S");
        }
    }

    @Test
    void onlyThoseWhoAreSignedInMaySetIt() throws Exception {
        try (TestTwin twin = StillTwin.start()) {
            assertThat(Plain.status(twin, "POST", CLOCK, "{\"advance\":\"PT5S\"}"))
                    .isEqualTo(401);
            assertThat(Plain.status(twin, "GET", CLOCK, "")).isEqualTo(401);
        }
    }

    @Test
    void tokensExpireByIt() {
        try (TestTwin twin = StillTwin.start()) {
            StillTwin.advance(twin, Duration.ofHours(23));
            TestTwin later = twin.freshProject();
            StillTwin.advance(twin, Duration.ofHours(1));
            assertThat(twin.get("/v1/{p}/vpcs").status()).isEqualTo(401);
            assertThat(twin.get(CLOCK).status()).isEqualTo(401);
            assertThat(later.get("/v1/{p}/vpcs").status()).isEqualTo(200);
            assertThat(twin.freshProject().get(CLOCK).text("/now")).isEqualTo("2026-03-02T10:00:00Z");
        }
    }

    /** The clock is read from the journal at the start, and no request is looked at before that. */
    @Test
    void alsoThoseUsedAtOnceAfterARestart(@TempDir Path data) throws Exception {
        CloudSettings settings = CloudSettings.of(new JournalSettings.Directory(data), RegionSettings.of("eu-de"));
        String token;
        try (TestTwin twin = TestTwin.start(AuthSettings.lenient(), settings)) {
            token = twin.token();
            StillTwin.advance(twin, Duration.ofHours(25));
        }
        try (Twin twin = Twin.start(settings, "127.0.0.1", 0)) {
            HttpRequest request = HttpRequest.newBuilder(twin.endpoint().resolve(CLOCK))
                    .header("X-Auth-Token", token)
                    .build();
            assertThat(HttpClient.newHttpClient()
                            .send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    /** Clients date their signatures by their own clock, which nobody has put forward. */
    @Test
    void signaturesDoNot() {
        AccessKey key = new Identities(AuthSettings.strict()).accessKey(Identities.defaultUser());
        try (TestTwin twin = StillTwin.start(AuthSettings.strict(), Instant.now())) {
            StillTwin.advance(twin, Duration.ofDays(2));
            VpcClient client = VpcClient.newBuilder()
                    .withCredential(new BasicCredentials()
                            .withAk(key.id())
                            .withSk(key.secret())
                            .withProjectId("0123456789abcdef0123456789abcdef"))
                    .withEndpoint(twin.endpoint().toString())
                    .build();
            assertThat(client.listVpcs(new ListVpcsRequest()).getVpcs()).isEmpty();
        }
    }
}
