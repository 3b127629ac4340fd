package dev.twinstack.api.coverage;

import static dev.twinstack.emulator.reachability.Disposition.ADDRESS_UNUSED;
import static dev.twinstack.emulator.reachability.Disposition.BLACKHOLE;
import static dev.twinstack.emulator.reachability.Disposition.DENIED_BY_FIREWALL;
import static dev.twinstack.emulator.reachability.Disposition.DENIED_BY_SECURITY_GROUP;
import static dev.twinstack.emulator.reachability.Disposition.EIP_NOT_BOUND;
import static dev.twinstack.emulator.reachability.Disposition.HANDED_TO_NEXT_HOP;
import static dev.twinstack.emulator.reachability.Disposition.ISOLATED_VPCS;
import static dev.twinstack.emulator.reachability.Disposition.NOT_IN_SHARED_BANDWIDTH;
import static dev.twinstack.emulator.reachability.Disposition.NO_ADDRESS;
import static dev.twinstack.emulator.reachability.Disposition.NO_EIP;
import static dev.twinstack.emulator.reachability.Disposition.NO_RETURN_ROUTE;
import static dev.twinstack.emulator.reachability.Disposition.NO_ROUTE;
import static dev.twinstack.emulator.reachability.Disposition.PORT_DOWN;
import static dev.twinstack.emulator.reachability.Disposition.PORT_NOT_ATTACHED;
import static dev.twinstack.emulator.reachability.Disposition.SERVER_STOPPED;
import static dev.twinstack.emulator.reachability.Disposition.VIP_NOT_BOUND;

import dev.twinstack.api.http.Endpoint;
import dev.twinstack.emulator.reachability.Disposition;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What changes of a resource bring about in traces. A resource has a row once the tracer reads it; the dispositions are
 * those that a change can bring about or end, and that the tracer's tests show. The row with the longest matching
 * beginning counts.
 */
public final class Effects {
    private record Row(String beginning, List<Disposition> dispositions) {}

    private static final List<Row> ROWS = List.of(
            row("/v1/{project_id}/vpcs", ISOLATED_VPCS, HANDED_TO_NEXT_HOP),
            row("/v1/{project_id}/vpcs/{vpc_id}/subnets", NO_ADDRESS, ADDRESS_UNUSED),
            row("/v1/{project_id}/subnets", NO_ADDRESS, ADDRESS_UNUSED),
            row("/v2.0/networks", NO_ADDRESS),
            row("/v2.0/subnets", NO_ADDRESS, ADDRESS_UNUSED),
            row("/v2.0/routers", NO_ROUTE, HANDED_TO_NEXT_HOP, NO_EIP),
            row("/v2.0/ports", PORT_DOWN, VIP_NOT_BOUND, ADDRESS_UNUSED),
            row("/v1/{project_id}/privateips", ADDRESS_UNUSED),
            row("/v1/{project_id}/publicips", NO_EIP, EIP_NOT_BOUND),
            row("/v3/{project_id}/eip/publicips", NO_EIP, EIP_NOT_BOUND),
            row("/v2.0/floatingips", NO_EIP, EIP_NOT_BOUND),
            row("/v2.0/eip/floatingips_v6", NO_ADDRESS, EIP_NOT_BOUND),
            row("/v2.1/{project_id}/os-floating-ips", NO_EIP, EIP_NOT_BOUND),
            row("/v2.0/{project_id}/bandwidths/{bandwidth_id}/insert", NOT_IN_SHARED_BANDWIDTH),
            row("/v2.0/{project_id}/bandwidths/{bandwidth_id}/remove", NOT_IN_SHARED_BANDWIDTH),
            row("/v1/{project_id}/security-groups", DENIED_BY_SECURITY_GROUP),
            row("/v1/{project_id}/security-group-rules", DENIED_BY_SECURITY_GROUP),
            row("/v2.0/security-groups", DENIED_BY_SECURITY_GROUP),
            row("/v2.0/security-group-rules", DENIED_BY_SECURITY_GROUP),
            row("/v2.0/{project_id}/security-groups", DENIED_BY_SECURITY_GROUP),
            row("/v3/{project_id}/vpc/security-groups", DENIED_BY_SECURITY_GROUP),
            row("/v3/{project_id}/vpc/security-group-rules", DENIED_BY_SECURITY_GROUP),
            row("/v3/{project_id}/vpc/address-groups", DENIED_BY_SECURITY_GROUP, DENIED_BY_FIREWALL),
            row("/v2.1/{project_id}/os-security-groups", DENIED_BY_SECURITY_GROUP),
            row("/v2.1/{project_id}/os-security-group-rules", DENIED_BY_SECURITY_GROUP),
            row("/v2.0/fwaas", DENIED_BY_FIREWALL),
            row("/v3/{project_id}/vpc/firewalls", DENIED_BY_FIREWALL),
            row("/v1/{project_id}/routetables", HANDED_TO_NEXT_HOP, BLACKHOLE),
            row("/v2.0/vpc/routes", ISOLATED_VPCS, NO_RETURN_ROUTE),
            row("/v2.0/vpc/peerings", ISOLATED_VPCS),
            row("/v1/{project_id}/cloudservers", SERVER_STOPPED, PORT_NOT_ATTACHED),
            row("/v1.1/{project_id}/cloudservers", SERVER_STOPPED, PORT_NOT_ATTACHED),
            row("/v2.1/{project_id}/servers", SERVER_STOPPED, PORT_NOT_ATTACHED),
            row("/v2.1/{project_id}/os-volumes_boot", SERVER_STOPPED, PORT_NOT_ATTACHED));

    /** Parts of resources that traces know nothing of. */
    private static final Set<String> PARTS = Set.of(
            "attach-share-bandwidth",
            "autorecovery",
            "metadata",
            "os-server-groups",
            "os-server-password",
            "resize",
            "resource_instances",
            "tags");

    /** What changes names and the like. */
    private static final Set<String> NAMES = Set.of(
            "PUT /v1/{project_id}/cloudservers/{server_id}",
            "PUT /v2.1/{project_id}/servers/{server_id}",
            "PUT /v2.1/{project_id}/os-security-groups/{security_group_id}",
            "PUT /v2.0/security-groups/{security_group_id}",
            "PUT /v2.0/vpc/peerings/{peering_id}",
            "PUT /v3/{project_id}/vpc/security-groups/{security_group_id}",
            "PUT /v3/{project_id}/eip/publicips/{publicip_id}");

    private Effects() {}

    private static Row row(String beginning, Disposition... dispositions) {
        return new Row(beginning, List.of(dispositions));
    }

    /** {@return how flows may end, or no longer end, by calls of this operation; none for one that only reads} */
    public static List<Disposition> of(Endpoint endpoint) {
        String path = endpoint.template() + '/';
        boolean reads = endpoint.method().matches("GET|HEAD");
        boolean names = NAMES.contains(endpoint.method() + ' ' + endpoint.template());
        return reads || names || Stream.of(path.split("/")).anyMatch(PARTS::contains)
                ? List.of()
                : ROWS.stream()
                        .filter(row -> path.startsWith(row.beginning() + '/'))
                        .max(Comparator.comparingInt(row -> row.beginning().length()))
                        .map(Row::dispositions)
                        .orElse(List.of());
    }

    /** {@return the beginnings of the rows} */
    static List<String> beginnings() {
        return ROWS.stream().map(Row::beginning).toList();
    }
}
