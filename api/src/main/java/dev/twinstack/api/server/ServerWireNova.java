package dev.twinstack.api.server;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.twinstack.api.dialect.Dates;
import dev.twinstack.api.http.RequestContext;
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

        @JsonProperty("os:scheduler_hints") Map<String, List<String>> hints,
        @JsonProperty("OS-EXT-STS:task_state") @Nullable String taskState,
        @JsonProperty("OS-EXT-STS:power_state") int powerState,
        @JsonProperty("OS-EXT-STS:vm_state") String vmState,
        @JsonProperty("OS-EXT-AZ:availability_zone") String availabilityZone,
        @JsonProperty("OS-EXT-SRV-ATTR:host") String host,
        @JsonProperty("OS-EXT-SRV-ATTR:hypervisor_hostname") String hypervisor,
        @JsonProperty("OS-EXT-SRV-ATTR:instance_name") String instanceName,
        @JsonProperty("OS-EXT-SRV-ATTR:hostname") String hostname,
        @JsonProperty("OS-EXT-SRV-ATTR:reservation_id") String reservationId,
        @JsonProperty("OS-EXT-SRV-ATTR:launch_index") int launchIndex,
        @JsonProperty("OS-EXT-SRV-ATTR:kernel_id") String kernelId,
        @JsonProperty("OS-EXT-SRV-ATTR:ramdisk_id") String ramdiskId,
        @JsonProperty("OS-EXT-SRV-ATTR:root_device_name") String rootDevice,
        @JsonProperty("OS-EXT-SRV-ATTR:user_data") @Nullable String userData,
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
                view.user(rq.caller().userId()),
                0,
                "",
                server.spec().description(),
                server.locked(),
                view.tags(),
                "UP",
                view.hostId(rq.project()),
                "",
                "",
                server.disks().stream()
                        .map(disk -> new Disk(disk.volume(), disk.deleteOnTermination()))
                        .toList(),
                view.hints(),
                state.task(),
                state.power(),
                state.machine(),
                server.availabilityZone(),
                view.hostId(rq.project()),
                view.hypervisor(),
                view.instanceName(),
                server.name(),
                server.order().reservation(),
                server.order().launchIndex(),
                "",
                "",
                "/dev/vda",
                server.spec().userData().isEmpty() ? null : server.spec().userData(),
                Dates.micros(server.createdAt()),
                server.stage() instanceof Server.Stage.Deleted(var at) ? Dates.micros(at) : null,
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
