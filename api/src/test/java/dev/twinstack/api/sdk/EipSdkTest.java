package dev.twinstack.api.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.huaweicloud.sdk.core.exception.ClientRequestException;
import com.huaweicloud.sdk.eip.v2.EipClient;
import com.huaweicloud.sdk.eip.v2.model.AddPublicipsIntoSharedBandwidthOption;
import com.huaweicloud.sdk.eip.v2.model.AddPublicipsIntoSharedBandwidthRequest;
import com.huaweicloud.sdk.eip.v2.model.AddPublicipsIntoSharedBandwidthRequestBody;
import com.huaweicloud.sdk.eip.v2.model.CreateFloatingIpOption;
import com.huaweicloud.sdk.eip.v2.model.CreateSharedBandwidhRequestBody;
import com.huaweicloud.sdk.eip.v2.model.CreateSharedBandwidthOption;
import com.huaweicloud.sdk.eip.v2.model.CreateSharedBandwidthRequest;
import com.huaweicloud.sdk.eip.v2.model.DeleteSharedBandwidthRequest;
import com.huaweicloud.sdk.eip.v2.model.FloatingIpResp;
import com.huaweicloud.sdk.eip.v2.model.InsertPublicipInfo;
import com.huaweicloud.sdk.eip.v2.model.ListBandwidthsRequest;
import com.huaweicloud.sdk.eip.v2.model.ListQuotasRequest;
import com.huaweicloud.sdk.eip.v2.model.NeutronCreateFloatingIpRequest;
import com.huaweicloud.sdk.eip.v2.model.NeutronCreateFloatingIpRequestBody;
import com.huaweicloud.sdk.eip.v2.model.NeutronDeleteFloatingIpRequest;
import com.huaweicloud.sdk.eip.v2.model.NeutronListFloatingIpsRequest;
import com.huaweicloud.sdk.eip.v2.model.NeutronShowFloatingIpRequest;
import com.huaweicloud.sdk.eip.v2.model.NeutronUpdateFloatingIpRequest;
import com.huaweicloud.sdk.eip.v2.model.NeutronUpdateFloatingIpRequestBody;
import com.huaweicloud.sdk.eip.v2.model.QuotaShowResp;
import com.huaweicloud.sdk.eip.v2.model.RemoveFromSharedBandwidthOption;
import com.huaweicloud.sdk.eip.v2.model.RemovePublicipInfo;
import com.huaweicloud.sdk.eip.v2.model.RemovePublicipsFromSharedBandwidthRequest;
import com.huaweicloud.sdk.eip.v2.model.RemovePublicipsFromSharedBandwidthRequestBody;
import com.huaweicloud.sdk.eip.v2.model.ShowBandwidthRequest;
import com.huaweicloud.sdk.eip.v2.model.UpdateBandwidthOption;
import com.huaweicloud.sdk.eip.v2.model.UpdateBandwidthRequest;
import com.huaweicloud.sdk.eip.v2.model.UpdateBandwidthRequestBody;
import com.huaweicloud.sdk.eip.v2.model.UpdateFloatingIpOption;
import com.huaweicloud.sdk.eip.v3.model.AssociatePublicipsOption;
import com.huaweicloud.sdk.eip.v3.model.AssociatePublicipsRequest;
import com.huaweicloud.sdk.eip.v3.model.AssociatePublicipsRequestBody;
import com.huaweicloud.sdk.eip.v3.model.AttachBatchPublicIpRequest;
import com.huaweicloud.sdk.eip.v3.model.BatchAttachSharebwDict;
import com.huaweicloud.sdk.eip.v3.model.BatchAttachSharebwReq;
import com.huaweicloud.sdk.eip.v3.model.BatchPublicipResp;
import com.huaweicloud.sdk.eip.v3.model.CommonPoolDict;
import com.huaweicloud.sdk.eip.v3.model.DisassociatePublicipsRequest;
import com.huaweicloud.sdk.eip.v3.model.ListCommonPoolsRequest;
import com.huaweicloud.sdk.eip.v3.model.ListPublicipsRequest;
import com.huaweicloud.sdk.eip.v3.model.ListPublicipsResponse;
import com.huaweicloud.sdk.eip.v3.model.PublicipSingleShowResp;
import com.huaweicloud.sdk.eip.v3.model.ShowPublicipRequest;
import com.huaweicloud.sdk.eip.v3.model.UpdatePublicipOption;
import com.huaweicloud.sdk.eip.v3.model.UpdatePublicipRequest;
import com.huaweicloud.sdk.eip.v3.model.UpdatePublicipsRequestBody;
import dev.twinstack.api.TestTwin;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The SDK's EIP clients of both versions, on the same EIPs. */
@ExtendWith(SdkTwin.class)
class EipSdkTest {
    private static final String EXTERNAL = "0a2228f2-7f8a-45f1-8e09-9039e1d09975";
    private TestTwin client;
    private EipClient eips;
    private com.huaweicloud.sdk.eip.v3.EipClient eipsV3;

    @BeforeEach
    void clients(Sdk sdk) {
        client = sdk.project();
        eips = sdk.eip();
        eipsV3 = sdk.eipV3();
    }

