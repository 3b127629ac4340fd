package dev.twinstack.api.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.huaweicloud.sdk.vpc.v2.VpcClient;
import com.huaweicloud.sdk.vpc.v2.model.CreateSubnetOption;
import com.huaweicloud.sdk.vpc.v2.model.CreateSubnetRequest;
import com.huaweicloud.sdk.vpc.v2.model.CreateSubnetRequestBody;
import com.huaweicloud.sdk.vpc.v2.model.CreateVpcOption;
import com.huaweicloud.sdk.vpc.v2.model.CreateVpcRequest;
import com.huaweicloud.sdk.vpc.v2.model.CreateVpcRequestBody;
import com.huaweicloud.sdk.vpc.v2.model.ListVpcsRequest;
import dev.twinstack.scenarios.cloud.Cloud;
import dev.twinstack.scenarios.cloud.Json;
import dev.twinstack.scenarios.junit.TwinProject;
import dev.twinstack.scenarios.junit.TwinstackTest;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** The JUnit extension, with the twin and the SDK that its users have. */
@TwinstackTest
class TwinstackTestTest {
    @RepeatedTest(2)
    void eachTestHasAnEmptyProject(VpcClient vpcs, TwinProject twin) {
        assertThat(vpcs.listVpcs(new ListVpcsRequest()).getVpcs()).isEmpty();
        vpc(vpcs);
        assertThat(vpcs.listVpcs(new ListVpcsRequest()).getVpcs()).hasSize(1);
        assertThat(twin.name()).startsWith("eu-de_test-");
    }

    @Test
    void reachabilityIsAsserted(VpcClient vpcs, Cloud cloud, TwinProject twin) {
        String vpc = vpc(vpcs);
        String subnet = vpcs.createSubnet(new CreateSubnetRequest()
                        .withBody(new CreateSubnetRequestBody()
                                .withSubnet(new CreateSubnetOption()
                                        .withName("front")
                                        .withCidr("192.168.1.0/24")
                                        .withGatewayIp("192.168.1.1")
                                        .withVpcId(vpc))))
                .getSubnet()
                .getId();
        server(cloud, vpc, subnet, "web");
        server(cloud, vpc, subnet, "db");

        twin.assertReachable("web", "db");
        twin.assertReachable("web", "db", "tcp/5432");
        twin.assertUnreachable("internet", "web", "tcp/443", "NO_EIP");
        twin.overIpv6().assertUnreachable("web", "db", "tcp", "NO_ADDRESS");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> twin.assertReachable("internet", "web", "tcp/443"))
                .withMessageContaining("expected tcp/443 from internet to reach web")
                .withMessageContaining("No EIP is bound");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> twin.assertUnreachable("internet", "web", "tcp/443", "BLACKHOLE"))
                .withMessageContaining("because of BLACKHOLE");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> twin.assertReachable("web", "db", "https"));
    }

    private static String vpc(VpcClient vpcs) {
        return vpcs.createVpc(new CreateVpcRequest()
                        .withBody(new CreateVpcRequestBody()
                                .withVpc(new CreateVpcOption().withName("shop").withCidr("192.168.0.0/16"))))
                .getVpc()
                .getId();
    }

    private static void server(Cloud cloud, String vpc, String subnet, String name) {
        String image = cloud.get(cloud.url("image", "/v2/cloudimages"))
                .at("/images/0/id")
                .asText();
        ObjectNode server = Json.object()
                .put("name", name)
                .put("flavorRef", "s3.large.2")
                .put("imageRef", image)
                .put("vpcid", vpc);
        server.putArray("nics").addObject().put("subnet_id", subnet);
        server.putObject("root_volume").put("volumetype", "SSD");
        cloud.call("POST", cloud.url("ecs", "/cloudservers"), Json.wrap("server", server));
    }
}
