package dev.twinstack.api.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.huaweicloud.sdk.core.exception.ClientRequestException;
import com.huaweicloud.sdk.ecs.v2.EcsClient;
import com.huaweicloud.sdk.ecs.v2.model.AddServerGroupMemberRequest;
import com.huaweicloud.sdk.ecs.v2.model.AddServerGroupMemberRequestBody;
import com.huaweicloud.sdk.ecs.v2.model.BatchAddServerNicOption;
import com.huaweicloud.sdk.ecs.v2.model.BatchAddServerNicsRequest;
import com.huaweicloud.sdk.ecs.v2.model.BatchAddServerNicsRequestBody;
import com.huaweicloud.sdk.ecs.v2.model.BatchAddServerTag;
import com.huaweicloud.sdk.ecs.v2.model.BatchCreateServerTagsRequest;
import com.huaweicloud.sdk.ecs.v2.model.BatchCreateServerTagsRequestBody;
import com.huaweicloud.sdk.ecs.v2.model.BatchDeleteServerNicOption;
import com.huaweicloud.sdk.ecs.v2.model.BatchDeleteServerNicsRequest;
import com.huaweicloud.sdk.ecs.v2.model.BatchDeleteServerNicsRequestBody;
import com.huaweicloud.sdk.ecs.v2.model.BatchDeleteServerTagsRequest;
import com.huaweicloud.sdk.ecs.v2.model.BatchDeleteServerTagsRequestBody;
import com.huaweicloud.sdk.ecs.v2.model.BatchRebootServersRequest;
import com.huaweicloud.sdk.ecs.v2.model.BatchRebootServersRequestBody;
import com.huaweicloud.sdk.ecs.v2.model.BatchRebootSeversOption;
import com.huaweicloud.sdk.ecs.v2.model.BatchStartServersOption;
import com.huaweicloud.sdk.ecs.v2.model.BatchStartServersRequest;
import com.huaweicloud.sdk.ecs.v2.model.BatchStartServersRequestBody;
import com.huaweicloud.sdk.ecs.v2.model.BatchStopServersOption;
import com.huaweicloud.sdk.ecs.v2.model.BatchStopServersRequest;
import com.huaweicloud.sdk.ecs.v2.model.BatchStopServersRequestBody;
import com.huaweicloud.sdk.ecs.v2.model.ChangeServerOsWithCloudInitOption;
import com.huaweicloud.sdk.ecs.v2.model.ChangeServerOsWithCloudInitRequest;
import com.huaweicloud.sdk.ecs.v2.model.ChangeServerOsWithCloudInitRequestBody;
import com.huaweicloud.sdk.ecs.v2.model.CreatePostPaidServersRequest;
import com.huaweicloud.sdk.ecs.v2.model.CreatePostPaidServersRequestBody;
import com.huaweicloud.sdk.ecs.v2.model.CreatePostPaidServersResponse;
import com.huaweicloud.sdk.ecs.v2.model.CreateServerGroupOption;
import com.huaweicloud.sdk.ecs.v2.model.CreateServerGroupRequest;
import com.huaweicloud.sdk.ecs.v2.model.CreateServerGroupRequestBody;
import com.huaweicloud.sdk.ecs.v2.model.DeleteServerGroupMemberRequest;
import com.huaweicloud.sdk.ecs.v2.model.DeleteServerGroupMemberRequestBody;
import com.huaweicloud.sdk.ecs.v2.model.DeleteServerGroupRequest;
import com.huaweicloud.sdk.ecs.v2.model.DeleteServerMetadataRequest;
import com.huaweicloud.sdk.ecs.v2.model.DeleteServersRequest;
import com.huaweicloud.sdk.ecs.v2.model.DeleteServersRequestBody;
import com.huaweicloud.sdk.ecs.v2.model.InterfaceAttachment;
import com.huaweicloud.sdk.ecs.v2.model.ListResizeFlavorsRequest;
import com.huaweicloud.sdk.ecs.v2.model.ListServerGroupsRequest;
import com.huaweicloud.sdk.ecs.v2.model.ListServerInterfacesRequest;
import com.huaweicloud.sdk.ecs.v2.model.ListServerTagsRequest;
import com.huaweicloud.sdk.ecs.v2.model.ListServersByTagRequest;
import com.huaweicloud.sdk.ecs.v2.model.ListServersByTagRequestBody;
import com.huaweicloud.sdk.ecs.v2.model.ListServersDetailsRequest;
import com.huaweicloud.sdk.ecs.v2.model.PostPaidServer;
import com.huaweicloud.sdk.ecs.v2.model.PostPaidServerEip;
import com.huaweicloud.sdk.ecs.v2.model.PostPaidServerEipBandwidth;
import com.huaweicloud.sdk.ecs.v2.model.PostPaidServerNic;
import com.huaweicloud.sdk.ecs.v2.model.PostPaidServerPublicip;
import com.huaweicloud.sdk.ecs.v2.model.PostPaidServerRootVolume;
import com.huaweicloud.sdk.ecs.v2.model.PostPaidServerSchedulerHints;
import com.huaweicloud.sdk.ecs.v2.model.PostPaidServerTag;
import com.huaweicloud.sdk.ecs.v2.model.ResizePostPaidServerOption;
import com.huaweicloud.sdk.ecs.v2.model.ResizePostPaidServerRequest;
import com.huaweicloud.sdk.ecs.v2.model.ResizePostPaidServerRequestBody;
import com.huaweicloud.sdk.ecs.v2.model.ServerDetail;
import com.huaweicloud.sdk.ecs.v2.model.ServerGroupMember;
import com.huaweicloud.sdk.ecs.v2.model.ServerId;
import com.huaweicloud.sdk.ecs.v2.model.ServerResource;
import com.huaweicloud.sdk.ecs.v2.model.ServerTag;
import com.huaweicloud.sdk.ecs.v2.model.ServerTags;
import com.huaweicloud.sdk.ecs.v2.model.ShowJobRequest;
import com.huaweicloud.sdk.ecs.v2.model.ShowJobResponse;
import com.huaweicloud.sdk.ecs.v2.model.ShowServerGroupRequest;
import com.huaweicloud.sdk.ecs.v2.model.ShowServerGroupResult;
import com.huaweicloud.sdk.ecs.v2.model.ShowServerLimitsRequest;
import com.huaweicloud.sdk.ecs.v2.model.ShowServerPasswordRequest;
import com.huaweicloud.sdk.ecs.v2.model.ShowServerRequest;
import com.huaweicloud.sdk.ecs.v2.model.ShowServerTagsRequest;
import com.huaweicloud.sdk.ecs.v2.model.UpdateServerMetadataRequest;
import com.huaweicloud.sdk.ecs.v2.model.UpdateServerMetadataRequestBody;
import com.huaweicloud.sdk.ecs.v2.model.UpdateServerOption;
import com.huaweicloud.sdk.ecs.v2.model.UpdateServerRequest;
import com.huaweicloud.sdk.ecs.v2.model.UpdateServerRequestBody;
import dev.twinstack.api.server.Net;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** ECS's own half of the SDK; Nova's is {@link NovaSdkTest}. Its typed answers show what the wire gave. */
@ExtendWith(SdkTwin.class)
class EcsSdkTest {
    private EcsClient servers;
    private Net net;

