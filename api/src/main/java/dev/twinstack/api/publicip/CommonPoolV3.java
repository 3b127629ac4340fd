package dev.twinstack.api.publicip;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twinstack.api.dialect.Page;
import dev.twinstack.api.dialect.V3;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Json;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.publicip.PublicIp;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/** The public pools EIPs come from: one for each type that can be assigned. Source: API reference, "Common Pools". */
public final class CommonPoolV3 {
    public static final List<Endpoint> ENDPOINTS = List.of(V3.get(
            "ListCommonPools",
            "/v3/{project_id}/eip/publicip-pools/common-pools",
            PublicIpErrors.V3,
            CommonPoolV3::list));

    private static final List<String> COLUMNS =
            List.of("id", "name", "status", "type", "used", "allow_share_bandwidth_types", "public_border_group");

    private CommonPoolV3() {}

    /** @param used ASSUMED: how many of its addresses this project has; check in a project without EIPs */
    private record Wire(
            String id,
            String name,
            String status,
            String type,
            long used,
            String publicBorderGroup,
            List<String> allowShareBandwidthTypes) {
        static Wire of(Snapshot snapshot, String type) {
            return new Wire(
                    PublicIpWireV3.poolId(type),
                    type,
                    "active",
                    type.substring(type.indexOf('_') + 1),
                    snapshot.all(PublicIp.TYPE).stream()
                            .filter(eip -> eip.type().equals(type))
                            .count(),
                    PublicIpWire.BORDER_GROUP,
                    PublicIpWireV3.SHARE_TYPES);
        }
    }

    private static CompletionStage<Answer> list(RequestContext rq) {
        Columns columns = Columns.of(rq, COLUMNS, List.of("id"));
        int limit = Page.of(rq).limit();
        int offset = PublicIpQuery.offset(rq);
        Predicate<Wire> matches =
                pool -> rq.query("name").map(pool.name()::equals).orElse(true)
                        && rq.query("public_border_group")
                                .map(pool.publicBorderGroup()::equals)
                                .orElse(true);
        return rq.read(snapshot -> V3.one(
                "common_pools",
                PublicIp.ASSIGNABLE.stream()
                        .map(type -> Wire.of(snapshot, type))
                        .filter(matches)
                        .skip(offset)
                        .limit(limit)
                        .map(pool -> columns.of((ObjectNode) Json.tree(pool)))
                        .toList()));
    }
}
