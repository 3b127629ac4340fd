package dev.twinstack.api.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.huaweicloud.sdk.core.exception.ClientRequestException;
import com.huaweicloud.sdk.eip.v2.EipClient;
import com.huaweicloud.sdk.eip.v2.model.BatchCreatePublicipTagsRequest;
import com.huaweicloud.sdk.eip.v2.model.BatchCreatePublicipTagsRequestBody;
import com.huaweicloud.sdk.eip.v2.model.BatchDeletePublicipTagsRequest;
import com.huaweicloud.sdk.eip.v2.model.BatchDeletePublicipTagsRequestBody;
import com.huaweicloud.sdk.eip.v2.model.CreatePublicipBandwidthOption;
import com.huaweicloud.sdk.eip.v2.model.CreatePublicipOption;
import com.huaweicloud.sdk.eip.v2.model.CreatePublicipRequest;
import com.huaweicloud.sdk.eip.v2.model.CreatePublicipRequestBody;
import com.huaweicloud.sdk.eip.v2.model.CreatePublicipTagRequest;
import com.huaweicloud.sdk.eip.v2.model.CreatePublicipTagRequestBody;
import com.huaweicloud.sdk.eip.v2.model.DeletePublicipTagRequest;
import com.huaweicloud.sdk.eip.v2.model.ListPublicipTagsRequest;
import com.huaweicloud.sdk.eip.v2.model.ListPublicipsByTagsRequest;
import com.huaweicloud.sdk.eip.v2.model.ListPublicipsByTagsRequestBody;
import com.huaweicloud.sdk.eip.v2.model.ListPublicipsByTagsResponse;
import com.huaweicloud.sdk.eip.v2.model.MatchReq;
import com.huaweicloud.sdk.eip.v2.model.ResourceTagOption;
import com.huaweicloud.sdk.eip.v2.model.ResourceTagResp;
import com.huaweicloud.sdk.eip.v2.model.ShowPublicipRequest;
import com.huaweicloud.sdk.eip.v2.model.ShowPublicipTagsRequest;
import com.huaweicloud.sdk.eip.v2.model.TagReq;
import com.huaweicloud.sdk.eip.v2.model.TagResp;
import com.huaweicloud.sdk.vpc.v2.VpcClient;
import com.huaweicloud.sdk.vpc.v2.model.BatchCreateSubnetTagsRequest;
import com.huaweicloud.sdk.vpc.v2.model.BatchCreateSubnetTagsRequestBody;
import com.huaweicloud.sdk.vpc.v2.model.BatchCreateVpcTagsRequest;
import com.huaweicloud.sdk.vpc.v2.model.BatchCreateVpcTagsRequestBody;
import com.huaweicloud.sdk.vpc.v2.model.BatchDeleteSubnetTagsRequest;
import com.huaweicloud.sdk.vpc.v2.model.BatchDeleteSubnetTagsRequestBody;
import com.huaweicloud.sdk.vpc.v2.model.BatchDeleteVpcTagsRequest;
import com.huaweicloud.sdk.vpc.v2.model.BatchDeleteVpcTagsRequestBody;
import com.huaweicloud.sdk.vpc.v2.model.CreateFlowLogReq;
import com.huaweicloud.sdk.vpc.v2.model.CreateFlowLogReqBody;
import com.huaweicloud.sdk.vpc.v2.model.CreateFlowLogRequest;
import com.huaweicloud.sdk.vpc.v2.model.CreateSubnetOption;
import com.huaweicloud.sdk.vpc.v2.model.CreateSubnetRequest;
import com.huaweicloud.sdk.vpc.v2.model.CreateSubnetRequestBody;
import com.huaweicloud.sdk.vpc.v2.model.CreateSubnetTagRequest;
import com.huaweicloud.sdk.vpc.v2.model.CreateSubnetTagRequestBody;
import com.huaweicloud.sdk.vpc.v2.model.CreateVpcOption;
import com.huaweicloud.sdk.vpc.v2.model.CreateVpcRequest;
import com.huaweicloud.sdk.vpc.v2.model.CreateVpcRequestBody;
import com.huaweicloud.sdk.vpc.v2.model.CreateVpcResourceTagRequest;
import com.huaweicloud.sdk.vpc.v2.model.CreateVpcResourceTagRequestBody;
import com.huaweicloud.sdk.vpc.v2.model.DeleteFlowLogRequest;
import com.huaweicloud.sdk.vpc.v2.model.DeleteSubnetTagRequest;
import com.huaweicloud.sdk.vpc.v2.model.DeleteVpcTagRequest;
import com.huaweicloud.sdk.vpc.v2.model.FlowLogResp;
import com.huaweicloud.sdk.vpc.v2.model.ListFlowLogsRequest;
import com.huaweicloud.sdk.vpc.v2.model.ListResourceResp;
import com.huaweicloud.sdk.vpc.v2.model.ListSubnetTagsRequest;
import com.huaweicloud.sdk.vpc.v2.model.ListSubnetsByTagsRequest;
import com.huaweicloud.sdk.vpc.v2.model.ListSubnetsByTagsRequestBody;
import com.huaweicloud.sdk.vpc.v2.model.ListTag;
import com.huaweicloud.sdk.vpc.v2.model.ListVpcTagsRequest;
import com.huaweicloud.sdk.vpc.v2.model.ListVpcsByTagsRequest;
import com.huaweicloud.sdk.vpc.v2.model.ListVpcsByTagsRequestBody;
import com.huaweicloud.sdk.vpc.v2.model.ListVpcsByTagsResponse;
import com.huaweicloud.sdk.vpc.v2.model.Match;
import com.huaweicloud.sdk.vpc.v2.model.ResourceTag;
import com.huaweicloud.sdk.vpc.v2.model.ShowFlowLogRequest;
import com.huaweicloud.sdk.vpc.v2.model.ShowSubnetTagsRequest;
import com.huaweicloud.sdk.vpc.v2.model.ShowVpcTagsRequest;
import com.huaweicloud.sdk.vpc.v2.model.UpdateFlowLogReq;
import com.huaweicloud.sdk.vpc.v2.model.UpdateFlowLogReqBody;
import com.huaweicloud.sdk.vpc.v2.model.UpdateFlowLogRequest;
import dev.twinstack.api.TestTwin;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every tag and flow log method of the SDK's v2 clients. */
@ExtendWith(SdkTwin.class)
class TagSdkTest {
    private static final ResourceTag FOO = new ResourceTag().withKey("foo").withValue("bar");
    private static final ResourceTag KEY = new ResourceTag().withKey("key").withValue("");
    private static final ListTag FOO_IN_PROJECT = new ListTag().withKey("foo").withValues(List.of("bar"));

