package dev.twinstack.api.natgateway;

import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.tag.TagEndpoints;
import dev.twinstack.api.tag.TagQuery;
import dev.twinstack.api.tag.Tagged;
import dev.twinstack.emulator.natgateway.NatGateway;
import dev.twinstack.emulator.natgateway.NatGatewayCommand;
import java.util.List;

/** The tags of NAT gateways. Source: NAT Gateway API reference, "NAT Gateway Tag Management". */
public final class NatGatewayTags {
    private static final Tagged<NatGateway> GATEWAYS = new Tagged<>(
            NatGateway.TYPE,
            NatGateway::id,
            NatGateway::name,
            NatGateway::tags,
            NatGatewayCommand.Retag::new,
            "nat_gateway_id",
            TagQuery.Limits.NAT_GATEWAY);

    public static final List<Endpoint> ENDPOINTS =
            TagEndpoints.of("NatGateway", "CreateNatGatewayTag", "/v2.0/{project_id}/nat_gateways", GATEWAYS);

    private NatGatewayTags() {}
}
