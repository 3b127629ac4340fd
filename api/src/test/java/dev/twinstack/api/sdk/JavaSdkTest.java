package dev.twinstack.api.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.huaweicloud.sdk.core.exception.ClientRequestException;
import com.huaweicloud.sdk.core.exception.ServerResponseException;
import com.huaweicloud.sdk.ecs.v2.EcsClient;
import com.huaweicloud.sdk.ecs.v2.model.CreatePostPaidServersRequest;
import com.huaweicloud.sdk.ecs.v2.model.CreatePostPaidServersRequestBody;
import com.huaweicloud.sdk.ecs.v2.model.CreatePostPaidServersResponse;
import com.huaweicloud.sdk.ecs.v2.model.DeleteServersRequest;
import com.huaweicloud.sdk.ecs.v2.model.DeleteServersRequestBody;
import com.huaweicloud.sdk.ecs.v2.model.ListFlavorsRequest;
import com.huaweicloud.sdk.ecs.v2.model.ListServersDetailsRequest;
import com.huaweicloud.sdk.ecs.v2.model.PostPaidServer;
import com.huaweicloud.sdk.ecs.v2.model.PostPaidServerIpv6Bandwidth;
import com.huaweicloud.sdk.ecs.v2.model.PostPaidServerNic;
import com.huaweicloud.sdk.ecs.v2.model.PostPaidServerRootVolume;
import com.huaweicloud.sdk.ecs.v2.model.ServerDetail;
import com.huaweicloud.sdk.ecs.v2.model.ServerId;
import com.huaweicloud.sdk.ecs.v2.model.ShowJobRequest;
import com.huaweicloud.sdk.ecs.v2.model.ShowJobResponse;
import com.huaweicloud.sdk.eip.v2.EipClient;
import com.huaweicloud.sdk.eip.v2.model.CreatePublicipBandwidthOption;
import com.huaweicloud.sdk.eip.v2.model.CreatePublicipOption;
import com.huaweicloud.sdk.eip.v2.model.CreatePublicipRequest;
import com.huaweicloud.sdk.eip.v2.model.CreatePublicipRequestBody;
import com.huaweicloud.sdk.eip.v2.model.DeletePublicipRequest;
import com.huaweicloud.sdk.eip.v2.model.ListPublicipsRequest;
import com.huaweicloud.sdk.eip.v2.model.PublicipCreateResp;
import com.huaweicloud.sdk.eip.v2.model.ShowPublicipRequest;
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
import com.huaweicloud.sdk.vpc.v2.model.DeleteSubnetRequest;
import com.huaweicloud.sdk.vpc.v2.model.DeleteVpcRequest;
import com.huaweicloud.sdk.vpc.v2.model.ListSubnetsRequest;
import com.huaweicloud.sdk.vpc.v2.model.ListVpcsRequest;
import com.huaweicloud.sdk.vpc.v2.model.NeutronCreatePortOption;
import com.huaweicloud.sdk.vpc.v2.model.NeutronCreatePortRequest;
import com.huaweicloud.sdk.vpc.v2.model.NeutronCreatePortRequestBody;
import com.huaweicloud.sdk.vpc.v2.model.NeutronListPortsRequest;
import com.huaweicloud.sdk.vpc.v2.model.NeutronPort;
import com.huaweicloud.sdk.vpc.v2.model.ShowSubnetRequest;
import com.huaweicloud.sdk.vpc.v2.model.Subnet;
import com.huaweicloud.sdk.vpc.v3.model.AddExtendCidrOption;
import com.huaweicloud.sdk.vpc.v3.model.AddVpcExtendCidrRequest;
import com.huaweicloud.sdk.vpc.v3.model.AddVpcExtendCidrRequestBody;
import com.huaweicloud.sdk.vpc.v3.model.RemoveExtendCidrOption;
import com.huaweicloud.sdk.vpc.v3.model.RemoveVpcExtendCidrRequest;
import com.huaweicloud.sdk.vpc.v3.model.RemoveVpcExtendCidrRequestBody;
import com.huaweicloud.sdk.vpc.v3.model.ShowVpcRequest;
import dev.twinstack.api.TestTwin;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The SDK as its users have it: AK and SK, a project id, an endpoint; its typed answers show what the wire gave. */
@ExtendWith(SdkTwin.class)
class JavaSdkTest {
    private TestTwin project;
    private VpcClient vpcs;
    private com.huaweicloud.sdk.vpc.v3.VpcClient vpcsV3;
    private EipClient eips;
    private EcsClient servers;

    @BeforeEach
    void clients(Sdk sdk) {
        project = sdk.project();
        vpcs = sdk.vpc();
        vpcsV3 = sdk.vpcV3();
        eips = sdk.eip();
        servers = sdk.ecs();
    }