    private TestTwin project;
    private VpcClient vpcs;
    private EipClient eips;

    @BeforeEach
    void clients(Sdk sdk) {
        project = sdk.project();
        vpcs = sdk.vpc();
        eips = sdk.eip();
    }

    @Test
    void vpcsAreTaggedAndFound() {
        String vpc = vpc("net");
        vpcs.createVpcResourceTag(new CreateVpcResourceTagRequest()
                .withVpcId(vpc)
                .withBody(new CreateVpcResourceTagRequestBody().withTag(FOO)));
        vpcs.batchCreateVpcTags(new BatchCreateVpcTagsRequest()
                .withVpcId(vpc)
                .withBody(new BatchCreateVpcTagsRequestBody()
                        .withAction(BatchCreateVpcTagsRequestBody.ActionEnum.CREATE)
                        .withTags(List.of(KEY))));
        ShowVpcTagsRequest show = new ShowVpcTagsRequest().withVpcId(vpc);
        assertThat(vpcs.showVpcTags(show).getTags()).containsExactly(FOO, KEY);

        ListVpcsByTagsResponse found = vpcs.listVpcsByTags(new ListVpcsByTagsRequest()
                .withBody(new ListVpcsByTagsRequestBody()
                        .withAction(ListVpcsByTagsRequestBody.ActionEnum.FILTER)
                        .withLimit(10)
                        .withOffset(0)
                        .withTags(List.of(FOO_IN_PROJECT))
                        .withMatches(
                                List.of(new Match().withKey("resource_name").withValue("net")))));
        assertThat(found.getTotalCount()).isEqualTo(1);
        ListResourceResp row = found.getResources().getFirst();
        assertThat(row.getResourceId()).isEqualTo(vpc);
        assertThat(row.getResourceName()).isEqualTo("net");
        assertThat(row.getTags()).containsExactly(FOO, KEY);
        assertThat(vpcs.listVpcsByTags(new ListVpcsByTagsRequest()
                                .withBody(new ListVpcsByTagsRequestBody()
                                        .withAction(ListVpcsByTagsRequestBody.ActionEnum.COUNT)
                                        .withTags(List.of(FOO_IN_PROJECT))))
                        .getTotalCount())
                .isEqualTo(1);

        vpcs.batchDeleteVpcTags(new BatchDeleteVpcTagsRequest()
                .withVpcId(vpc)
                .withBody(new BatchDeleteVpcTagsRequestBody()
                        .withAction(BatchDeleteVpcTagsRequestBody.ActionEnum.DELETE)
                        .withTags(List.of(KEY))));
        assertThat(vpcs.listVpcTags(new ListVpcTagsRequest()).getTags()).containsExactly(FOO_IN_PROJECT);
        vpcs.deleteVpcTag(new DeleteVpcTagRequest().withVpcId(vpc).withKey("foo"));
        assertThat(vpcs.showVpcTags(show).getTags()).isEmpty();
    }

