package dev.twinstack.api.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twinstack.api.TestTwin;
import dev.twinstack.api.dialect.V1;
import dev.twinstack.api.http.Caller;
import dev.twinstack.api.http.Placement;
import dev.twinstack.api.http.Server;
import dev.twinstack.emulator.journal.JournalSettings;
import dev.twinstack.emulator.region.RegionSettings;
import dev.twinstack.emulator.system.Cloud;
import dev.twinstack.emulator.system.CloudSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class UnservedTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Of a server that has none of the operations, so that the test outlives their being served. */
    @Test
    void whatIsDocumentedButNotEmulatedSaysSoInItsDialect() throws IOException, InterruptedException {
        CloudSettings settings = CloudSettings.of(new JournalSettings.Memory(), RegionSettings.of("eu-de"));
        try (Cloud cloud = Cloud.start(settings);
                Server server = Server.start(
                        cloud,
                        Unserved.besides(List.of()),
                        (endpoint, request, body, path) -> CompletableFuture.completedStage(Caller.ANYBODY),
                        path -> V1.DIALECT,
                        exchange -> {},
                        Placement.HERE,
                        "127.0.0.1",
                        0)) {
            assertThat(refusal(server, "/v2.0/subnetpools")
                            .at("/NeutronError/message")
                            .asText())
                    .contains("/v2.0/subnetpools", "not emulated");
            assertThat(refusal(server, "/v1/one/vpcs").at("/message").asText()).contains("/vpcs", "not emulated");
            assertThat(refusal(server, "/v3/one/vpc/vpcs").at("/error_msg").asText())
                    .contains("/vpc/vpcs", "not emulated");
            assertThat(refusal(server, "/v2/one/cloudsnapshots/detail")
                            .at("/error/message")
                            .asText())
                    .contains("/cloudsnapshots/detail", "not emulated");
            assertThat(refusal(server, "/v3/one/snapshots")
                            .at("/notImplemented/message")
                            .asText())
                    .contains("/snapshots", "not emulated");
        }
    }

    private static JsonNode refusal(Server server, String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
        HttpResponse<byte[]> answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).isEqualTo(501);
        return MAPPER.readTree(answer.body());
    }

    @Test
    void whatIsNotDocumentedIsMissingAndWhatIsServedIsAnswered() {
        try (TestTwin twin = TestTwin.start()) {
            assertThat(twin.get("/v1/{p}/no-such-thing").status()).isEqualTo(404);
            assertThat(twin.get("/v1/{p}/vpcs").status()).isEqualTo(200);
            assertThat(twin.get("/v2.0/subnetpools").status()).isEqualTo(200);
        }
    }

    @Test
    void theExtensionsThatAreServedAreListed() {
        try (TestTwin twin = TestTwin.start()) {
            assertThat(twin.get("/v2.0/extensions").json().at("/extensions")).isNotEmpty();
            assertThat(twin.get("/v2.0/extensions/port-security").status()).isEqualTo(200);
            assertThat(twin.get("/v2.0/extensions/tag-ports-during-bulk-creation")
                            .status())
                    .isEqualTo(404);
        }
    }
}
