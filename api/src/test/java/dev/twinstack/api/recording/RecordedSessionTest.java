package dev.twinstack.api.recording;

import static org.assertj.core.api.Assertions.assertThat;

import com.huaweicloud.sdk.core.auth.BasicCredentials;
import com.huaweicloud.sdk.ecs.v2.EcsClient;
import com.huaweicloud.sdk.ecs.v2.model.CreatePostPaidServersRequest;
import com.huaweicloud.sdk.ecs.v2.model.CreatePostPaidServersRequestBody;
import com.huaweicloud.sdk.ecs.v2.model.CreatePostPaidServersResponse;
import com.huaweicloud.sdk.ecs.v2.model.PostPaidServer;
import com.huaweicloud.sdk.ecs.v2.model.PostPaidServerNic;
import com.huaweicloud.sdk.ecs.v2.model.PostPaidServerRootVolume;
import com.huaweicloud.sdk.ecs.v2.model.ShowJobRequest;
import com.huaweicloud.sdk.eip.v2.EipClient;
import com.huaweicloud.sdk.eip.v2.model.CreatePublicipBandwidthOption;
import com.huaweicloud.sdk.eip.v2.model.CreatePublicipOption;
import com.huaweicloud.sdk.eip.v2.model.CreatePublicipRequest;
import com.huaweicloud.sdk.eip.v2.model.CreatePublicipRequestBody;
import com.huaweicloud.sdk.eip.v2.model.UpdatePublicipOption;
import com.huaweicloud.sdk.eip.v2.model.UpdatePublicipRequest;
import com.huaweicloud.sdk.eip.v2.model.UpdatePublicipsRequestBody;
import com.huaweicloud.sdk.vpc.v2.VpcClient;
import com.huaweicloud.sdk.vpc.v2.model.CreateSubnetOption;
import com.huaweicloud.sdk.vpc.v2.model.CreateSubnetRequest;
import com.huaweicloud.sdk.vpc.v2.model.CreateSubnetRequestBody;
import com.huaweicloud.sdk.vpc.v2.model.CreateVpcOption;
import com.huaweicloud.sdk.vpc.v2.model.CreateVpcRequest;
import com.huaweicloud.sdk.vpc.v2.model.CreateVpcRequestBody;
import com.huaweicloud.sdk.vpc.v2.model.NeutronListPortsRequest;
import com.huaweicloud.sdk.vpc.v2.model.ShowSubnetRequest;
import dev.twinstack.api.TestTwin;
import dev.twinstack.api.cli.RanScript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session of the Java SDK becomes a script, which holds on a twin that has never seen the session. */
class RecordedSessionTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void aRecordedSessionHoldsOnAFreshTwin() throws IOException {
        String script;
        try (TestTwin twin = TestTwin.start()) {
            twin.post("/_twinstack/recording", "{'recording':true}");
            session(twin);
            script = twin.post("/_twinstack/recording", "{'recording':false}").status() == 200
                    ? twin.get("/_twinstack/recording").text("/script")
                    : "";
            assertThat(script).doesNotContain(twin.project());
        }
        assertThat(script)
                .contains("capture:\n      \"vpc-id\": \"vpc.id\"")
                .contains("${subnet-id}")
                .contains("eventually:");
        Path file = Files.writeString(folder.resolve("session.yaml"), script);
        RanScript ran = RanScript.run(file);
        assertThat(ran.out()).as(script).contains("all held");
        assertThat(ran.exitCode()).isZero();
    }

    private static void session(TestTwin twin) {
        BasicCredentials keys = new BasicCredentials().withAk("AK").withSk("SK").withProjectId(twin.project());
        List<String> endpoint = List.of(twin.endpoint().toString());
        VpcClient vpcs = VpcClient.newBuilder()
                .withCredential(keys)
                .withEndpoints(endpoint)
                .build();
        EipClient eips = EipClient.newBuilder()
                .withCredential(keys)
                .withEndpoints(endpoint)
                .build();
        EcsClient servers = EcsClient.newBuilder()
                .withCredential(keys)
                .withEndpoints(endpoint)
                .build();
        String vpc = vpcs.createVpc(new CreateVpcRequest()
                        .withBody(new CreateVpcRequestBody()
                                .withVpc(new CreateVpcOption().withName("shop").withCidr("192.168.0.0/16"))))
                .getVpc()
                .getId();
        String subnet = vpcs.createSubnet(new CreateSubnetRequest()
                        .withBody(new CreateSubnetRequestBody()
                                .withSubnet(new CreateSubnetOption()
                                        .withName("front")
                                        .withCidr("192.168.1.0/24")
                                        .withGatewayIp("192.168.1.1")
                                        .withIpv6Enable(true)
                                        .withVpcId(vpc))))
                .getSubnet()
                .getId();
        vpcs.showSubnet(new ShowSubnetRequest().withSubnetId(subnet));
        vpcs.showSubnet(new ShowSubnetRequest().withSubnetId(subnet));
        String image = twin.get("/image/v2/cloudimages").text("/images/0/id");
        CreatePostPaidServersResponse made = servers.createPostPaidServers(new CreatePostPaidServersRequest()
                .withBody(new CreatePostPaidServersRequestBody()
                        .withServer(new PostPaidServer()
                                .withName("web")
                                .withFlavorRef("s3.large.2")
                                .withImageRef(image)
                                .withVpcid(vpc)
                                .withNics(List.of(new PostPaidServerNic().withSubnetId(subnet)))
                                .withRootVolume(new PostPaidServerRootVolume()
                                        .withVolumetype(PostPaidServerRootVolume.VolumetypeEnum.SSD)))));
        servers.showJob(new ShowJobRequest().withJobId(made.getJobId()));
        servers.showJob(new ShowJobRequest().withJobId(made.getJobId()));
        String port = vpcs.neutronListPorts(new NeutronListPortsRequest()
                        .withDeviceId(made.getServerIds().getFirst()))
                .getPorts()
                .getFirst()
                .getId();
        String eip = eips.createPublicip(new CreatePublicipRequest()
                        .withBody(new CreatePublicipRequestBody()
                                .withPublicip(new CreatePublicipOption().withType("5_bgp"))
                                .withBandwidth(new CreatePublicipBandwidthOption()
                                        .withName("b")
                                        .withSize(5)
                                        .withShareType(CreatePublicipBandwidthOption.ShareTypeEnum.PER))))
                .getPublicip()
                .getId();
        eips.updatePublicip(new UpdatePublicipRequest()
                .withPublicipId(eip)
                .withBody(new UpdatePublicipsRequestBody().withPublicip(new UpdatePublicipOption().withPortId(port))));
    }
}
