package dev.twinstack.api.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.huaweicloud.sdk.vpc.v2.VpcClient;
import com.huaweicloud.sdk.vpc.v2.model.AddRouteTableRoute;
import com.huaweicloud.sdk.vpc.v2.model.AsscoiateReq;
import com.huaweicloud.sdk.vpc.v2.model.AssociateRouteTableAndSubnetReq;
import com.huaweicloud.sdk.vpc.v2.model.AssociateRouteTableRequest;
import com.huaweicloud.sdk.vpc.v2.model.CreatePrivateipOption;
import com.huaweicloud.sdk.vpc.v2.model.CreatePrivateipRequest;
import com.huaweicloud.sdk.vpc.v2.model.CreatePrivateipRequestBody;
import com.huaweicloud.sdk.vpc.v2.model.CreateRouteTableReq;
import com.huaweicloud.sdk.vpc.v2.model.CreateRouteTableRequest;
import com.huaweicloud.sdk.vpc.v2.model.CreateRoutetableReqBody;
import com.huaweicloud.sdk.vpc.v2.model.CreateSubnetOption;
import com.huaweicloud.sdk.vpc.v2.model.CreateSubnetRequest;
import com.huaweicloud.sdk.vpc.v2.model.CreateSubnetRequestBody;
import com.huaweicloud.sdk.vpc.v2.model.CreateVpcOption;
import com.huaweicloud.sdk.vpc.v2.model.CreateVpcRequest;
import com.huaweicloud.sdk.vpc.v2.model.CreateVpcRequestBody;
import com.huaweicloud.sdk.vpc.v2.model.DeletePrivateipRequest;
import com.huaweicloud.sdk.vpc.v2.model.DeleteRouteTableRequest;
import com.huaweicloud.sdk.vpc.v2.model.DisassociateRouteTableRequest;
import com.huaweicloud.sdk.vpc.v2.model.ListPrivateipsRequest;
import com.huaweicloud.sdk.vpc.v2.model.ListRouteTablesRequest;
import com.huaweicloud.sdk.vpc.v2.model.NetworkIpAvailability;
import com.huaweicloud.sdk.vpc.v2.model.NeutronCreatePortOption;
import com.huaweicloud.sdk.vpc.v2.model.NeutronCreatePortRequest;
import com.huaweicloud.sdk.vpc.v2.model.NeutronCreatePortRequestBody;
import com.huaweicloud.sdk.vpc.v2.model.Privateip;
import com.huaweicloud.sdk.vpc.v2.model.ResourceResult;
import com.huaweicloud.sdk.vpc.v2.model.RouteTableListResp;
import com.huaweicloud.sdk.vpc.v2.model.RouteTableResp;
import com.huaweicloud.sdk.vpc.v2.model.RouteTableRouteAction;
import com.huaweicloud.sdk.vpc.v2.model.RoutetableAssociateReqbody;
import com.huaweicloud.sdk.vpc.v2.model.ShowNetworkIpAvailabilitiesRequest;
import com.huaweicloud.sdk.vpc.v2.model.ShowPrivateipRequest;
import com.huaweicloud.sdk.vpc.v2.model.ShowQuotaRequest;
import com.huaweicloud.sdk.vpc.v2.model.ShowRouteTableRequest;
import com.huaweicloud.sdk.vpc.v2.model.ShowSubnetRequest;
import com.huaweicloud.sdk.vpc.v2.model.ShowVpcRequest;
import com.huaweicloud.sdk.vpc.v2.model.Subnet;
import com.huaweicloud.sdk.vpc.v2.model.SubnetList;
import com.huaweicloud.sdk.vpc.v2.model.SubnetResult;
import com.huaweicloud.sdk.vpc.v2.model.UpdateRouteTableReq;
import com.huaweicloud.sdk.vpc.v2.model.UpdateRouteTableRequest;
import com.huaweicloud.sdk.vpc.v2.model.UpdateRoutetableReqBody;
import com.huaweicloud.sdk.vpc.v2.model.UpdateSubnetOption;
import com.huaweicloud.sdk.vpc.v2.model.UpdateSubnetRequest;
import com.huaweicloud.sdk.vpc.v2.model.UpdateSubnetRequestBody;
import com.huaweicloud.sdk.vpc.v2.model.UpdateVpcOption;
import com.huaweicloud.sdk.vpc.v2.model.UpdateVpcRequest;
import com.huaweicloud.sdk.vpc.v2.model.UpdateVpcRequestBody;
import com.huaweicloud.sdk.vpc.v2.model.Vpc;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Changes of VPCs and subnets, route tables, private addresses, their usage and quotas through the SDK. */
@ExtendWith(SdkTwin.class)
class VpcSdkTest {
    private VpcClient vpcs;
    private String vpc;
    private String subnet;

