package dev.twinstack.api.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.huaweicloud.sdk.core.exception.ClientRequestException;
import com.huaweicloud.sdk.vpc.v2.VpcClient;
import com.huaweicloud.sdk.vpc.v2.model.AllowedAddressPair;
import com.huaweicloud.sdk.vpc.v2.model.ListApiVersionRequest;
import com.huaweicloud.sdk.vpc.v2.model.NeutronAddRouterInterfaceRequest;
import com.huaweicloud.sdk.vpc.v2.model.NeutronAddRouterInterfaceResponse;
import com.huaweicloud.sdk.vpc.v2.model.NeutronCreateNetworkOption;
import com.huaweicloud.sdk.vpc.v2.model.NeutronCreateNetworkRequest;
import com.huaweicloud.sdk.vpc.v2.model.NeutronCreateNetworkRequestBody;
import com.huaweicloud.sdk.vpc.v2.model.NeutronCreatePortOption;
import com.huaweicloud.sdk.vpc.v2.model.NeutronCreatePortRequest;
import com.huaweicloud.sdk.vpc.v2.model.NeutronCreatePortRequestBody;
import com.huaweicloud.sdk.vpc.v2.model.NeutronCreateRouterOption;
import com.huaweicloud.sdk.vpc.v2.model.NeutronCreateRouterRequest;
import com.huaweicloud.sdk.vpc.v2.model.NeutronCreateRouterRequestBody;
import com.huaweicloud.sdk.vpc.v2.model.NeutronCreateSubnetOption;
import com.huaweicloud.sdk.vpc.v2.model.NeutronCreateSubnetRequest;
import com.huaweicloud.sdk.vpc.v2.model.NeutronCreateSubnetRequestBody;
import com.huaweicloud.sdk.vpc.v2.model.NeutronDeleteNetworkRequest;
import com.huaweicloud.sdk.vpc.v2.model.NeutronDeletePortRequest;
import com.huaweicloud.sdk.vpc.v2.model.NeutronDeleteRouterRequest;
import com.huaweicloud.sdk.vpc.v2.model.NeutronDeleteSubnetRequest;
import com.huaweicloud.sdk.vpc.v2.model.NeutronListNetworksRequest;
import com.huaweicloud.sdk.vpc.v2.model.NeutronListRoutersRequest;
import com.huaweicloud.sdk.vpc.v2.model.NeutronListSubnetsRequest;
import com.huaweicloud.sdk.vpc.v2.model.NeutronNetwork;
import com.huaweicloud.sdk.vpc.v2.model.NeutronPort;
import com.huaweicloud.sdk.vpc.v2.model.NeutronRemoveRouterInterfaceRequest;
import com.huaweicloud.sdk.vpc.v2.model.NeutronRemoveRouterInterfaceResponse;
import com.huaweicloud.sdk.vpc.v2.model.NeutronRouter;
import com.huaweicloud.sdk.vpc.v2.model.NeutronShowNetworkRequest;
import com.huaweicloud.sdk.vpc.v2.model.NeutronShowPortRequest;
import com.huaweicloud.sdk.vpc.v2.model.NeutronShowRouterRequest;
import com.huaweicloud.sdk.vpc.v2.model.NeutronShowSubnetRequest;
import com.huaweicloud.sdk.vpc.v2.model.NeutronSubnet;
import com.huaweicloud.sdk.vpc.v2.model.NeutronUpdateNetworkOption;
import com.huaweicloud.sdk.vpc.v2.model.NeutronUpdateNetworkRequest;
import com.huaweicloud.sdk.vpc.v2.model.NeutronUpdateNetworkRequestBody;
import com.huaweicloud.sdk.vpc.v2.model.NeutronUpdatePortOption;
import com.huaweicloud.sdk.vpc.v2.model.NeutronUpdatePortRequest;
import com.huaweicloud.sdk.vpc.v2.model.NeutronUpdatePortRequestBody;
import com.huaweicloud.sdk.vpc.v2.model.NeutronUpdateRouterOption;
import com.huaweicloud.sdk.vpc.v2.model.NeutronUpdateRouterRequest;
import com.huaweicloud.sdk.vpc.v2.model.NeutronUpdateRouterRequestBody;
import com.huaweicloud.sdk.vpc.v2.model.NeutronUpdateSubnetOption;
import com.huaweicloud.sdk.vpc.v2.model.NeutronUpdateSubnetRequest;
import com.huaweicloud.sdk.vpc.v2.model.NeutronUpdateSubnetRequestBody;
import com.huaweicloud.sdk.vpc.v2.model.RouterInterfaceRequestBody;
import com.huaweicloud.sdk.vpc.v2.model.VersionResult;
import dev.twinstack.api.TestTwin;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Neutron's networks, subnets, routers and ports through the SDK. */
@ExtendWith(SdkTwin.class)
class NetworkSdkTest {
    private TestTwin project;
    private VpcClient vpcs;