    @Test
    void quotasCountEips() {
        floatingIp();
        List<QuotaShowResp> quotas =
                eips.listQuotas(new ListQuotasRequest()).getQuotas().getResources();
        assertThat(quotas)
                .filteredOn(quota -> "publicIp".equals(quota.getType()))
                .singleElement()
                .satisfies(quota -> {
                    assertThat(quota.getUsed()).isEqualTo(1);
                    assertThat(quota.getQuota()).isPositive();
                });
    }

    private String floatingIp() {
        return eips.neutronCreateFloatingIp(new NeutronCreateFloatingIpRequest()
                        .withBody(new NeutronCreateFloatingIpRequestBody()
                                .withFloatingip(new CreateFloatingIpOption().withFloatingNetworkId(EXTERNAL))))
                .getFloatingip()
                .getId();
    }

    private FloatingIpResp shown(String id) {
        return eips.neutronShowFloatingIp(new NeutronShowFloatingIpRequest().withFloatingipId(id))
                .getFloatingip();
    }

    /** A network and a port, which other tests make through the SDK. */
    private String port() {
        String network =
                client.post("/v2.0/networks", "{'network':{'name':'net'}}").text("/network/id");
        client.post("/v2.0/subnets", "{'subnet':{'network_id':'" + network + "','ip_version':4,'cidr':'10.0.0.0/24'}}");
        return client.post(
                        "/v2.0/ports",
                        "{'port':{'network_id':'" + network + "','fixed_ips':[{'ip_address':'10.0.0.20'}]}}")
                .text("/port/id");
    }

    private void bind(String floatingIp, String port) {
        eips.neutronUpdateFloatingIp(new NeutronUpdateFloatingIpRequest()
                .withFloatingipId(floatingIp)
                .withBody(new NeutronUpdateFloatingIpRequestBody()
                        .withFloatingip(new UpdateFloatingIpOption().withPortId(port))));
    }

    @Test
    void aFloatingIpIsBoundListedAndReleased() {
        String port = port();
        String id = floatingIp();
        floatingIp();
        assertThat(shown(id).getStatus()).isEqualTo(FloatingIpResp.StatusEnum.DOWN);
        bind(id, port);
        FloatingIpResp bound = shown(id);
        assertThat(bound.getStatus()).isEqualTo(FloatingIpResp.StatusEnum.ACTIVE);
        assertThat(bound.getFixedIpAddress()).isEqualTo("10.0.0.20");
        assertThat(bound.getCreatedAt()).isNotNull();
        assertThat(eips.neutronListFloatingIps(new NeutronListFloatingIpsRequest().withPortId(port))
                        .getFloatingips())
                .containsExactly(bound);
        var page = eips.neutronListFloatingIps(new NeutronListFloatingIpsRequest().withLimit(1));
        assertThat(page.getFloatingips()).hasSize(1);
        assertThat(page.getFloatingipsLinks()).hasSize(1);
        bind(id, "");
        assertThat(shown(id).getPortId()).isNull();
        eips.neutronDeleteFloatingIp(new NeutronDeleteFloatingIpRequest().withFloatingipId(id));
        assertThatExceptionOfType(ClientRequestException.class)
                .isThrownBy(() -> shown(id))
                .satisfies(refusal -> {
                    assertThat(refusal.getHttpStatusCode()).isEqualTo(404);
                    assertThat(refusal.getErrorMsg()).contains(id);
                });
    }

    @Test
    void aSharedBandwidthIsFilledEmptiedAndDeleted() {
        String eip = floatingIp();
        String shared = shared();
        assertThat(eips.addPublicipsIntoSharedBandwidth(new AddPublicipsIntoSharedBandwidthRequest()
                                .withBandwidthId(shared)
                                .withBody(new AddPublicipsIntoSharedBandwidthRequestBody()
                                        .withBandwidth(new AddPublicipsIntoSharedBandwidthOption()
                                                .withPublicipInfo(
                                                        List.of(new InsertPublicipInfo().withPublicipId(eip))))))
                        .getBandwidth()
                        .getPublicipInfo())
                .hasSize(1);
        eips.updateBandwidth(new UpdateBandwidthRequest()
                .withBandwidthId(shared)
                .withBody(new UpdateBandwidthRequestBody()
                        .withBandwidth(
                                new UpdateBandwidthOption().withName("wide").withSize(50))));
        var shown = eips.showBandwidth(new ShowBandwidthRequest().withBandwidthId(shared))
                .getBandwidth();
        assertThat(shown.getSize()).isEqualTo(50);
        assertThat(shown.getName()).isEqualTo("wide");
        assertThat(eips.listBandwidths(new ListBandwidthsRequest()).getBandwidths())
                .containsExactly(shown);
        eips.removePublicipsFromSharedBandwidth(new RemovePublicipsFromSharedBandwidthRequest()
                .withBandwidthId(shared)
                .withBody(new RemovePublicipsFromSharedBandwidthRequestBody()
                        .withBandwidth(new RemoveFromSharedBandwidthOption()
                                .withSize(7)
                                .withChargeMode(RemoveFromSharedBandwidthOption.ChargeModeEnum.TRAFFIC)
                                .withPublicipInfo(List.of(new RemovePublicipInfo().withPublicipId(eip))))));
        eips.deleteSharedBandwidth(new DeleteSharedBandwidthRequest().withBandwidthId(shared));
        assertThat(eips.listBandwidths(new ListBandwidthsRequest()).getBandwidths())
                .singleElement()
                .satisfies(own -> assertThat(own.getSize()).isEqualTo(7));
    }

