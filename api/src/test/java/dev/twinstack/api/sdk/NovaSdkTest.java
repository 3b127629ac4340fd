package dev.twinstack.api.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.huaweicloud.sdk.core.exception.ClientRequestException;
import com.huaweicloud.sdk.ecs.v2.EcsClient;
import com.huaweicloud.sdk.ecs.v2.model.NovaAddSecurityGroupOption;
import com.huaweicloud.sdk.ecs.v2.model.NovaAssociateSecurityGroupRequest;
import com.huaweicloud.sdk.ecs.v2.model.NovaAssociateSecurityGroupRequestBody;
import com.huaweicloud.sdk.ecs.v2.model.NovaAttachInterfaceOption;
import com.huaweicloud.sdk.ecs.v2.model.NovaAttachInterfaceRequest;
import com.huaweicloud.sdk.ecs.v2.model.NovaAttachInterfaceRequestBody;
import com.huaweicloud.sdk.ecs.v2.model.NovaCreateKeypairOption;
import com.huaweicloud.sdk.ecs.v2.model.NovaCreateKeypairRequest;
import com.huaweicloud.sdk.ecs.v2.model.NovaCreateKeypairRequestBody;
import com.huaweicloud.sdk.ecs.v2.model.NovaCreateServersOption;
import com.huaweicloud.sdk.ecs.v2.model.NovaCreateServersRequest;
import com.huaweicloud.sdk.ecs.v2.model.NovaCreateServersRequestBody;
import com.huaweicloud.sdk.ecs.v2.model.NovaDeleteKeypairRequest;
import com.huaweicloud.sdk.ecs.v2.model.NovaDeleteServerRequest;
import com.huaweicloud.sdk.ecs.v2.model.NovaDisassociateSecurityGroupRequest;
import com.huaweicloud.sdk.ecs.v2.model.NovaDisassociateSecurityGroupRequestBody;
import com.huaweicloud.sdk.ecs.v2.model.NovaKeypair;
import com.huaweicloud.sdk.ecs.v2.model.NovaKeypairDetail;
import com.huaweicloud.sdk.ecs.v2.model.NovaListAvailabilityZonesRequest;
import com.huaweicloud.sdk.ecs.v2.model.NovaListKeypairsRequest;
import com.huaweicloud.sdk.ecs.v2.model.NovaListServersDetailsRequest;
import com.huaweicloud.sdk.ecs.v2.model.NovaListServersRequest;
import com.huaweicloud.sdk.ecs.v2.model.NovaRemoveSecurityGroupOption;
import com.huaweicloud.sdk.ecs.v2.model.NovaServer;
import com.huaweicloud.sdk.ecs.v2.model.NovaServerNetwork;
import com.huaweicloud.sdk.ecs.v2.model.NovaServerSecurityGroup;
import com.huaweicloud.sdk.ecs.v2.model.NovaShowFlavorExtraSpecsRequest;
import com.huaweicloud.sdk.ecs.v2.model.NovaShowKeypairRequest;
import com.huaweicloud.sdk.ecs.v2.model.NovaShowServerInterfaceRequest;
import com.huaweicloud.sdk.ecs.v2.model.NovaShowServerRequest;
import dev.twinstack.api.server.Net;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The half of the SDK's ECS client that speaks Nova. */
@ExtendWith(SdkTwin.class)
class NovaSdkTest {
    private EcsClient nova;
    private Net net;

    @BeforeEach
    void client(Sdk sdk) {
        net = Net.dualStack(sdk.project());
        nova = sdk.ecs();
    }

    private String create(NovaCreateServersOption server) {
        return nova.novaCreateServers(new NovaCreateServersRequest()
                        .withBody(new NovaCreateServersRequestBody()
                                .withServer(server.withFlavorRef("s3.medium.1")
                                        .withImageRef(Net.image(net.client(), Net.DEBIAN))
                                        .withNetworks(List.of(new NovaServerNetwork().withUuid(net.subnet()))))))
                .getServer()
                .getId();
    }

    private NovaServer show(String id) {
        return nova.novaShowServer(new NovaShowServerRequest().withServerId(id)).getServer();
    }

    @Test
    void aServerIsMadeShownAndDeleted() {
        String id = create(new NovaCreateServersOption()
                .withName("web")
                .withAvailabilityZone("eu-de-02")
                .withMetadata(Map.of("role", "web")));
        NovaServer server = show(id);
        assertThat(server.getName()).isEqualTo("web");
        assertThat(server.getStatus()).isEqualTo(NovaServer.StatusEnum.ACTIVE);
        assertThat(server.getOsEXTAZAvailabilityZone()).isEqualTo("eu-de-02");
        assertThat(server.getMetadata()).containsEntry("role", "web");
        assertThat(server.getFlavor().getId()).isEqualTo("s3.medium.1");
        assertThat(server.getImage().getId()).isEqualTo(Net.image(net.client(), Net.DEBIAN));
        assertThat(server.getAddresses()).containsOnlyKeys(net.vpc());
        assertThat(nova.novaListServersDetails(new NovaListServersDetailsRequest().withName("web"))
                        .getServers())
                .containsExactly(server);
        nova.novaDeleteServer(new NovaDeleteServerRequest().withServerId(id));
        assertThat(nova.novaListServers(new NovaListServersRequest()).getServers())
                .isEmpty();
    }