    @BeforeEach
    void clients(Sdk sdk) {
        project = sdk.project();
        vpcs = sdk.vpc();
    }

    private NeutronNetwork network(String name) {
        return vpcs.neutronCreateNetwork(new NeutronCreateNetworkRequest()
                        .withBody(new NeutronCreateNetworkRequestBody()
                                .withNetwork(new NeutronCreateNetworkOption().withName(name))))
                .getNetwork();
    }

    private NeutronSubnet subnet(String network, String cidr) {
        return vpcs.neutronCreateSubnet(new NeutronCreateSubnetRequest()
                        .withBody(new NeutronCreateSubnetRequestBody()
                                .withSubnet(new NeutronCreateSubnetOption()
                                        .withName("subnet")
                                        .withNetworkId(network)
                                        .withIpVersion(4)
                                        .withCidr(cidr))))
                .getSubnet();
    }

    private NeutronRouter router(String name) {
        return vpcs.neutronCreateRouter(new NeutronCreateRouterRequest()
                        .withBody(new NeutronCreateRouterRequestBody()
                                .withRouter(new NeutronCreateRouterOption().withName(name))))
                .getRouter();
    }

    private static RouterInterfaceRequestBody interfaceOf(String subnet) {
        return new RouterInterfaceRequestBody().withSubnetId(subnet);
    }

    @Test
    void theVersionIsNeutrons() {
        List<VersionResult> versions =
                vpcs.listApiVersion(new ListApiVersionRequest()).getVersions();
        assertThat(versions).hasSize(1);
        assertThat(versions.getFirst().getId()).isEqualTo("v2.0");
        assertThat(versions.getFirst().getStatus()).hasToString("CURRENT");
        assertThat(versions.getFirst().getLinks().getFirst().getHref()).isEqualTo(project.endpoint() + "/v2.0");
    }

    @Test
    void aNetworkIsMadeChangedListedAndDeleted() {
        NeutronNetwork made = network("net-a");
        network("net-b");
        assertThat(made.getStatus()).isEqualTo(NeutronNetwork.StatusEnum.ACTIVE);
        assertThat(made.getSubnets()).isEmpty();
        assertThat(made.getAdminStateUp()).isTrue();
        assertThat(made.getShared()).isFalse();
        NeutronNetwork changed = vpcs.neutronUpdateNetwork(new NeutronUpdateNetworkRequest()
                        .withNetworkId(made.getId())
                        .withBody(new NeutronUpdateNetworkRequestBody()
                                .withNetwork(new NeutronUpdateNetworkOption().withName("net-c"))))
                .getNetwork();
        assertThat(changed.getName()).isEqualTo("net-c");
        assertThat(changed.getId()).isEqualTo(made.getId());
        assertThat(vpcs.neutronShowNetwork(new NeutronShowNetworkRequest().withNetworkId(made.getId()))
                        .getNetwork())
                .isEqualTo(changed);
        assertThat(vpcs.neutronListNetworks(new NeutronListNetworksRequest().withName("net-c"))
                        .getNetworks())
                .containsExactly(changed);
        vpcs.neutronDeleteNetwork(new NeutronDeleteNetworkRequest().withNetworkId(made.getId()));
        assertThat(vpcs.neutronListNetworks(new NeutronListNetworksRequest().withRouterExternal(false))
                        .getNetworks())
                .extracting(NeutronNetwork::getName)
                .containsExactly("net-b");
    }

    @Test
    void aSubnetIsMadeChangedListedAndDeleted() {
        NeutronNetwork network = network("net");
        NeutronSubnet made = subnet(network.getId(), "192.168.7.0/24");
        assertThat(made.getGatewayIp()).isEqualTo("192.168.7.1");
        assertThat(made.getEnableDhcp()).isTrue();
        assertThat(made.getIpVersion()).isEqualTo(4);
        assertThat(made.getAllocationPools().getFirst().getStart()).isEqualTo("192.168.7.2");
        NeutronSubnet changed = vpcs.neutronUpdateSubnet(new NeutronUpdateSubnetRequest()
                        .withSubnetId(made.getId())
                        .withBody(new NeutronUpdateSubnetRequestBody()
                                .withSubnet(new NeutronUpdateSubnetOption()
                                        .withName("renamed")
                                        .withDnsNameservers(List.of("100.125.4.25")))))
                .getSubnet();
        assertThat(changed.getName()).isEqualTo("renamed");
        assertThat(changed.getDnsNameservers()).containsExactly("100.125.4.25");
        assertThat(vpcs.neutronShowSubnet(new NeutronShowSubnetRequest().withSubnetId(made.getId()))
                        .getSubnet())
                .isEqualTo(changed);
        assertThat(vpcs.neutronListSubnets(new NeutronListSubnetsRequest().withNetworkId(network.getId()))
                        .getSubnets())
                .containsExactly(changed);
        vpcs.neutronDeleteSubnet(new NeutronDeleteSubnetRequest().withSubnetId(made.getId()));
        assertThat(vpcs.neutronListSubnets(new NeutronListSubnetsRequest().withNetworkId(network.getId()))
                        .getSubnets())
                .isEmpty();
    }