    @BeforeEach
    void network(Sdk sdk) {
        vpcs = sdk.vpc();
        vpc = vpcs.createVpc(new CreateVpcRequest()
                        .withBody(new CreateVpcRequestBody()
                                .withVpc(new CreateVpcOption().withName("vpc").withCidr("192.168.0.0/16"))))
                .getVpc()
                .getId();
        subnet = vpcs.createSubnet(new CreateSubnetRequest()
                        .withBody(new CreateSubnetRequestBody()
                                .withSubnet(new CreateSubnetOption()
                                        .withName("subnet")
                                        .withVpcId(vpc)
                                        .withCidr("192.168.1.0/24")
                                        .withGatewayIp("192.168.1.1"))))
                .getSubnet()
                .getId();
    }

    @Test
    void aVpcAndASubnetAreChanged() {
        Vpc changed = vpcs.updateVpc(new UpdateVpcRequest()
                        .withVpcId(vpc)
                        .withBody(new UpdateVpcRequestBody()
                                .withVpc(new UpdateVpcOption()
                                        .withName("renamed")
                                        .withDescription("what for"))))
                .getVpc();
        assertThat(changed.getName()).isEqualTo("renamed");
        assertThat(changed.getDescription()).isEqualTo("what for");
        assertThat(vpcs.showVpc(new ShowVpcRequest().withVpcId(vpc)).getVpc()).isEqualTo(changed);
        SubnetResult result = vpcs.updateSubnet(new UpdateSubnetRequest()
                        .withVpcId(vpc)
                        .withSubnetId(subnet)
                        .withBody(new UpdateSubnetRequestBody()
                                .withSubnet(new UpdateSubnetOption()
                                        .withName("other")
                                        .withDnsList(List.of("100.125.4.25")))))
                .getSubnet();
        assertThat(result.getId()).isEqualTo(subnet);
        assertThat(result.getStatus()).isEqualTo(SubnetResult.StatusEnum.ACTIVE);
        Subnet after =
                vpcs.showSubnet(new ShowSubnetRequest().withSubnetId(subnet)).getSubnet();
        assertThat(after.getName()).isEqualTo("other");
        assertThat(after.getDnsList()).containsExactly("100.125.4.25");
    }

    private RouteTableResp routeTable() {
        return vpcs.createRouteTable(new CreateRouteTableRequest()
                        .withBody(new CreateRoutetableReqBody()
                                .withRoutetable(new CreateRouteTableReq()
                                        .withName("table")
                                        .withVpcId(vpc))))
                .getRoutetable();
    }

    private String port() {
        return vpcs.neutronCreatePort(new NeutronCreatePortRequest()
                        .withBody(new NeutronCreatePortRequestBody()
                                .withPort(new NeutronCreatePortOption()
                                        .withName("virtual")
                                        .withNetworkId(subnet)
                                        .withDeviceOwner("neutron:VIP_PORT"))))
                .getPort()
                .getFixedIps()
                .getFirst()
                .getIpAddress();
    }

