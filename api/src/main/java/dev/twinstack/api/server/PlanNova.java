package dev.twinstack.api.server;

import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.Text;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.port.PortCommand.PortSpec;
import dev.twinstack.emulator.region.Catalogue;
import dev.twinstack.emulator.securitygroup.SecurityGroup;
import dev.twinstack.emulator.server.Server.Spec;
import dev.twinstack.emulator.server.Server.Volume;
import dev.twinstack.emulator.subnet.Subnet;
import dev.twinstack.emulator.subnet.SubnetCommand.Wanted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a plan from a Nova body. Source: ECS API reference, native "Creating an ECS". */
final class PlanNova {
    private static final int MOST_SERVERS = 500;
    private static final int DEFAULT_DISK = 40;
    private static final Text NAME = new Text(1, 255, Text.ID.pattern(), Text.ID.meaning());

    private PlanNova() {}

    static Plan of(Body server, Catalogue catalogue, Snapshot snapshot) {
        List<String> groups = new ArrayList<>();
        for (Body group : server.objects("security_groups")) {
            groups.add(group(snapshot, group.text("name", Text.ID)));
        }
        if (groups.isEmpty()) {
            groups.add(SecurityGroup.defaultId(snapshot.project()));
        }
        List<Plan.Nic> nics = nics(server, snapshot, groups);
        List<Body> disks = server.objects("block_device_mapping_v2");
        Spec spec = new Spec(
                server.text("name", NAME),
                server.text("description", Text.upTo(255), ""),
                server.text("flavorRef", Text.ID),
                image(server, disks),
                server.maybeText("availability_zone", Text.upTo(64))
                        .filter(zone -> !zone.isEmpty())
                        .orElseGet(
                                () -> catalogue.availabilityZones().getFirst().name()),
                nics.isEmpty() ? "" : vpc(snapshot, nics.getFirst()),
                server.text("key_name", Text.upTo(255), ""),
                server.text("user_data", Text.upTo(65535), ""),
                metadata(server),
                Map.of(),
                List.of(new Volume("", "SSD", DEFAULT_DISK)));
        int count = server.integer("max_count", 1, MOST_SERVERS, server.integer("min_count", 1, MOST_SERVERS, 1));
        return new Plan(spec, nics, new Plan.Eip.None(), count);
    }

    /** {@return the id of a group that is given by name or by id} */
    static String group(Snapshot snapshot, String name) {
        return snapshot.find(SecurityGroup.TYPE, name)
                .or(() -> snapshot.all(SecurityGroup.TYPE).stream()
                        .filter(group -> group.name().equals(name))
                        .findFirst())
                .map(SecurityGroup::id)
                .orElseThrow(() -> Rejected.notFound(SecurityGroup.TYPE.name(), name));
    }

    /** {@return the image, which may be named by the disk to boot from only} */
    private static String image(Body server, List<Body> disks) {
        return server.maybeText("imageRef", Text.ID)
                .filter(image -> !image.isEmpty())
                .or(() -> disks.stream()
                        .filter(disk -> disk.maybeText("source_type", Text.ID)
                                .filter("image"::equals)
                                .isPresent())
                        .flatMap(disk -> disk.maybeText("uuid", Text.ID).stream())
                        .findFirst())
                .orElseThrow(() -> Rejected.field(server.path("imageRef"), "is required"));
    }

    private static List<Plan.Nic> nics(Body server, Snapshot snapshot, List<String> groups) {
        List<Plan.Nic> nics = new ArrayList<>();
        boolean automatic =
                server.value("networks").map(value -> value.isTextual()).orElse(true);
        if (automatic) {
            nics.add(new Plan.Nic.New(port(onlyNetwork(snapshot), Optional.empty(), groups)));
            return nics;
        }
        for (Body network : server.objects("networks")) {
            nics.add(nic(network, groups));
        }
        return nics;
    }

    private static Plan.Nic nic(Body network, List<String> groups) {
        return network.maybeText("port", Text.ID)
                .filter(port -> !port.isEmpty())
                .<Plan.Nic>map(Plan.Nic.Existing::new)
                .orElseGet(() -> new Plan.Nic.New(
                        port(network.text("uuid", Text.ID), network.maybeAddress("fixed_ip"), groups)));
    }

    /** {@return the network of a server that names none, if there is no doubt} */
    private static String onlyNetwork(Snapshot snapshot) {
        List<String> networks =
                snapshot.all(Subnet.TYPE).stream().map(Subnet::id).limit(2).toList();
        if (networks.size() != 1) {
            throw new Rejected(new DomainError.Conflict(
                    "network-ambiguous", "Name the network: the project has not exactly one."));
        }
        return networks.getFirst();
    }

    private static PortSpec port(String network, Optional<IpAddress> address, List<String> groups) {
        return PortSpec.of(
                network,
                "",
                "",
                List.of(address.<Wanted>map(Wanted.Exactly::new).orElseGet(() -> new Wanted.Any(Family.IPV4))),
                groups);
    }

    /** {@return the NIC of an {@code os-interface} body} */
    static Plan.Nic attachment(Body attachment, String project) {
        List<String> groups = List.of(SecurityGroup.defaultId(project));
        Optional<String> port = attachment.maybeText("port_id", Text.ID).filter(id -> !id.isEmpty());
        if (port.isPresent()) {
            return new Plan.Nic.Existing(port.get());
        }
        Optional<IpAddress> address = attachment.objects("fixed_ips").stream()
                .flatMap(ip -> ip.maybeAddress("ip_address").stream())
                .findFirst();
        return new Plan.Nic.New(port(attachment.text("net_id", Text.ID), address, groups));
    }

    private static String vpc(Snapshot snapshot, Plan.Nic nic) {
        String subnet = switch (nic) {
            case Plan.Nic.New(var port) -> port.subnet();
            case Plan.Nic.Existing(String port) ->
                snapshot.find(Port.TYPE, port).map(Port::subnet).orElse("");
        };
        return snapshot.find(Subnet.TYPE, subnet)
                .map(found -> found.vpc() instanceof Subnet.Home.In(String vpc) ? vpc : "")
                .orElse("");
    }

    private static Map<String, String> metadata(Body server) {
        return server.maybeObject("metadata").map(PlanNova::texts).orElse(Map.of());
    }

    /** {@return an object whose values are all texts} */
    static Map<String, String> texts(Body object) {
        Map<String, String> texts = new HashMap<>();
        for (Iterator<String> keys = object.names(); keys.hasNext(); ) {
            String key = keys.next();
            texts.put(key, object.text(key, Text.upTo(255), ""));
        }
        return texts;
    }
}