    @Test
    void aKeyPairIsMadeUsedAndDeleted() {
        NovaKeypair made = nova.novaCreateKeypair(new NovaCreateKeypairRequest()
                        .withBody(new NovaCreateKeypairRequestBody()
                                .withKeypair(new NovaCreateKeypairOption().withName("sdk-made"))))
                .getKeypair();
        assertThat(made.getPrivateKey()).startsWith("-----BEGIN RSA PRIVATE KEY-----");
        NovaKeypairDetail shown = nova.novaShowKeypair(new NovaShowKeypairRequest().withKeypairName("sdk-made"))
                .getKeypair();
        assertThat(shown.getPublicKey()).isEqualTo(made.getPublicKey());
        assertThat(shown.getFingerprint()).isEqualTo(made.getFingerprint());
        assertThat(shown.getCreatedAt()).isNotNull();
        assertThat(nova.novaListKeypairs(new NovaListKeypairsRequest()).getKeypairs())
                .extracting(entry -> entry.getKeypair().getName())
                .contains("sdk-made");
        String id = create(new NovaCreateServersOption().withName("web").withKeyName("sdk-made"));
        assertThat(show(id).getKeyName()).isEqualTo("sdk-made");
        nova.novaDeleteKeypair(new NovaDeleteKeypairRequest().withKeypairName("sdk-made"));
        assertThatExceptionOfType(ClientRequestException.class)
                .isThrownBy(() -> nova.novaShowKeypair(new NovaShowKeypairRequest().withKeypairName("sdk-made")))
                .satisfies(refused -> assertThat(refused.getHttpStatusCode()).isEqualTo(404));
    }

    @Test
    void aSecurityGroupIsAddedAndRemoved() {
        String id = create(new NovaCreateServersOption().withName("web"));
        String group = net.client()
                .post("/v1/{p}/security-groups", "{'security_group':{'name':'more'}}")
                .text("/security_group/id");
        nova.novaAssociateSecurityGroup(new NovaAssociateSecurityGroupRequest()
                .withServerId(id)
                .withBody(new NovaAssociateSecurityGroupRequestBody()
                        .withAddSecurityGroup(new NovaAddSecurityGroupOption().withName(group))));
        assertThat(show(id).getSecurityGroups())
                .extracting(NovaServerSecurityGroup::getName)
                .containsExactlyInAnyOrder("default", "more");
        nova.novaDisassociateSecurityGroup(new NovaDisassociateSecurityGroupRequest()
                .withServerId(id)
                .withBody(new NovaDisassociateSecurityGroupRequestBody()
                        .withRemoveSecurityGroup(new NovaRemoveSecurityGroupOption().withName("more"))));
        assertThat(show(id).getSecurityGroups())
                .extracting(NovaServerSecurityGroup::getName)
                .containsExactly("default");
    }

    @Test
    void anInterfaceIsAttached() {
        String id = create(new NovaCreateServersOption().withName("web"));
        String port = nova.novaAttachInterface(new NovaAttachInterfaceRequest()
                        .withServerId(id)
                        .withBody(new NovaAttachInterfaceRequestBody()
                                .withInterfaceAttachment(new NovaAttachInterfaceOption().withNetId(net.subnet()))))
                .getInterfaceAttachment()
                .getPortId();
        assertThat(nova.novaShowServerInterface(new NovaShowServerInterfaceRequest()
                                .withServerId(id)
                                .withPortId(port))
                        .getInterfaceAttachment()
                        .getNetId())
                .isEqualTo(net.subnet());
        assertThat(show(id).getAddresses().get(net.vpc())).hasSize(2);
    }

    @Test
    @SuppressWarnings("deprecation") // the SDK prefers a call that Open Telekom Cloud does not document
    void zonesAndExtraSpecsAreListed() {
        assertThat(nova.novaListAvailabilityZones(new NovaListAvailabilityZonesRequest())
                        .getAvailabilityZoneInfo())
                .extracting(zone -> zone.getZoneName())
                .contains("eu-de-01", "eu-de-02", "eu-de-03");
        assertThat(nova.novaShowFlavorExtraSpecs(new NovaShowFlavorExtraSpecsRequest().withFlavorId("s3.medium.1"))
                        .getExtraSpecs())
                .containsEntry("ecs:generation", "s3");
    }
}