    @Test
    void aRouteTableIsMadeChangedAndDeleted() {
        RouteTableResp made = routeTable();
        assertThat(made.getDefault()).isFalse();
        assertThat(made.getVpcId()).isEqualTo(vpc);
        String virtual = port();
        RouteTableResp changed = vpcs.updateRouteTable(new UpdateRouteTableRequest()
                        .withRoutetableId(made.getId())
                        .withBody(new UpdateRoutetableReqBody()
                                .withRoutetable(new UpdateRouteTableReq()
                                        .withName("routes")
                                        .withRoutes(new RouteTableRouteAction()
                                                .withAdd(List.of(new AddRouteTableRoute()
                                                        .withType("vip")
                                                        .withDestination("172.16.0.0/16")
                                                        .withNexthop(virtual)))))))
                .getRoutetable();
        assertThat(changed.getName()).isEqualTo("routes");
        assertThat(changed.getRoutes())
                .filteredOn(route -> "vip".equals(route.getType()))
                .singleElement()
                .satisfies(route -> {
                    assertThat(route.getDestination()).isEqualTo("172.16.0.0/16");
                    assertThat(route.getNexthop()).isEqualTo(virtual);
                });
        assertThat(vpcs.showRouteTable(new ShowRouteTableRequest().withRoutetableId(made.getId()))
                        .getRoutetable())
                .isEqualTo(changed);
        vpcs.deleteRouteTable(new DeleteRouteTableRequest().withRoutetableId(made.getId()));
        assertThat(vpcs.listRouteTables(new ListRouteTablesRequest().withVpcId(vpc))
                        .getRoutetables())
                .extracting(RouteTableListResp::getDefault)
                .containsExactly(true);
    }

    @Test
    void aSubnetIsAssociatedAndDisassociated() {
        String table = routeTable().getId();
        RouteTableResp associated = vpcs.associateRouteTable(new AssociateRouteTableRequest()
                        .withRoutetableId(table)
                        .withBody(new RoutetableAssociateReqbody()
                                .withRoutetable(new AsscoiateReq()
                                        .withSubnets(
                                                new AssociateRouteTableAndSubnetReq().withAssociate(List.of(subnet))))))
                .getRoutetable();
        assertThat(associated.getSubnets()).extracting(SubnetList::getId).containsExactly(subnet);
        RouteTableResp freed = vpcs.disassociateRouteTable(new DisassociateRouteTableRequest()
                        .withRoutetableId(table)
                        .withBody(new RoutetableAssociateReqbody()
                                .withRoutetable(new AsscoiateReq()
                                        .withSubnets(new AssociateRouteTableAndSubnetReq()
                                                .withDisassociate(List.of(subnet))))))
                .getRoutetable();
        assertThat(freed.getSubnets()).isEmpty();
    }

    @Test
    void aPrivateAddressIsAssignedCountedAndReleased() {
        Privateip made = vpcs.createPrivateip(new CreatePrivateipRequest()
                        .withBody(new CreatePrivateipRequestBody()
                                .withPrivateips(List.of(new CreatePrivateipOption()
                                        .withSubnetId(subnet)
                                        .withIpAddress("192.168.1.77")))))
                .getPrivateips()
                .getFirst();
        assertThat(made.getIpAddress()).isEqualTo("192.168.1.77");
        assertThat(made.getStatus()).isEqualTo(Privateip.StatusEnum.DOWN);
        assertThat(vpcs.showPrivateip(new ShowPrivateipRequest().withPrivateipId(made.getId()))
                        .getPrivateip())
                .isEqualTo(made);
        assertThat(vpcs.listPrivateips(new ListPrivateipsRequest().withSubnetId(subnet))
                        .getPrivateips())
                .contains(made);
        int used = used();
        vpcs.deletePrivateip(new DeletePrivateipRequest().withPrivateipId(made.getId()));
        assertThat(used()).isEqualTo(used - 1);
    }

    private int used() {
        NetworkIpAvailability availability = vpcs.showNetworkIpAvailabilities(
                        new ShowNetworkIpAvailabilitiesRequest().withNetworkId(subnet))
                .getNetworkIpAvailability();
        assertThat(availability.getNetworkId()).isEqualTo(subnet);
        assertThat(availability.getSubnetIpAvailability().getFirst().getCidr()).isEqualTo("192.168.1.0/24");
        return availability.getUsedIps();
    }

    @Test
    void quotasCountWhatThereIs() {
        List<ResourceResult> quotas = vpcs.showQuota(new ShowQuotaRequest().withType(ShowQuotaRequest.TypeEnum.VPC))
                .getQuotas()
                .getResources();
        assertThat(quotas).hasSize(1);
        assertThat(quotas.getFirst().getType()).isEqualTo(ResourceResult.TypeEnum.VPC);
        assertThat(quotas.getFirst().getUsed()).isEqualTo(1);
        assertThat(quotas.getFirst().getQuota()).isPositive();
    }
}
