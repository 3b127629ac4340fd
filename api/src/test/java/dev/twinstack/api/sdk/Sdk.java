package dev.twinstack.api.sdk;

import com.huaweicloud.sdk.core.auth.BasicCredentials;
import com.huaweicloud.sdk.eip.v2.EipClient;
import com.huaweicloud.sdk.vpc.v2.VpcClient;
import dev.twinstack.api.TestTwin;

/** The SDK's clients as its users have them: AK and SK, a project's id, an endpoint. */
final class Sdk {
    private final String endpoint;
    private final BasicCredentials keys;

    private Sdk(String endpoint, BasicCredentials keys) {
        this.endpoint = endpoint;
        this.keys = keys;
    }

    /** {@return clients of a project that nobody else has} */
    static Sdk inFreshProject(TestTwin twin) {
        return new Sdk(
                twin.endpoint().toString(),
                new BasicCredentials()
                        .withAk("AK")
                        .withSk("SK")
                        .withProjectId(twin.freshProject().project()));
    }

    VpcClient vpc() {
        return VpcClient.newBuilder()
                .withCredential(keys)
                .withEndpoint(endpoint)
                .build();
    }

    EipClient eip() {
        return EipClient.newBuilder()
                .withCredential(keys)
                .withEndpoint(endpoint)
                .build();
    }
}
