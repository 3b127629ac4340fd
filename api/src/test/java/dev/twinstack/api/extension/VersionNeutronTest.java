package dev.twinstack.api.extension;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twinstack.api.TestTwin;
import dev.twinstack.api.TestTwin.Reply;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VersionNeutronTest {
    @Test
    void theVersionTellsWhichCollectionsThereAre() {
        try (TestTwin twin = TestTwin.start()) {
            Reply version = twin.get("/v2.0/");
            assertThat(version.status()).isEqualTo(200);
            Map<String, String> names = new HashMap<>();
            for (JsonNode resource : version.at("/resources")) {
                names.put(
                        resource.get("name").asText(),
                        resource.get("collection").asText());
                String href = resource.at("/links/0/href").asText();
                assertThat(href).startsWith(twin.endpoint().toString());
                assertThat(twin.get(href.substring(twin.endpoint().toString().length()))
                                .status())
                        .as(href)
                        .isEqualTo(200);
            }
            assertThat(names)
                    .containsEntry("router", "routers")
                    .containsEntry("subnetpool", "subnetpools")
                    .containsEntry("security_group_rule", "security_group_rules")
                    .containsEntry("firewall_policy", "firewall_policies")
                    .containsEntry("network_ip_availability", "network_ip_availabilities")
                    .doesNotContainKey("extension");
            assertThat(twin.get("/v9.9").status()).isEqualTo(404);
            assertThat(twin.get("/v2.0/extensions/router").status()).isEqualTo(200);
        }
    }
}