    @BeforeEach
    void client(Sdk sdk) {
        net = Net.dualStack(sdk.project());
        servers = sdk.ecs();
    }

    private PostPaidServer order() {
        return new PostPaidServer()
                .withName("web")
                .withFlavorRef("s3.medium.1")
                .withImageRef(Net.image(net.client(), Net.DEBIAN))
                .withVpcid(net.vpc())
                .withAvailabilityZone("eu-de-01")
                .withRootVolume(
                        new PostPaidServerRootVolume().withVolumetype(PostPaidServerRootVolume.VolumetypeEnum.SSD))
                .withNics(List.of(new PostPaidServerNic().withSubnetId(net.subnet())));
    }

    private CreatePostPaidServersResponse buy(PostPaidServer server) {
        return servers.createPostPaidServers(
                new CreatePostPaidServersRequest().withBody(new CreatePostPaidServersRequestBody().withServer(server)));
    }

    private String bought(PostPaidServer server) {
        return buy(server).getServerIds().getFirst();
    }

    private ServerDetail show(String id) {
        return servers.showServer(new ShowServerRequest().withServerId(id)).getServer();
    }

    private void delete(DeleteServersRequestBody body) {
        ShowJobResponse job = job(
                servers.deleteServers(new DeleteServersRequest().withBody(body)).getJobId());
        assertThat(job.getStatus()).isEqualTo(ShowJobResponse.StatusEnum.SUCCESS);
    }

