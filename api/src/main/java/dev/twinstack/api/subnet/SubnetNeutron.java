package dev.twinstack.api.subnet;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.twinstack.api.dialect.Dates;
import dev.twinstack.api.dialect.Neutron;
import dev.twinstack.api.dialect.NeutronList;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Errors;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.api.subnetpool.SubnetPools;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.region.RegionSettings;
import dev.twinstack.emulator.subnet.Subnet;
import dev.twinstack.emulator.subnet.SubnetCommand;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** The segments of subnets as Neutron's subnets. Source: API reference, native "Subnet". */
public final class SubnetNeutron {
    private static final Errors ERRORS = Errors.of("InvalidInput", "SubnetNotFound", "Conflict")
            .on("network-not-found", 404, "NetworkNotFound")
            .on("subnet-has-addresses", 409, "SubnetInUse")
            .on("ipv6-cannot-be-disabled", 409, "SubnetInUse")
            .on("ipv6-pool-exhausted", 409, "SubnetAllocationError")
            .on("subnetpool-not-found", 404, "SubnetPoolNotFound")
            .on("subnetpool-exhausted", 409, "SubnetAllocationError")
            .on("subnetpool-block-taken", 409, "SubnetAllocationError")
            .on("subnetpool-quota", 409, "SubnetPoolQuotaExceeded");

    public static final List<Endpoint> ENDPOINTS = List.of(
            Neutron.post("NeutronCreateSubnet", "/v2.0/subnets", ERRORS, SubnetNeutron::create),
            Neutron.get("NeutronListSubnets", "/v2.0/subnets", ERRORS, SubnetNeutron::list),
            Neutron.get("NeutronShowSubnet", "/v2.0/subnets/{subnet_id}", ERRORS, SubnetNeutron::show),
            Neutron.put("NeutronUpdateSubnet", "/v2.0/subnets/{subnet_id}", ERRORS, SubnetNeutron::update),
            Neutron.delete("NeutronDeleteSubnet", "/v2.0/subnets/{subnet_id}", ERRORS, SubnetNeutron::delete));

    private static final NeutronList<Wire> LIST = new NeutronList<>("subnets", Wire::id, filters(), wire -> wire);

    private SubnetNeutron() {}

    private record Pool(String start, String end) {}

    /** {@code gateway_ip} is null without one; the fields of IPv6 are absent from IPv4 subnets. */
    private record Wire(
            String id,
            String name,
            String description,
            String networkId,
            String tenantId,
            String projectId,
            int ipVersion,
            String cidr,
            @Nullable String gatewayIp,
            List<Pool> allocationPools,
            List<String> dnsNameservers,
            List<String> hostRoutes,
            boolean enableDhcp,

            @JsonProperty("ipv6_ra_mode") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String raMode,

            @JsonProperty("ipv6_address_mode") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String addressMode,

            @JsonProperty("subnetpool_id") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String subnetPool,

            String createdAt,
            String updatedAt) {}

    private static Map<String, BiPredicate<Wire, String>> filters() {
        return Map.ofEntries(
                Map.entry("id", (row, value) -> row.id().equals(value)),
                Map.entry("name", (row, value) -> row.name().equals(value)),
                Map.entry("network_id", (row, value) -> row.networkId().equals(value)),
                Map.entry("cidr", (row, value) -> row.cidr().equals(value)),
                Map.entry(
                        "ip_version",
                        (row, value) -> Integer.toString(row.ipVersion()).equals(value)),
                Map.entry("gateway_ip", (row, value) -> value.equals(row.gatewayIp())),
                Map.entry("enable_dhcp", (row, value) -> NetworkNeutron.is(row.enableDhcp(), value)),
                Map.entry("subnetpool_id", (row, value) -> value.equals(row.subnetPool())),
                Map.entry("tenant_id", (row, value) -> row.tenantId().equals(value)),
                Map.entry("project_id", (row, value) -> row.projectId().equals(value)));
    }