    @Test
    void subnetsAreTaggedAndFound() {
        String subnet = subnet();
        vpcs.createSubnetTag(new CreateSubnetTagRequest()
                .withSubnetId(subnet)
                .withBody(new CreateSubnetTagRequestBody().withTag(FOO)));
        vpcs.batchCreateSubnetTags(new BatchCreateSubnetTagsRequest()
                .withSubnetId(subnet)
                .withBody(new BatchCreateSubnetTagsRequestBody()
                        .withAction(BatchCreateSubnetTagsRequestBody.ActionEnum.CREATE)
                        .withTags(List.of(KEY))));
        ShowSubnetTagsRequest show = new ShowSubnetTagsRequest().withSubnetId(subnet);
        assertThat(vpcs.showSubnetTags(show).getTags()).containsExactly(FOO, KEY);
        assertThat(vpcs.listSubnetsByTags(new ListSubnetsByTagsRequest()
                                .withBody(new ListSubnetsByTagsRequestBody()
                                        .withAction(ListSubnetsByTagsRequestBody.ActionEnum.FILTER)
                                        .withTags(List.of(
                                                new ListTag().withKey("foo").withValues(List.of())))))
                        .getResources())
                .extracting(ListResourceResp::getResourceId)
                .containsExactly(subnet);
        vpcs.batchDeleteSubnetTags(new BatchDeleteSubnetTagsRequest()
                .withSubnetId(subnet)
                .withBody(new BatchDeleteSubnetTagsRequestBody()
                        .withAction(BatchDeleteSubnetTagsRequestBody.ActionEnum.DELETE)
                        .withTags(List.of(KEY))));
        assertThat(vpcs.listSubnetTags(new ListSubnetTagsRequest()).getTags()).containsExactly(FOO_IN_PROJECT);
        vpcs.deleteSubnetTag(new DeleteSubnetTagRequest().withSubnetId(subnet).withKey("foo"));
        assertThat(vpcs.showSubnetTags(show).getTags()).isEmpty();
    }

