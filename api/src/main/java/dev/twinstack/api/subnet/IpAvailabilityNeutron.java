package dev.twinstack.api.subnet;

import dev.twinstack.api.dialect.Neutron;
import dev.twinstack.api.dialect.NeutronList;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Errors;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.LeasePool;
import dev.twinstack.emulator.subnet.Subnet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.BiPredicate;

/**
 * How many IPv4 addresses of a network can be given and are (IP6-25). Source: API reference, "Querying IP Address Usage
 * on a Specified Network"; the list is from clients.
 */
public final class IpAvailabilityNeutron {
    private static final Errors ERRORS = Errors.of("InvalidInput", "NetworkNotFound", "Conflict");
    private static final String ALL = "/v2.0/network-ip-availabilities";

    public static final List<Endpoint> ENDPOINTS = List.of(
            Neutron.get("ListNetworkIpAvailabilities", ALL, ERRORS, IpAvailabilityNeutron::list),
            Neutron.get("ShowNetworkIpAvailabilities", ALL + "/{network_id}", ERRORS, IpAvailabilityNeutron::show));

    private IpAvailabilityNeutron() {}

    private record Part(String subnetId, String subnetName, int ipVersion, String cidr, long totalIps, long usedIps) {}

    private record Wire(
            String networkId,
            String networkName,
            String tenantId,
            String projectId,
            long totalIps,
            long usedIps,
            List<Part> subnetIpAvailability) {}

    private static Wire wire(String project, Subnet subnet) {
        List<Part> parts = subnet.segment(Family.IPV4).stream()
                .map(segment -> part(subnet, segment))
                .toList();
        return new Wire(
                subnet.id(),
                subnet.networkName(),
                project,
                project,
                parts.stream().mapToLong(Part::totalIps).sum(),
                parts.stream().mapToLong(Part::usedIps).sum(),
                parts);
    }

    /** Reserved addresses are in neither number, also those that were asked for by name (SUB-08, PORT-18). */
    private static Part part(Subnet subnet, Subnet.Segment segment) {
        LeasePool pool = segment.pool();
        long used = subnet.leases().values().stream()
                .flatMap(List::stream)
                .filter(address -> pool.has(address) && !pool.isReserved(address))
                .count();
        return new Part(
                segment.neutronId(),
                segment.name(),
                Family.IPV4.version(),
                segment.range().toString(),
                pool.free().longValueExact() + used,
                used);
    }

    private static CompletionStage<Answer> list(RequestContext rq) {
        NeutronList<Subnet> list = new NeutronList<>(
                "network_ip_availabilities", Subnet::id, filters(rq.project()), subnet -> wire(rq.project(), subnet));
        return rq.read(snapshot -> list.answer(rq, snapshot.all(Subnet.TYPE)));
    }

    private static Map<String, BiPredicate<Subnet, String>> filters(String project) {
        return Map.of(
                "network_id", (subnet, value) -> subnet.id().equals(value),
                "network_name", (subnet, value) -> subnet.networkName().equals(value),
                "ip_version",
                        (subnet, value) ->
                                value.equals("4") && subnet.segment(Family.IPV4).isPresent(),
                "tenant_id", (subnet, value) -> value.equals(project),
                "project_id", (subnet, value) -> value.equals(project));
    }

    private static CompletionStage<Answer> show(RequestContext rq) {
        String id = rq.path("network_id");
        return rq.read(snapshot -> NeutronList.one(
                rq,
                "network_ip_availability",
                snapshot.find(Subnet.TYPE, id)
                        .map(subnet -> wire(rq.project(), subnet))
                        .orElseThrow(() -> Rejected.notFound("network", id))));
    }
}
