package dev.twinstack.api.sdk;

import com.huaweicloud.sdk.core.ClientBuilder;
import com.huaweicloud.sdk.core.HcClient;
import com.huaweicloud.sdk.core.auth.BasicCredentials;
import com.huaweicloud.sdk.core.http.HttpConfig;
import com.huaweicloud.sdk.ecs.v2.EcsClient;
import com.huaweicloud.sdk.eip.v2.EipClient;
import com.huaweicloud.sdk.vpc.v2.VpcClient;
import dev.twinstack.api.TestTwin;
import java.util.function.Function;

/**
 * The SDK's clients as its users have them: AK and SK, a project's id, an endpoint.
 *
 * @param project of the test's own, on the twin that all tests of the SDK share
 * @param test such as {@code VpcSdkTest.quotasCountWhatThereIs}
 * @param calls where the clients note what they call
 */
record Sdk(TestTwin project, String test, Calls calls) {
    VpcClient vpc() {
        return client(VpcClient::new);
    }

    com.huaweicloud.sdk.vpc.v3.VpcClient vpcV3() {
        return client(com.huaweicloud.sdk.vpc.v3.VpcClient::new);
    }

    EipClient eip() {
        return client(EipClient::new);
    }

    com.huaweicloud.sdk.eip.v3.EipClient eipV3() {
        return client(com.huaweicloud.sdk.eip.v3.EipClient::new);
    }

    EcsClient ecs() {
        return client(EcsClient::new);
    }

    /** {@return the clients of another project} */
    Sdk neighbour() {
        return new Sdk(project.freshProject(), test, calls);
    }

    /** What each client's own {@code newBuilder()} does, but for the core that keeps note. */
    private <C> C client(Function<HcClient, C> client) {
        return new ClientBuilder<>(core -> client.apply(new NotedCore(core, test, calls)))
                .withHttpConfig(HttpConfig.getDefaultHttpConfig())
                .withCredential(new BasicCredentials().withAk("AK").withSk("SK").withProjectId(project.project()))
                .withEndpoint(project.endpoint().toString())
                .build();
    }
}