    @Test
    void eipsAreTaggedAndFound() {
        String eip = eip("front");
        ResourceTagOption foo = new ResourceTagOption().withKey("foo").withValue("bar");
        ResourceTagOption key = new ResourceTagOption().withKey("key").withValue("value");
        eips.createPublicipTag(new CreatePublicipTagRequest()
                .withPublicipId(eip)
                .withBody(new CreatePublicipTagRequestBody().withTag(foo)));
        eips.batchCreatePublicipTags(new BatchCreatePublicipTagsRequest()
                .withPublicipId(eip)
                .withBody(new BatchCreatePublicipTagsRequestBody()
                        .withAction(BatchCreatePublicipTagsRequestBody.ActionEnum.CREATE)
                        .withTags(List.of(key))));
        ShowPublicipTagsRequest show = new ShowPublicipTagsRequest().withPublicipId(eip);
        assertThat(eips.showPublicipTags(show).getTags())
                .extracting(ResourceTagResp::getKey)
                .containsExactly("foo", "key");
        assertThat(eips.showPublicip(new ShowPublicipRequest().withPublicipId(eip))
                        .getPublicip()
                        .getTags())
                .containsExactly("foo=bar", "key=value");
        ListPublicipsByTagsResponse found = eips.listPublicipsByTags(new ListPublicipsByTagsRequest()
                .withBody(new ListPublicipsByTagsRequestBody()
                        .withAction(ListPublicipsByTagsRequestBody.ActionEnum.FILTER)
                        .withTags(List.of(new TagReq().withKey("foo").withValues(List.of("bar", "baz"))))
                        .withMatches(List.of(new MatchReq()
                                .withKey(MatchReq.KeyEnum.RESOURCE_NAME)
                                .withValue("front")))));
        assertThat(found.getResources())
                .extracting(com.huaweicloud.sdk.eip.v2.model.ListResourceResp::getResourceId)
                .containsExactly(eip);
        eips.batchDeletePublicipTags(new BatchDeletePublicipTagsRequest()
                .withPublicipId(eip)
                .withBody(new BatchDeletePublicipTagsRequestBody()
                        .withAction(BatchDeletePublicipTagsRequestBody.ActionEnum.DELETE)
                        .withTags(List.of(key))));
        assertThat(eips.listPublicipTags(new ListPublicipTagsRequest()).getTags())
                .containsExactly(new TagResp().withKey("foo").withValues(List.of("bar")));
        eips.deletePublicipTag(
                new DeletePublicipTagRequest().withPublicipId(eip).withKey("foo"));
        assertThat(eips.showPublicipTags(show).getTags()).isEmpty();
    }

    @Test
    void refusalsAreTheClients() {
        ResourceTag spaced = new ResourceTag().withKey("a b").withValue("");
        String vpc = vpc("net");
        assertThatExceptionOfType(ClientRequestException.class)
                .isThrownBy(() -> vpcs.createVpcResourceTag(new CreateVpcResourceTagRequest()
                        .withVpcId(vpc)
                        .withBody(new CreateVpcResourceTagRequestBody().withTag(spaced))))
                .satisfies(refusal -> {
                    assertThat(refusal.getHttpStatusCode()).isEqualTo(400);
                    assertThat(refusal.getErrorCode()).isEqualTo("VPC.1801");
                    assertThat(refusal.getErrorMsg()).contains("a b");
                });
        assertThatExceptionOfType(ClientRequestException.class)
                .isThrownBy(() -> vpcs.showVpcTags(new ShowVpcTagsRequest().withVpcId("nowhere")))
                .satisfies(refusal -> assertThat(refusal.getErrorCode()).isEqualTo("VPC.2204"));
    }

