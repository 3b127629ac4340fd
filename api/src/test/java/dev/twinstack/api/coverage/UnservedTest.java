package dev.twinstack.api.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.api.TestTwin;
import org.junit.jupiter.api.Test;

class UnservedTest {
    @Test
    void whatIsDocumentedButNotEmulatedSaysSoInItsDialect() {
        try (TestTwin twin = TestTwin.start()) {
            TestTwin.Reply pools = twin.get("/v2.0/subnetpools");
            assertThat(pools.status()).isEqualTo(501);
            assertThat(pools.text("/NeutronError/message")).contains("/v2.0/subnetpools", "not emulated");
            assertThat(twin.get("/v1/{p}/no-such-thing").status()).isEqualTo(404);
            assertThat(twin.get("/v1/{p}/vpcs").status()).isEqualTo(200);
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
