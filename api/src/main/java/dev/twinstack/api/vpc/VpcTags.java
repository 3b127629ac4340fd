package dev.twinstack.api.vpc;

import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.tag.TagEndpoints;
import dev.twinstack.api.tag.TagQuery;
import dev.twinstack.api.tag.Tagged;
import dev.twinstack.emulator.vpc.Vpc;
import dev.twinstack.emulator.vpc.VpcCommand;
import java.util.List;

/** The tags of VPCs. Source: API reference, "VPC Tag Management". */
public final class VpcTags {
    private static final Tagged<Vpc> VPCS = new Tagged<>(
            Vpc.TYPE, Vpc::id, Vpc::name, Vpc::tags, VpcCommand.Retag::new, "vpc_id", TagQuery.Limits.NETWORK);

    public static final List<Endpoint> ENDPOINTS =
            TagEndpoints.of("Vpc", "CreateVpcResourceTag", "/v2.0/{project_id}/vpcs", VPCS);

    private VpcTags() {}
}
