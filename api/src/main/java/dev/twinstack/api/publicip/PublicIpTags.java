package dev.twinstack.api.publicip;

import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.tag.TagEndpoints;
import dev.twinstack.api.tag.TagQuery;
import dev.twinstack.api.tag.Tagged;
import dev.twinstack.emulator.publicip.PublicIp;
import dev.twinstack.emulator.publicip.PublicIpCommand;
import java.util.List;

/** The tags of EIPs; a query's {@code resource_name} is their alias. Source: API reference, "EIP Tag Management". */
public final class PublicIpTags {
    private static final Tagged<PublicIp> PUBLIC_IPS = new Tagged<>(
            PublicIp.TYPE,
            PublicIp::id,
            PublicIp::alias,
            PublicIp::tags,
            PublicIpCommand.Retag::new,
            "publicip_id",
            TagQuery.Limits.PUBLIC_IP);

    public static final List<Endpoint> ENDPOINTS =
            TagEndpoints.of("Publicip", "CreatePublicipTag", "/v2.0/{project_id}/publicips", PUBLIC_IPS);

    private PublicIpTags() {}
}
