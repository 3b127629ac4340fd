package dev.twinstack.api.server;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.twinstack.api.dialect.Dates;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.emulator.kernel.Ids;
import dev.twinstack.emulator.securitygroup.SecurityGroup;
import dev.twinstack.emulator.server.Server;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A server as Nova writes it. Source: ECS API reference, native "Querying Details About an ECS". */
@JsonInclude(JsonInclude.Include.ALWAYS)
record ServerWireNova(
        String id,
        String name,
        String status,
        Map<String, List<Address>> addresses,
        Map<String, Object> flavor,
        Map<String, Object> image,
        List<Links.Link> links,
        String created,
        String updated,
        Map<String, String> metadata,
        @Nullable String keyName,
        List<Group> securityGroups,
        String tenantId,
        String userId,
        int progress,
        String configDrive,
        String description,
        boolean locked,
        List<String> tags,
        String hostStatus,
        @JsonProperty("hostId") String hostId,
        @JsonProperty("accessIPv4") String accessIpv4,
        @JsonProperty("accessIPv6") String accessIpv6,

        @JsonProperty("os-extended-volumes:volumes_attached")
        List<Disk> disks,

        @JsonProperty("OS-EXT-STS:task_state") @Nullable String taskState,
        @JsonProperty("OS-EXT-STS:power_state") int powerState,
        @JsonProperty("OS-EXT-STS:vm_state") String vmState,
        @JsonProperty("OS-EXT-AZ:availability_zone") String availabilityZone,
        @JsonProperty("OS-EXT-SRV-ATTR:instance_name") String instanceName,
        @JsonProperty("OS-SRV-USG:launched_at") String launchedAt,
        @JsonProperty("OS-SRV-USG:terminated_at") @Nullable String terminatedAt,
        @JsonProperty("OS-DCF:diskConfig") String diskConfig) {

    record Address(
            String addr,
            int version,
            @JsonProperty("OS-EXT-IPS:type") String type,
            @JsonProperty("OS-EXT-IPS-MAC:mac_addr") String mac,
            @JsonProperty("OS-EXT-IPS:port_id") String port) {}

    record Group(String name) {}

    record Disk(String id, boolean deleteOnTermination) {}

    static ServerWireNova of(RequestContext rq, ServerView view) {
        Server server = view.server();
        ServerState state = view.state();
        return new ServerWireNova(
                server.id(),
                server.name(),
                state.status(),
                addresses(view),
                FlavorNova.embedded(rq, view.flavor()),
                Map.of(
                        "id",
                        view.image().id(),
                        "links",
                        Links.to(rq, "images", view.image().id()).subList(1, 2)),
                Links.to(rq, "servers", server.id()),
                Dates.zulu(server.createdAt()),
                Dates.zulu(server.updatedAt()),
                server.spec().metadata(),
                server.spec().keyName().isEmpty() ? null : server.spec().keyName(),
                view.groups().stream().map(SecurityGroup::name).map(Group::new).toList(),
                rq.project(),
                rq.caller().userId(),
                0,
                "",
                server.spec().description(),
                false,
                List.of(),
                "UP",
                Ids.derived(server.availabilityZone(), "host").replace("-", ""),
                "",
                "",
                server.spec().volumes().stream()
                        .map(volume -> new Disk(volume.id(), true))
                        .toList(),
                state.task(),
                state.power(),
                state.machine(),
                server.availabilityZone(),
                "instance-" + server.id().substring(0, 8),
                Dates.v1(server.createdAt()) + ".000000",
                null,
                "MANUAL");
    }

    private static Map<String, List<Address>> addresses(ServerView view) {
        Map<String, List<Address>> addresses = new LinkedHashMap<>();
        view.addresses()
                .forEach((network, list) -> addresses.put(
                        network,
                        list.stream()
                                .map(address -> new Address(
                                        address.address().toString(),
                                        address.version(),
                                        address.type(),
                                        address.port().mac(),
                                        address.port().id()))
                                .toList()));
        return addresses;
    }
}