    @Test
    void aRouterGetsASubnetAndLosesIt() {
        NeutronSubnet subnet = subnet(network("net").getId(), "192.168.8.0/24");
        NeutronRouter router = router("router");
        assertThat(router.getStatus()).isEqualTo("ACTIVE");
        NeutronAddRouterInterfaceResponse added = vpcs.neutronAddRouterInterface(new NeutronAddRouterInterfaceRequest()
                .withRouterId(router.getId())
                .withBody(interfaceOf(subnet.getId())));
        assertThat(added.getId()).isEqualTo(router.getId());
        assertThat(added.getPortId()).isNotBlank();
        assertThat(added.getSubnetId()).hasToString(subnet.getId());
        assertThatExceptionOfType(ClientRequestException.class)
                .isThrownBy(
                        () -> vpcs.neutronDeleteRouter(new NeutronDeleteRouterRequest().withRouterId(router.getId())))
                .satisfies(refusal -> assertThat(refusal.getHttpStatusCode()).isEqualTo(409));
        NeutronRemoveRouterInterfaceResponse removed =
                vpcs.neutronRemoveRouterInterface(new NeutronRemoveRouterInterfaceRequest()
                        .withRouterId(router.getId())
                        .withBody(interfaceOf(subnet.getId())));
        assertThat(removed.getPortId()).isEqualTo(added.getPortId());
        vpcs.neutronDeleteRouter(new NeutronDeleteRouterRequest().withRouterId(router.getId()));
        assertThat(vpcs.neutronListRouters(new NeutronListRoutersRequest()).getRouters())
                .isEmpty();
    }

    @Test
    void aRouterIsChangedShownAndListed() {
        NeutronRouter router = router("router-a");
        NeutronRouter changed = vpcs.neutronUpdateRouter(new NeutronUpdateRouterRequest()
                        .withRouterId(router.getId())
                        .withBody(new NeutronUpdateRouterRequestBody()
                                .withRouter(new NeutronUpdateRouterOption().withName("router-b"))))
                .getRouter();
        assertThat(changed.getName()).isEqualTo("router-b");
        assertThat(vpcs.neutronShowRouter(new NeutronShowRouterRequest().withRouterId(router.getId()))
                        .getRouter())
                .isEqualTo(changed);
        assertThat(vpcs.neutronListRouters(new NeutronListRoutersRequest().withId(router.getId()))
                        .getRouters())
                .containsExactly(changed);
    }

    @Test
    void aPortIsChangedShownAndDeleted() {
        NeutronNetwork network = network("net");
        subnet(network.getId(), "192.168.9.0/24");
        NeutronPort port = vpcs.neutronCreatePort(new NeutronCreatePortRequest()
                        .withBody(new NeutronCreatePortRequestBody()
                                .withPort(new NeutronCreatePortOption()
                                        .withName("nic")
                                        .withNetworkId(network.getId()))))
                .getPort();
        NeutronPort changed = vpcs.neutronUpdatePort(new NeutronUpdatePortRequest()
                        .withPortId(port.getId())
                        .withBody(new NeutronUpdatePortRequestBody()
                                .withPort(new NeutronUpdatePortOption()
                                        .withName("forwarder")
                                        .withAllowedAddressPairs(
                                                List.of(new AllowedAddressPair().withIpAddress("1.1.1.1/0"))))))
                .getPort();
        assertThat(changed.getName()).isEqualTo("forwarder");
        assertThat(changed.getAllowedAddressPairs())
                .extracting(AllowedAddressPair::getIpAddress)
                .containsExactly("1.1.1.1/0");
        assertThat(vpcs.neutronShowPort(new NeutronShowPortRequest().withPortId(port.getId()))
                        .getPort())
                .isEqualTo(changed);
        vpcs.neutronDeletePort(new NeutronDeletePortRequest().withPortId(port.getId()));
        assertThatExceptionOfType(ClientRequestException.class)
                .isThrownBy(() -> vpcs.neutronShowPort(new NeutronShowPortRequest().withPortId(port.getId())))
                .satisfies(refusal -> assertThat(refusal.getHttpStatusCode()).isEqualTo(404));
    }
}