    private ShowJobResponse job(String id) {
        return servers.showJob(new ShowJobRequest().withJobId(id));
    }

    private void stop(String server) {
        servers.batchStopServers(new BatchStopServersRequest()
                .withBody(new BatchStopServersRequestBody()
                        .withOsStop(new BatchStopServersOption()
                                .withType(BatchStopServersOption.TypeEnum.HARD)
                                .withServers(List.of(id(server))))));
    }

    private static ServerId id(String server) {
        return new ServerId().withId(server);
    }

    @Test
    void aServerShowsWhatWasOrdered() {
        String id = bought(order().withDescription("front")
                .withMetadata(Map.of("role", "web"))
                .withServerTags(List.of(new PostPaidServerTag().withKey("env").withValue("test"))));
        ServerDetail server = show(id);
        assertThat(server.getName()).isEqualTo("web");
        assertThat(server.getDescription()).isEqualTo("front");
        assertThat(server.getStatus()).isEqualTo("ACTIVE");
        assertThat(server.getOsEXTSTSVmState()).isEqualTo("active");
        assertThat(server.getOsEXTAZAvailabilityZone()).isEqualTo("eu-de-01");
        assertThat(server.getFlavor().getRam()).isEqualTo("1024");
        assertThat(server.getFlavor().getVcpus()).isEqualTo("1");
        assertThat(server.getImage().getId()).isEqualTo(Net.image(net.client(), Net.DEBIAN));
        assertThat(server.getMetadata()).containsEntry("role", "web").containsEntry("vpc_id", net.vpc());
        assertThat(server.getTags()).containsExactly("env=test");
        assertThat(server.getOsExtendedVolumesVolumesAttached()).hasSize(1);
        assertThat(server.getAddresses()).containsOnlyKeys(net.vpc());
        assertThat(servers.listServersDetails(new ListServersDetailsRequest().withName("we"))
                        .getServers())
                .containsExactly(server);
        assertThat(servers.listServersDetails(new ListServersDetailsRequest().withStatus("SHUTOFF"))
                        .getServers())
                .isEmpty();
    }

    @Test
    void severalServersAreOneJobAndGoTogether() {
        CreatePostPaidServersResponse made = buy(order().withCount(2));
        ShowJobResponse job = job(made.getJobId());
        assertThat(job.getEntities().getSubJobsTotal()).isEqualTo(2);
        assertThat(job.getEntities().getSubJobs())
                .extracting(part -> part.getEntities().getServerId())
                .containsExactlyElementsOf(made.getServerIds());
        assertThat(made.getServerIds().stream().map(id -> show(id).getName())).containsExactly("web-0001", "web-0002");
        delete(new DeleteServersRequestBody()
                .withServers(made.getServerIds().stream().map(EcsSdkTest::id).toList()));
        assertThat(servers.listServersDetails(new ListServersDetailsRequest()).getServers())
                .isEmpty();
    }

    @Test
    void anEipBoughtWithTheServerGoesWithIt() {
        String id = bought(order().withPublicip(new PostPaidServerPublicip()
                .withEip(new PostPaidServerEip()
                        .withIptype("5_bgp")
                        .withBandwidth(new PostPaidServerEipBandwidth()
                                .withSize(5)
                                .withSharetype(PostPaidServerEipBandwidth.SharetypeEnum.PER)
                                .withChargemode("traffic")))));
        assertThat(show(id).getAddresses().get(net.vpc()))
                .extracting(address -> address.getOsEXTIPSType().getValue())
                .containsExactly("fixed", "floating");
        delete(new DeleteServersRequestBody().withServers(List.of(id(id))).withDeletePublicip(true));
        assertThat(net.client().get("/v1/{p}/publicips").at("/publicips")).isEmpty();
    }

