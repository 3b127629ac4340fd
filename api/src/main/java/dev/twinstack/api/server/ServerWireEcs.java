package dev.twinstack.api.server;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.twinstack.api.dialect.Dates;
import dev.twinstack.emulator.securitygroup.SecurityGroup;
import dev.twinstack.emulator.server.Server;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A server as ECS v1 writes it: numbers of the flavor, the address version and the flags of a disk are strings. Source:
 * ECS API reference, "Querying Details About an ECS".
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record ServerWireEcs(
        String id,
        String name,
        String description,
        String status,
        Map<String, List<Address>> addresses,
        Flavor flavor,
        Map<String, String> image,
        @JsonProperty("hostId") String hostId,
        String created,
        String updated,
        Map<String, String> metadata,
        List<String> tags,
        @Nullable String keyName,
        List<Group> securityGroups,
        String tenantId,
        String userId,
        boolean locked,
        int progress,
        String configDrive,
        @Nullable Object fault,
        String hostStatus,
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
        @JsonProperty("OS-DCF:diskConfig") String diskConfig,
        String enterpriseProjectId,
        List<Tag> sysTags) {

    record Address(
            String version,
            String addr,
            boolean primary,
            @JsonProperty("OS-EXT-IPS:type") String type,
            @JsonProperty("OS-EXT-IPS-MAC:mac_addr") String mac,
            @JsonProperty("OS-EXT-IPS:port_id") String port) {}

    record Flavor(String id, String name, String disk, String vcpus, String ram) {}

    record Group(String id, String name) {}

    record Disk(
            String id,
            String device,

            @JsonProperty("bootIndex") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String bootIndex,

            String deleteOnTermination) {}

    record Tag(String key, String value) {}

    static ServerWireEcs of(String project, String user, ServerView view) {
        Server server = view.server();
        ServerState state = view.state();
        return new ServerWireEcs(
                server.id(),
                server.name(),
                server.spec().description(),
                state.status(),
                addresses(view),
                flavor(view),
                Map.of("id", view.image().id()),
                view.hostId(project),
                Dates.zulu(server.createdAt()),
                Dates.zulu(server.updatedAt()),
                metadata(view),
                server.spec().tags().entrySet().stream()
                        .map(tag -> tag.getKey() + '=' + tag.getValue())
                        .sorted()
                        .toList(),
                server.spec().keyName().isEmpty() ? null : server.spec().keyName(),
                view.groups().stream().map(ServerWireEcs::group).toList(),
                project,
                view.user(user),
                server.locked(),
                0,
                "",
                null,
                "UP",
                "",
                "",
                disks(server),
                view.hints(),
                state.task(),
                state.power(),
                state.machine(),
                server.availabilityZone(),
                view.hostId(project),
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
                null,
                "MANUAL",
                server.order().enterpriseProject(),
                List.of(new Tag("_sys_enterprise_project_id", server.order().enterpriseProject())));
    }

    private static Map<String, List<Address>> addresses(ServerView view) {
        Map<String, List<Address>> addresses = new LinkedHashMap<>();
        view.addresses()
                .forEach((network, list) -> addresses.put(
                        network,
                        list.stream()
                                .map(address -> new Address(
                                        Integer.toString(address.version()),
                                        address.address().toString(),
                                        address.primary(),
                                        address.type(),
                                        address.port().mac(),
                                        address.port().id()))
                                .toList()));
        return addresses;
    }

    private static Flavor flavor(ServerView view) {
        return new Flavor(
                view.flavor().name(),
                view.flavor().name(),
                Integer.toString(view.flavor().disk()),
                Integer.toString(view.flavor().vcpus()),
                Integer.toString(view.flavor().memory()));
    }

    private static Group group(SecurityGroup group) {
        return new Group(group.id(), group.name());
    }

    /** The cloud adds its own entries to those of the user. */
    private static Map<String, String> metadata(ServerView view) {
        Map<String, String> metadata = new HashMap<>(view.server().spec().metadata());
        metadata.put("vpc_id", view.server().vpc());
        metadata.put("charging_mode", "0");
        metadata.put("image_name", view.image().name());
        metadata.put("os_type", view.image().isWindows() ? "Windows" : "Linux");
        metadata.put("os_bit", "64");
        metadata.put("metering.image_id", view.image().id());
        metadata.put("metering.imagetype", "gold");
        metadata.put("metering.resourcetype", "1");
        metadata.put(
                "metering.resourcespeccode",
                view.flavor().name() + (view.image().isWindows() ? ".win" : ".linux"));
        return metadata;
    }

    private static List<Disk> disks(Server server) {
        return server.disks().stream()
                .map(disk -> new Disk(
                        disk.volume(),
                        disk.device(),
                        disk.system() ? "0" : null,
                        Boolean.toString(disk.deleteOnTermination())))
                .toList();
    }
}
