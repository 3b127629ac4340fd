package dev.twinstack.api.subnet;

import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.tag.TagEndpoints;
import dev.twinstack.api.tag.TagQuery;
import dev.twinstack.api.tag.Tagged;
import dev.twinstack.emulator.subnet.Subnet;
import dev.twinstack.emulator.subnet.SubnetCommand;
import java.util.List;

/** The tags of subnets. Source: API reference, "Subnet Tag Management". */
public final class SubnetTags {
    private static final Tagged<Subnet> SUBNETS = new Tagged<>(
            Subnet.TYPE,
            Subnet::id,
            Subnet::name,
            Subnet::tags,
            SubnetCommand.Retag::new,
            "subnet_id",
            TagQuery.Limits.NETWORK);

    public static final List<Endpoint> ENDPOINTS =
            TagEndpoints.of("Subnet", "CreateSubnetTag", "/v2.0/{project_id}/subnets", SUBNETS);

    private SubnetTags() {}
}