    private String shared() {
        return eips.createSharedBandwidth(new CreateSharedBandwidthRequest()
                        .withBody(new CreateSharedBandwidhRequestBody()
                                .withBandwidth(new CreateSharedBandwidthOption()
                                        .withName("shared")
                                        .withSize(20))))
                .getBandwidth()
                .getId();
    }

    @Test
    void v3BindsNamesAndUnbindsWhatV2Assigned() {
        String port = port();
        String id = floatingIp();
        assertThat(eipsV3.associatePublicips(new AssociatePublicipsRequest()
                                .withPublicipId(id)
                                .withBody(new AssociatePublicipsRequestBody()
                                        .withPublicip(new AssociatePublicipsOption()
                                                .withAssociateInstanceType(
                                                        AssociatePublicipsOption.AssociateInstanceTypeEnum.PORT)
                                                .withAssociateInstanceId(port))))
                        .getPublicip()
                        .getAssociateInstanceId())
                .isEqualTo(port);
        assertThat(eipsV3.updatePublicip(new UpdatePublicipRequest()
                                .withPublicipId(id)
                                .withBody(new UpdatePublicipsRequestBody()
                                        .withPublicip(new UpdatePublicipOption()
                                                .withAlias("door")
                                                .withDescription("front"))))
                        .getPublicip()
                        .getAlias())
                .isEqualTo("door");
        PublicipSingleShowResp shown = eipsV3.showPublicip(new ShowPublicipRequest().withPublicipId(id))
                .getPublicip();
        assertThat(shown.getStatus()).isEqualTo(PublicipSingleShowResp.StatusEnum.ACTIVE);
        assertThat(shown.getType()).isEqualTo(PublicipSingleShowResp.TypeEnum.EIP);
        assertThat(shown.getVnic().getPrivateIpAddress()).isEqualTo("10.0.0.20");
        assertThat(shown.getBandwidth().getSize()).isEqualTo(1000);
        assertThat(shown.getDescription()).isEqualTo("front");
        DisassociatePublicipsRequest unbind = new DisassociatePublicipsRequest().withPublicipId(id);
        assertThat(eipsV3.disassociatePublicips(unbind).getPublicip().getVnic()).isNull();
        assertThatExceptionOfType(ClientRequestException.class)
                .isThrownBy(() -> eipsV3.disassociatePublicips(unbind))
                .satisfies(refusal -> assertThat(refusal.getErrorCode()).isEqualTo("EIP.7902"));
    }

    @Test
    void v3ListsWhatIsAskedFor() {
        String first = floatingIp();
        String second = floatingIp();
        ListPublicipsResponse page = eipsV3.listPublicips(new ListPublicipsRequest()
                .withLimit(1)
                .withId(List.of(first, second))
                .withSortKey(ListPublicipsRequest.SortKeyEnum.ID)
                .withSortDir(ListPublicipsRequest.SortDirEnum.DESC));
        assertThat(page.getTotalCount()).isEqualTo(2);
        assertThat(page.getPublicips())
                .singleElement()
                .satisfies(eip -> assertThat(eip.getId()).isEqualTo(first.compareTo(second) > 0 ? first : second));
        assertThat(page.getPageInfo().getNextMarker())
                .isEqualTo(page.getPublicips().getFirst().getId());
        assertThat(eipsV3.listPublicips(new ListPublicipsRequest()
                                .withBandwidthSize(List.of(1000))
                                .withFields(List.of("id", "bandwidth")))
                        .getPublicips())
                .hasSize(2)
                .allSatisfy(eip -> {
                    assertThat(eip.getBandwidth().getSize()).isEqualTo(1000);
                    assertThat(eip.getStatus()).isNull();
                });
        assertThat(eipsV3.listCommonPools(new ListCommonPoolsRequest().withName("5_bgp"))
                        .getCommonPools())
                .singleElement()
                .extracting(CommonPoolDict::getUsed)
                .isEqualTo(2);
    }

    @Test
    void v3PutsABatchIntoASharedBandwidth() {
        String eip = floatingIp();
        String shared = shared();
        List<BatchPublicipResp> results = eipsV3.attachBatchPublicIp(new AttachBatchPublicIpRequest()
                        .withBody(new BatchAttachSharebwReq()
                                .withPublicips(List.of(new BatchAttachSharebwDict()
                                        .withBandwidthId(shared)
                                        .withPublicipId(eip)))))
                .getPublicips();
        assertThat(results).singleElement().satisfies(result -> {
            assertThat(result.getStatusCode()).isEqualTo(200);
            assertThat(result.getPublicip().getBandwidth().getId()).isEqualTo(shared);
        });
    }
}
