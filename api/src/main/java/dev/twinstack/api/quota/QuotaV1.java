package dev.twinstack.api.quota;

import dev.twinstack.api.dialect.V1;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Errors;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.emulator.bandwidth.Bandwidth;
import dev.twinstack.emulator.flowlog.FlowLogs;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.project.Project;
import dev.twinstack.emulator.project.Quota;
import dev.twinstack.emulator.project.Quotas;
import dev.twinstack.emulator.routetable.RouteTable;
import dev.twinstack.emulator.routing.RouteTables;
import dev.twinstack.emulator.securitygroup.SecurityGroup;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/** Quotas in v1. Source: API reference, "Querying Quotas" (QUO-01 to QUO-05). */
public final class QuotaV1 {
    private static final Errors ERRORS = Errors.of("VPC.1207", "VPC.1207", "VPC.1207");

    public static final List<Endpoint> ENDPOINTS =
            List.of(V1.get("ListQuotas", "/v1/{project_id}/quotas", ERRORS, QuotaV1::list));

    private QuotaV1() {}

    private record Wire(String type, int used, int quota, int min) {}

    private static CompletionStage<Answer> list(RequestContext rq) {
        Optional<String> type = rq.query("type");
        List<Quota> asked = Arrays.stream(Quota.values())
                .filter(Quota::isOfVpc)
                .filter(quota -> type.isEmpty() || type.get().equals(quota.wireName()))
                .toList();
        if (asked.isEmpty()) {
            throw Rejected.field("type", "names no quota");
        }
        Quotas quotas = new Quotas(rq.cloud().settings().region().quotas());
        return rq.read(snapshot -> Answer.ok(Map.of(
                "quotas",
                Map.of(
                        "resources",
                        asked.stream()
                                .map(quota -> new Wire(quota.wireName(), used(snapshot, quota), quotas.limit(quota), 0))
                                .toList()))));
    }

    /** Where a limit is for each bandwidth, VPC or table, the fullest one counts. */
    private static int used(Snapshot snapshot, Quota quota) {
        return switch (quota) {
            case VPC,
                    SUBNET,
                    SECURITY_GROUP,
                    PUBLIC_IP,
                    VPN,
                    VPC_PEERING,
                    PHYSICAL_CONNECT,
                    VIRTUAL_INTERFACE,
                    FIREWALL,
                    SHARED_BANDWIDTH,
                    LOAD_BALANCER,
                    LISTENER,
                    LOG_GROUP,
                    ADDRESS_GROUP,
                    DEFAULT_SUBNET_POOL ->
                snapshot.find(Project.TYPE, snapshot.project())
                        .map(project -> project.used(quota))
                        .orElse(0);
            case FLOW_LOG -> FlowLogs.all(snapshot).size();
            case SECURITY_GROUP_RULE ->
                snapshot.all(SecurityGroup.TYPE).stream()
                        .mapToInt(group -> group.rules().size())
                        .sum();
            case SHARED_BANDWIDTH_IP ->
                snapshot.all(Bandwidth.TYPE).stream()
                        .filter(Bandwidth::isShared)
                        .mapToInt(bandwidth -> bandwidth.members().size())
                        .max()
                        .orElse(0);
            case ROUTE_TABLES_PER_VPC ->
                RouteTables.all(snapshot).stream()
                        .collect(Collectors.groupingBy(RouteTable::vpc, Collectors.summingInt(table -> 1)))
                        .values()
                        .stream()
                        .max(Integer::compare)
                        .orElse(0);
            case ROUTES_PER_TABLE ->
                RouteTables.all(snapshot).stream()
                        .mapToInt(table -> table.routes().size())
                        .max()
                        .orElse(0);
        };
    }
}