    private String vpc(String name) {
        return vpcs.createVpc(new CreateVpcRequest()
                        .withBody(new CreateVpcRequestBody()
                                .withVpc(new CreateVpcOption().withName(name).withCidr("192.168.0.0/16"))))
                .getVpc()
                .getId();
    }

    private Subnet subnet(String vpc, String cidr, boolean ipv6) {
        return vpcs.createSubnet(new CreateSubnetRequest()
                        .withBody(new CreateSubnetRequestBody()
                                .withSubnet(new CreateSubnetOption()
                                        .withName("subnet")
                                        .withVpcId(vpc)
                                        .withCidr(cidr)
                                        .withGatewayIp(cidr.replaceAll("0/[0-9]+$", "1"))
                                        .withIpv6Enable(ipv6))))
                .getSubnet();
    }

    @Test
    void aDualStackNetworkIsMadeListedAndTakenDown() {
        String vpc = vpc("net");
        Subnet subnet = subnet(vpc, "192.168.1.0/24", true);
        assertThat(subnet.getCidrV6()).endsWith("/64");
        assertThat(vpcs.showSubnet(new ShowSubnetRequest().withSubnetId(subnet.getId()))
                        .getSubnet())
                .isEqualTo(subnet);
        assertThat(vpcs.listSubnets(new ListSubnetsRequest().withVpcId(vpc)).getSubnets())
                .containsExactly(subnet);

        assertThatExceptionOfType(ClientRequestException.class)
                .isThrownBy(() -> vpcs.deleteVpc(new DeleteVpcRequest().withVpcId(vpc)))
                .satisfies(refusal -> {
                    assertThat(refusal.getHttpStatusCode()).isEqualTo(409);
                    assertThat(refusal.getErrorCode()).isEqualTo("VPC.0104");
                });
        vpcs.deleteSubnet(new DeleteSubnetRequest().withVpcId(vpc).withSubnetId(subnet.getId()));
        vpcs.deleteVpc(new DeleteVpcRequest().withVpcId(vpc));
        assertThat(vpcs.listVpcs(new ListVpcsRequest()).getVpcs()).isEmpty();
    }

    @Test
    void overlappingRangesAreRefused() {
        String vpc = vpc("net");
        subnet(vpc, "192.168.1.0/24", false);
        assertThatExceptionOfType(ClientRequestException.class)
                .isThrownBy(() -> subnet(vpc, "192.168.0.0/20", false))
                .satisfies(refusal -> assertThat(refusal.getErrorCode()).isEqualTo("VPC.0204"));
    }

    @Test
    void aSubnetWithPortsIsInUse() {
        String vpc = vpc("net");
        Subnet subnet = subnet(vpc, "192.168.1.0/24", true);
        NeutronPort port = port(subnet);
        assertThat(port.getFixedIps()).hasSize(1); // IPv6 only where asked for (IP6-20)
        assertThat(vpcs.neutronListPorts(new NeutronListPortsRequest().withName("nic"))
                        .getPorts())
                .extracting(NeutronPort::getId)
                .containsExactly(port.getId());
        assertThatExceptionOfType(ServerResponseException.class)
                .isThrownBy(() -> vpcs.deleteSubnet(
                        new DeleteSubnetRequest().withVpcId(vpc).withSubnetId(subnet.getId())))
                .satisfies(refusal -> assertThat(refusal.getErrorCode()).startsWith("VPC.02"));
    }

    private NeutronPort port(Subnet subnet) {
        return vpcs.neutronCreatePort(new NeutronCreatePortRequest()
                        .withBody(new NeutronCreatePortRequestBody()
                                .withPort(new NeutronCreatePortOption()
                                        .withName("nic")
                                        .withNetworkId(subnet.getId()))))
                .getPort();
    }

    @Test
    void aSecondaryBlockIsAddedAndRemovedThroughV3() {
        String vpc = vpc("net");
        vpcsV3.addVpcExtendCidr(new AddVpcExtendCidrRequest()
                .withVpcId(vpc)
                .withBody(new AddVpcExtendCidrRequestBody()
                        .withVpc(new AddExtendCidrOption().withExtendCidrs(List.of("23.9.0.0/16")))));
        assertThat(vpcsV3.showVpc(new ShowVpcRequest().withVpcId(vpc)).getVpc().getExtendCidrs())
                .containsExactly("23.9.0.0/16");
        vpcsV3.removeVpcExtendCidr(new RemoveVpcExtendCidrRequest()
                .withVpcId(vpc)
                .withBody(new RemoveVpcExtendCidrRequestBody()
                        .withVpc(new RemoveExtendCidrOption().withExtendCidrs(List.of("23.9.0.0/16")))));
        assertThat(vpcsV3.showVpc(new ShowVpcRequest().withVpcId(vpc)).getVpc().getExtendCidrs())
                .isEmpty();
        assertThat(vpcsV3.listVpcs(new com.huaweicloud.sdk.vpc.v3.model.ListVpcsRequest())
                        .getVpcs())
                .singleElement()
                .satisfies(one -> assertThat(one.getId()).isEqualTo(vpc));
    }

