package dev.twinstack.api.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.huaweicloud.sdk.core.exception.ClientRequestException;
import com.huaweicloud.sdk.vpc.v2.VpcClient;
import com.huaweicloud.sdk.vpc.v2.model.AcceptVpcPeeringRequest;
import com.huaweicloud.sdk.vpc.v2.model.AcceptVpcPeeringResponse;
import com.huaweicloud.sdk.vpc.v2.model.CreateVpcOption;
import com.huaweicloud.sdk.vpc.v2.model.CreateVpcPeeringOption;
import com.huaweicloud.sdk.vpc.v2.model.CreateVpcPeeringRequest;
import com.huaweicloud.sdk.vpc.v2.model.CreateVpcPeeringRequestBody;
import com.huaweicloud.sdk.vpc.v2.model.CreateVpcRequest;
import com.huaweicloud.sdk.vpc.v2.model.CreateVpcRequestBody;
import com.huaweicloud.sdk.vpc.v2.model.CreateVpcRouteOption;
import com.huaweicloud.sdk.vpc.v2.model.CreateVpcRouteRequest;
import com.huaweicloud.sdk.vpc.v2.model.CreateVpcRouteRequestBody;
import com.huaweicloud.sdk.vpc.v2.model.DeleteVpcPeeringRequest;
import com.huaweicloud.sdk.vpc.v2.model.DeleteVpcRequest;
import com.huaweicloud.sdk.vpc.v2.model.DeleteVpcRouteRequest;
import com.huaweicloud.sdk.vpc.v2.model.ListVpcPeeringsRequest;
import com.huaweicloud.sdk.vpc.v2.model.ListVpcRoutesRequest;
import com.huaweicloud.sdk.vpc.v2.model.RejectVpcPeeringRequest;
import com.huaweicloud.sdk.vpc.v2.model.RejectVpcPeeringResponse;
import com.huaweicloud.sdk.vpc.v2.model.ShowVpcPeeringRequest;
import com.huaweicloud.sdk.vpc.v2.model.ShowVpcRouteRequest;
import com.huaweicloud.sdk.vpc.v2.model.UpdateVpcPeeringOption;
import com.huaweicloud.sdk.vpc.v2.model.UpdateVpcPeeringRequest;
import com.huaweicloud.sdk.vpc.v2.model.UpdateVpcPeeringRequestBody;
import com.huaweicloud.sdk.vpc.v2.model.VpcInfo;
import com.huaweicloud.sdk.vpc.v2.model.VpcPeering;
import com.huaweicloud.sdk.vpc.v2.model.VpcRoute;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** All eleven operations on peerings and VPC routes, by the SDK of two projects. */
@ExtendWith(SdkTwin.class)
class PeeringSdkTest {
    private VpcClient ours;
    private VpcClient theirs;
    private String theirProject;

    @BeforeEach
    void clients(Sdk sdk) {
        Sdk neighbour = sdk.neighbour();
        ours = sdk.vpc();
        theirs = neighbour.vpc();
        theirProject = neighbour.project().project();
    }

    private static String vpc(VpcClient client) {
        return client.createVpc(new CreateVpcRequest()
                        .withBody(new CreateVpcRequestBody().withVpc(new CreateVpcOption().withCidr("192.168.0.0/16"))))
                .getVpc()
                .getId();
    }

    private VpcPeering peer(VpcInfo from, VpcInfo to) {
        return ours.createVpcPeering(new CreateVpcPeeringRequest()
                        .withBody(new CreateVpcPeeringRequestBody()
                                .withPeering(new CreateVpcPeeringOption()
                                        .withName("peering")
                                        .withDescription("between two")
                                        .withRequestVpcInfo(from)
                                        .withAcceptVpcInfo(to))))
                .getPeering();
    }

    private VpcPeering show(VpcClient client, String id) {
        return client.showVpcPeering(new ShowVpcPeeringRequest().withPeeringId(id))
                .getPeering();
    }