    @Test
    void serversAreStoppedStartedAndRebooted() {
        String id = bought(order());
        stop(id);
        assertThat(show(id).getStatus()).isEqualTo("SHUTOFF");
        servers.batchStartServers(new BatchStartServersRequest()
                .withBody(new BatchStartServersRequestBody()
                        .withOsStart(new BatchStartServersOption().withServers(List.of(id(id))))));
        ShowJobResponse job = job(servers.batchRebootServers(new BatchRebootServersRequest()
                        .withBody(new BatchRebootServersRequestBody()
                                .withReboot(new BatchRebootSeversOption()
                                        .withType(BatchRebootSeversOption.TypeEnum.SOFT)
                                        .withServers(List.of(id(id))))))
                .getJobId());
        assertThat(job.getStatus()).isEqualTo(ShowJobResponse.StatusEnum.SUCCESS);
        assertThat(show(id).getStatus()).isEqualTo("ACTIVE");
    }

    @Test
    void aServerIsRenamedAndTakesAnotherFlavorAndImage() {
        String id = bought(order());
        assertThat(servers.updateServer(new UpdateServerRequest()
                                .withServerId(id)
                                .withBody(new UpdateServerRequestBody()
                                        .withServer(new UpdateServerOption()
                                                .withName("db")
                                                .withDescription("back"))))
                        .getServer()
                        .getName())
                .isEqualTo("db");
        assertThat(servers.listResizeFlavors(new ListResizeFlavorsRequest().withInstanceUuid(id))
                        .getFlavors())
                .extracting(flavor -> flavor.getId())
                .contains("s3.large.2")
                .doesNotContain("s3.medium.1");
        stop(id);
        servers.resizePostPaidServer(new ResizePostPaidServerRequest()
                .withServerId(id)
                .withBody(new ResizePostPaidServerRequestBody()
                        .withResize(new ResizePostPaidServerOption().withFlavorRef("s3.large.2"))));
        servers.changeServerOsWithCloudInit(new ChangeServerOsWithCloudInitRequest()
                .withServerId(id)
                .withBody(new ChangeServerOsWithCloudInitRequestBody()
                        .withOsChange(new ChangeServerOsWithCloudInitOption()
                                .withAdminpass("Secret-1234")
                                .withImageid(Net.image(net.client(), Net.UBUNTU_16)))));
        ServerDetail server = show(id);
        assertThat(server.getName()).isEqualTo("db");
        assertThat(server.getFlavor().getId()).isEqualTo("s3.large.2");
        assertThat(server.getImage().getId()).isEqualTo(Net.image(net.client(), Net.UBUNTU_16));
    }

    @Test
    void nicsComeAndGo() {
        String id = bought(order());
        servers.batchAddServerNics(new BatchAddServerNicsRequest()
                .withServerId(id)
                .withBody(new BatchAddServerNicsRequestBody()
                        .withNics(List.of(new BatchAddServerNicOption()
                                .withSubnetId(net.subnet())
                                .withIpAddress("192.168.20.77")))));
        List<InterfaceAttachment> nics = nics(id);
        assertThat(nics)
                .extracting(nic -> nic.getFixedIps().getFirst().getIpAddress())
                .hasSize(2)
                .contains("192.168.20.77");
        String added = nics.stream()
                .filter(nic ->
                        "192.168.20.77".equals(nic.getFixedIps().getFirst().getIpAddress()))
                .findFirst()
                .orElseThrow()
                .getPortId();
        servers.batchDeleteServerNics(new BatchDeleteServerNicsRequest()
                .withServerId(id)
                .withBody(new BatchDeleteServerNicsRequestBody()
                        .withNics(List.of(new BatchDeleteServerNicOption().withId(added)))));
        assertThat(nics(id))
                .extracting(InterfaceAttachment::getPortId)
                .hasSize(1)
                .doesNotContain(added);
    }

    private List<InterfaceAttachment> nics(String server) {
        return servers.listServerInterfaces(new ListServerInterfacesRequest().withServerId(server))
                .getInterfaceAttachments();
    }