    @Test
    void anEipIsBoundAndReleased() {
        NeutronPort port = port(subnet(vpc("net"), "192.168.1.0/24", false));
        PublicipCreateResp eip = eips.createPublicip(new CreatePublicipRequest()
                        .withBody(new CreatePublicipRequestBody()
                                .withPublicip(new CreatePublicipOption().withType("5_bgp"))
                                .withBandwidth(new CreatePublicipBandwidthOption()
                                        .withName("bandwidth")
                                        .withSize(10)
                                        .withShareType(CreatePublicipBandwidthOption.ShareTypeEnum.PER))))
                .getPublicip();
        assertThat(eip.getPublicIpAddress()).startsWith("198.1");
        eips.updatePublicip(new UpdatePublicipRequest()
                .withPublicipId(eip.getId())
                .withBody(new UpdatePublicipsRequestBody()
                        .withPublicip(new UpdatePublicipOption().withPortId(port.getId()))));
        assertThat(eips.showPublicip(new ShowPublicipRequest().withPublicipId(eip.getId()))
                        .getPublicip()
                        .getPortId())
                .isEqualTo(port.getId());
        DeletePublicipRequest release = new DeletePublicipRequest().withPublicipId(eip.getId());
        assertThatExceptionOfType(ClientRequestException.class)
                .isThrownBy(() -> eips.deletePublicip(release))
                .satisfies(refusal -> assertThat(refusal.getErrorCode()).isEqualTo("VPC.0517"));
        eips.updatePublicip(new UpdatePublicipRequest()
                .withPublicipId(eip.getId())
                .withBody(new UpdatePublicipsRequestBody().withPublicip(new UpdatePublicipOption())));
        eips.deletePublicip(release);
        assertThat(eips.listPublicips(new ListPublicipsRequest()).getPublicips())
                .isEmpty();
    }

    @Test
    void aServerIsBoughtAndDeleted() {
        String vpc = vpc("net");
        Subnet subnet = subnet(vpc, "192.168.1.0/24", true);
        assertThat(servers.listFlavors(new ListFlavorsRequest()).getFlavors())
                .extracting(flavor -> flavor.getId())
                .contains("s3.large.2");
        CreatePostPaidServersResponse bought = servers.createPostPaidServers(new CreatePostPaidServersRequest()
                .withBody(new CreatePostPaidServersRequestBody()
                        .withServer(new PostPaidServer()
                                .withName("web")
                                .withFlavorRef("s3.large.2")
                                .withImageRef(image())
                                .withVpcid(vpc)
                                .withAvailabilityZone("eu-de-01")
                                .withRootVolume(new PostPaidServerRootVolume()
                                        .withVolumetype(PostPaidServerRootVolume.VolumetypeEnum.SATA))
                                .withNics(List.of(new PostPaidServerNic()
                                        .withSubnetId(subnet.getId())
                                        .withIpv6Enable(true)
                                        .withIpv6Bandwidth(new PostPaidServerIpv6Bandwidth()))))));
        ShowJobResponse job = servers.showJob(new ShowJobRequest().withJobId(bought.getJobId()));
        assertThat(job.getStatus()).isEqualTo(ShowJobResponse.StatusEnum.SUCCESS);
        ServerDetail server = servers.listServersDetails(new ListServersDetailsRequest())
                .getServers()
                .getFirst();
        assertThat(server.getName()).isEqualTo("web");
        assertThat(server.getAddresses().values().iterator().next())
                .extracting(address -> address.getVersion())
                .containsExactlyInAnyOrder("4", "6");
        servers.deleteServers(new DeleteServersRequest()
                .withBody(new DeleteServersRequestBody().withServers(List.of(new ServerId().withId(server.getId())))));
        assertThat(servers.listServersDetails(new ListServersDetailsRequest()).getServers())
                .isEmpty();
        vpcs.deleteSubnet(new DeleteSubnetRequest().withVpcId(vpc).withSubnetId(subnet.getId()));
    }

    /** The SDK's image service is not tested here; any image will do. */
    private String image() {
        return project.get("/image/v2/cloudimages?name=Standard_Debian_11_latest")
                .text("/images/0/id");
    }
}