    private static Wire wire(String project, Subnet subnet, Subnet.Segment segment) {
        boolean ipv6 = segment.range().family() == Family.IPV6;
        return new Wire(
                segment.neutronId(),
                segment.name(),
                "",
                subnet.id(),
                project,
                project,
                segment.range().family().version(),
                segment.range().toString(),
                segment.gateway() instanceof Subnet.Gateway.At(IpAddress at) ? at.toString() : null,
                pools(segment),
                ipv6
                        ? List.of()
                        : subnet.dhcp().dns().stream().map(IpAddress::toString).toList(),
                List.of(),
                subnet.dhcp().enabled(),
                ipv6 ? SubnetBody.STATEFUL : null,
                ipv6 ? SubnetBody.STATEFUL : null,
                subnetPool(segment),
                Dates.v1(subnet.createdAt()),
                Dates.v1(subnet.updatedAt()));
    }

    private static @Nullable String subnetPool(Subnet.Segment segment) {
        if (!segment.subnetPool().isEmpty()) {
            return segment.subnetPool();
        }
        return segment.range().family() == Family.IPV6 ? SubnetPools.REGION_ID : null;
    }

    private static List<Pool> pools(Subnet.Segment segment) {
        return List.of(new Pool(segment.first().toString(), segment.last().toString()));
    }

    private static Wire external(RegionSettings region) {
        IpRange range = region.publicIpv4();
        String made = Dates.v1(Instant.EPOCH);
        return new Wire(
                ExternalNetwork.SUBNET_ID,
                "admin_external_subnet",
                "",
                ExternalNetwork.ID,
                "",
                "",
                Family.IPV4.version(),
                range.toString(),
                range.address(1).toString(),
                List.of(new Pool(range.address(1).toString(), range.fromLast(1).toString())),
                List.of(),
                List.of(),
                false,
                null,
                null,
                null,
                made,
                made);
    }

    private static CompletionStage<Answer> create(RequestContext rq) {
        SubnetBody body = new SubnetBody(rq.body().object("subnet"));
        String network = body.network();
        Family family = body.family();
        return rq.snapshot()
                .thenCompose(snapshot -> {
                    if (snapshot.find(Subnet.TYPE, network).isEmpty()) {
                        throw Rejected.notFound("network", network);
                    }
                    return rq.ask(Subnet.TYPE, network, body.addition(snapshot));
                })
                .thenApply(made -> Answer.created(Map.of(
                        "subnet", wire(rq.project(), made, made.segment(family).orElseThrow()))));
    }

    private static CompletionStage<Answer> list(RequestContext rq) {
        return rq.read(snapshot -> {
            List<Wire> rows = new ArrayList<>();
            rows.add(external(rq.cloud().settings().region()));
            snapshot.all(Subnet.TYPE)
                    .forEach(subnet -> subnet.segments()
                            .values()
                            .forEach(segment -> rows.add(wire(rq.project(), subnet, segment))));
            rows.sort(Comparator.comparing(Wire::id));
            return LIST.answer(rq, rows);
        });
    }

    private static CompletionStage<Answer> show(RequestContext rq) {
        String id = rq.path("subnet_id");
        if (id.equals(ExternalNetwork.SUBNET_ID)) {
            return NeutronList.one(rq, "subnet", external(rq.cloud().settings().region()))
                    .now();
        }
        return rq.read(snapshot -> {
            Subnet subnet = owner(snapshot, id);
            return NeutronList.one(
                    rq, "subnet", wire(rq.project(), subnet, subnet.segment(id).orElseThrow()));
        });
    }

    private static Subnet owner(Snapshot snapshot, String neutronId) {
        return Subnet.of(snapshot.all(Subnet.TYPE), neutronId)
                .orElseThrow(() -> Rejected.notFound("subnet", neutronId));
    }

    private static CompletionStage<Answer> update(RequestContext rq) {
        SubnetBody body = new SubnetBody(rq.body().object("subnet"));
        String id = rq.path("subnet_id");
        return rq.snapshot()
                .thenCompose(snapshot -> {
                    Subnet owner = owner(snapshot, id);
                    Subnet.Segment segment = owner.segment(id).orElseThrow();
                    return rq.ask(Subnet.TYPE, owner.id(), body.update(segment));
                })
                .thenApply(after -> Answer.ok(Map.of(
                        "subnet", wire(rq.project(), after, after.segment(id).orElseThrow()))));
    }

    private static CompletionStage<Answer> delete(RequestContext rq) {
        String id = rq.path("subnet_id");
        return rq.snapshot()
                .thenCompose(
                        snapshot -> rq.ask(Subnet.TYPE, owner(snapshot, id).id(), new SubnetCommand.RemoveSegment(id)))
                .thenApply(gone -> Answer.noContent());
    }
}