    /** The SDK's log service is not at hand; its group and stream are made over plain HTTP. */
    @Test
    void aSubnetIsWatched() {
        String subnet = subnet();
        String group = project.post("/v2/{p}/groups", "{'log_group_name':'g','ttl_in_days':7}")
                .text("/log_group_id");
        String topic = project.post("/v2/{p}/groups/" + group + "/streams", "{'log_stream_name':'s'}")
                .text("/log_stream_id");
        CreateFlowLogRequest create = new CreateFlowLogRequest()
                .withBody(new CreateFlowLogReqBody()
                        .withFlowLog(new CreateFlowLogReq()
                                .withName("log")
                                .withDescription("d")
                                .withResourceType(CreateFlowLogReq.ResourceTypeEnum.NETWORK)
                                .withResourceId(subnet)
                                .withTrafficType(CreateFlowLogReq.TrafficTypeEnum.REJECT)
                                .withLogGroupId(group)
                                .withLogTopicId(topic)
                                .withIndexEnabled(true)));
        FlowLogResp made = vpcs.createFlowLog(create).getFlowLog();
        assertThat(made.getStatus()).isEqualTo(FlowLogResp.StatusEnum.ACTIVE);
        assertThat(made.getResourceType()).isEqualTo(FlowLogResp.ResourceTypeEnum.NETWORK);
        assertThat(made.getTrafficType()).isEqualTo(FlowLogResp.TrafficTypeEnum.REJECT);
        assertThatExceptionOfType(ClientRequestException.class)
                .isThrownBy(() -> vpcs.createFlowLog(create))
                .satisfies(refusal -> assertThat(refusal.getErrorCode()).isEqualTo("VPC.3004"));

        ShowFlowLogRequest show = new ShowFlowLogRequest().withFlowlogId(made.getId());
        assertThat(vpcs.showFlowLog(show).getFlowLog()).isEqualTo(made);
        assertThat(vpcs.listFlowLogs(new ListFlowLogsRequest()
                                .withName("log")
                                .withResourceType(ListFlowLogsRequest.ResourceTypeEnum.NETWORK)
                                .withStatus(ListFlowLogsRequest.StatusEnum.ACTIVE)
                                .withLimit("1"))
                        .getFlowLogs())
                .containsExactly(made);
        FlowLogResp off = vpcs.updateFlowLog(new UpdateFlowLogRequest()
                        .withFlowlogId(made.getId())
                        .withBody(new UpdateFlowLogReqBody().withFlowLog(new UpdateFlowLogReq().withAdminState(false))))
                .getFlowLog();
        assertThat(off.getStatus()).isEqualTo(FlowLogResp.StatusEnum.DOWN);
        assertThat(off.getName()).isEqualTo("log");
        vpcs.deleteFlowLog(new DeleteFlowLogRequest().withFlowlogId(made.getId()));
        assertThat(vpcs.listFlowLogs(new ListFlowLogsRequest()).getFlowLogs()).isEmpty();
    }

    private String vpc(String name) {
        return vpcs.createVpc(new CreateVpcRequest()
                        .withBody(new CreateVpcRequestBody()
                                .withVpc(new CreateVpcOption().withName(name).withCidr("192.168.0.0/16"))))
                .getVpc()
                .getId();
    }

    private String subnet() {
        return vpcs.createSubnet(new CreateSubnetRequest()
                        .withBody(new CreateSubnetRequestBody()
                                .withSubnet(new CreateSubnetOption()
                                        .withName("subnet")
                                        .withVpcId(vpc("net"))
                                        .withCidr("192.168.1.0/24")
                                        .withGatewayIp("192.168.1.1"))))
                .getSubnet()
                .getId();
    }

    private String eip(String alias) {
        return eips.createPublicip(new CreatePublicipRequest()
                        .withBody(new CreatePublicipRequestBody()
                                .withPublicip(new CreatePublicipOption()
                                        .withType("5_bgp")
                                        .withAlias(alias))
                                .withBandwidth(new CreatePublicipBandwidthOption()
                                        .withName("bandwidth")
                                        .withSize(10)
                                        .withShareType(CreatePublicipBandwidthOption.ShareTypeEnum.PER))))
                .getPublicip()
                .getId();
    }
}