    @Test
    void twoVpcsOfAProjectAreConnectedRoutedAndTakenDown() {
        String first = vpc(ours);
        String second = vpc(ours);
        VpcPeering peering = peer(new VpcInfo().withVpcId(first), new VpcInfo().withVpcId(second));
        assertThat(peering.getStatus()).isEqualTo(VpcPeering.StatusEnum.ACTIVE);
        assertThat(peering.getDescription()).isEqualTo("between two");
        assertThat(peering.getCreatedAt()).isNotNull();
        assertThat(show(ours, peering.getId())).isEqualTo(peering);
        assertThat(ours.listVpcPeerings(new ListVpcPeeringsRequest()
                                .withVpcId(second)
                                .withStatus(ListVpcPeeringsRequest.StatusEnum.ACTIVE))
                        .getPeerings())
                .containsExactly(peering);

        VpcRoute route = route(ours, first, peering.getId());
        assertThat(route.getType()).isEqualTo(VpcRoute.TypeEnum.PEERING);
        assertThat(ours.showVpcRoute(new ShowVpcRouteRequest().withRouteId(route.getId()))
                        .getRoute())
                .isEqualTo(route);
        assertThat(ours.listVpcRoutes(new ListVpcRoutesRequest()
                                .withVpcId(first)
                                .withType(ListVpcRoutesRequest.TypeEnum.PEERING))
                        .getRoutes())
                .containsExactly(route);
        ours.deleteVpcRoute(new DeleteVpcRouteRequest().withRouteId(route.getId()));
        assertThatExceptionOfType(ClientRequestException.class)
                .isThrownBy(() -> ours.showVpcRoute(new ShowVpcRouteRequest().withRouteId(route.getId())))
                .satisfies(missing -> assertThat(missing.getHttpStatusCode()).isEqualTo(404));

        assertThatExceptionOfType(ClientRequestException.class)
                .isThrownBy(() -> ours.deleteVpc(new DeleteVpcRequest().withVpcId(first)))
                .satisfies(used -> assertThat(used.getErrorCode()).isEqualTo("VPC.0120"));
        ours.deleteVpcPeering(new DeleteVpcPeeringRequest().withPeeringId(peering.getId()));
        assertThatExceptionOfType(ClientRequestException.class)
                .isThrownBy(() -> show(ours, peering.getId()))
                .satisfies(missing -> assertThat(missing.getHttpStatusCode()).isEqualTo(404));
        ours.deleteVpc(new DeleteVpcRequest().withVpcId(first));
        ours.deleteVpc(new DeleteVpcRequest().withVpcId(second));
    }

    private static VpcRoute route(VpcClient client, String vpc, String peering) {
        return client.createVpcRoute(new CreateVpcRouteRequest()
                        .withBody(new CreateVpcRouteRequestBody()
                                .withRoute(new CreateVpcRouteOption()
                                        .withType(CreateVpcRouteOption.TypeEnum.PEERING)
                                        .withNexthop(peering)
                                        .withDestination("10.1.0.0/16")
                                        .withVpcId(vpc))))
                .getRoute();
    }

    @Test
    void theOtherProjectAcceptsRoutesAndRenames() {
        String their = vpc(theirs);
        VpcPeering asked = peer(
                new VpcInfo().withVpcId(vpc(ours)),
                new VpcInfo().withVpcId(their).withTenantId(theirProject));
        assertThat(asked.getStatus()).isEqualTo(VpcPeering.StatusEnum.PENDING_ACCEPTANCE);
        assertThat(theirs.listVpcPeerings(new ListVpcPeeringsRequest()).getPeerings())
                .containsExactly(asked);
        AcceptVpcPeeringResponse accepted =
                theirs.acceptVpcPeering(new AcceptVpcPeeringRequest().withPeeringId(asked.getId()));
        assertThat(accepted.getId()).isEqualTo(asked.getId());
        assertThat(accepted.getStatus()).isEqualTo(AcceptVpcPeeringResponse.StatusEnum.ACTIVE);
        assertThat(accepted.getAcceptVpcInfo()).isEqualTo(asked.getAcceptVpcInfo());
        route(theirs, their, asked.getId());
        assertThat(ours.listVpcRoutes(new ListVpcRoutesRequest()).getRoutes()).isEmpty();
        VpcPeering renamed = theirs.updateVpcPeering(new UpdateVpcPeeringRequest()
                        .withPeeringId(asked.getId())
                        .withBody(new UpdateVpcPeeringRequestBody()
                                .withPeering(new UpdateVpcPeeringOption().withName("ours now"))))
                .getPeering();
        assertThat(show(ours, asked.getId())).isEqualTo(renamed);
        ours.deleteVpcPeering(new DeleteVpcPeeringRequest().withPeeringId(asked.getId()));
        assertThat(theirs.listVpcRoutes(new ListVpcRoutesRequest()).getRoutes()).isEmpty();
    }

    @Test
    void theOtherProjectRejects() {
        VpcPeering asked = peer(
                new VpcInfo().withVpcId(vpc(ours)),
                new VpcInfo().withVpcId(vpc(theirs)).withTenantId(theirProject));
        RejectVpcPeeringResponse rejected =
                theirs.rejectVpcPeering(new RejectVpcPeeringRequest().withPeeringId(asked.getId()));
        assertThat(rejected.getStatus()).isEqualTo(RejectVpcPeeringResponse.StatusEnum.REJECTED);
        assertThatExceptionOfType(ClientRequestException.class)
                .isThrownBy(() -> theirs.acceptVpcPeering(new AcceptVpcPeeringRequest().withPeeringId(asked.getId())))
                .satisfies(late -> assertThat(late.getHttpStatusCode()).isEqualTo(409));
    }
}