    @Test
    void tagsAndMetadataAreSetAndFound() {
        String id = bought(order());
        servers.batchCreateServerTags(new BatchCreateServerTagsRequest()
                .withServerId(id)
                .withBody(new BatchCreateServerTagsRequestBody()
                        .withAction(BatchCreateServerTagsRequestBody.ActionEnum.CREATE)
                        .withTags(List.of(
                                new BatchAddServerTag().withKey("env").withValue("test"),
                                new BatchAddServerTag().withKey("team").withValue("net")))));
        servers.batchDeleteServerTags(new BatchDeleteServerTagsRequest()
                .withServerId(id)
                .withBody(new BatchDeleteServerTagsRequestBody()
                        .withAction(BatchDeleteServerTagsRequestBody.ActionEnum.DELETE)
                        .withTags(List.of(new ServerTag().withKey("team").withValue("net")))));
        assertThat(servers.showServerTags(new ShowServerTagsRequest().withServerId(id))
                        .getTags())
                .containsExactly(new ServerTag().withKey("env").withValue("test"));
        assertThat(servers.listServerTags(new ListServerTagsRequest()).getTags().stream()
                        .map(tag -> Map.entry(tag.getKey(), tag.getValues())))
                .containsExactly(Map.entry("env", List.of("test")));
        assertThat(tagged("env", "test")).containsExactly(id);
        assertThat(tagged("env", "live")).isEmpty();
        servers.updateServerMetadata(new UpdateServerMetadataRequest()
                .withServerId(id)
                .withBody(new UpdateServerMetadataRequestBody().withMetadata(Map.of("a", "1", "b", "2"))));
        servers.deleteServerMetadata(
                new DeleteServerMetadataRequest().withServerId(id).withKey("a"));
        assertThat(show(id).getMetadata()).containsEntry("b", "2").doesNotContainKey("a");
    }

    @SuppressWarnings("deprecation") // the SDK's word for "there is a newer call"; this one is still documented
    private List<String> tagged(String key, String value) {
        ListServersByTagRequestBody filter = new ListServersByTagRequestBody()
                .withAction("filter")
                .withTags(List.of(new ServerTags().withKey(key).withValues(List.of(value))));
        return servers.listServersByTag(new ListServersByTagRequest().withBody(filter)).getResources().stream()
                .map(ServerResource::getResourceId)
                .toList();
    }

    @Test
    void aServerGroupKnowsItsMembers() {
        String group = servers.createServerGroup(new CreateServerGroupRequest()
                        .withBody(new CreateServerGroupRequestBody()
                                .withServerGroup(new CreateServerGroupOption()
                                        .withName("apart")
                                        .withPolicies(List.of(CreateServerGroupOption.PoliciesEnum.ANTI_AFFINITY)))))
                .getServerGroup()
                .getId();
        String born = bought(order().withOsSchedulerHints(new PostPaidServerSchedulerHints().withGroup(group)));
        assertThat(show(born).getOsSchedulerHints().getGroup()).containsExactly(group);
        String joined = bought(order());
        stop(joined);
        servers.addServerGroupMember(new AddServerGroupMemberRequest()
                .withServerGroupId(group)
                .withBody(new AddServerGroupMemberRequestBody()
                        .withAddMember(new ServerGroupMember().withInstanceUuid(joined))));
        assertThat(group(group).getMembers()).containsExactlyInAnyOrder(born, joined);
        servers.deleteServerGroupMember(new DeleteServerGroupMemberRequest()
                .withServerGroupId(group)
                .withBody(new DeleteServerGroupMemberRequestBody()
                        .withRemoveMember(new ServerGroupMember().withInstanceUuid(joined))));
        delete(new DeleteServersRequestBody().withServers(List.of(id(born))));
        assertThat(group(group).getMembers()).isEmpty();
        servers.deleteServerGroup(new DeleteServerGroupRequest().withServerGroupId(group));
        assertThat(servers.listServerGroups(new ListServerGroupsRequest()).getServerGroups())
                .isEmpty();
    }

    private ShowServerGroupResult group(String id) {
        return servers.showServerGroup(new ShowServerGroupRequest().withServerGroupId(id))
                .getServerGroup();
    }

    @Test
    void limitsCountTheServers() {
        String id = bought(order());
        assertThat(servers.showServerLimits(new ShowServerLimitsRequest())
                        .getAbsolute()
                        .getTotalInstancesUsed())
                .isEqualTo(1);
        assertThat(servers.showServerPassword(new ShowServerPasswordRequest().withServerId(id))
                        .getPassword())
                .isEmpty();
    }

    @Test
    void whatIsNotThereIsAClientError() {
        assertThatExceptionOfType(ClientRequestException.class)
                .isThrownBy(() -> show("5f5e1b6c-5d0f-4f57-9d9e-0d3ffba2b4ef"))
                .satisfies(refused -> {
                    assertThat(refused.getHttpStatusCode()).isEqualTo(404);
                    assertThat(refused.getErrorCode()).isEqualTo("Ecs.0114");
                });
    }
}
