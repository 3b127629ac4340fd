package dev.twinstack.api.server;

import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.Text;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.port.PortCommand.PortSpec;
import dev.twinstack.emulator.region.Catalogue;
import dev.twinstack.emulator.securitygroup.SecurityGroup;
import dev.twinstack.emulator.server.Server.Spec;
import dev.twinstack.emulator.subnet.Subnet;
import dev.twinstack.emulator.subnet.SubnetCommand.Wanted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a plan from a Nova body. Source: ECS API reference, native "Creating an ECS". */
final class PlanNova {
    private static final int MOST_SERVERS = 500;
    private static final Text NAME = new Text(1, 128, Text.ID.pattern(), Text.ID.meaning());
    static final Text DESCRIPTION = Text.DESCRIPTION;

    private PlanNova() {}

    /**
     * @param request the whole body: the hints are beside the server, not in it
     */
    static Plan of(Body request, Catalogue catalogue, Snapshot snapshot) {
        Body server = request.object("server");
        List<String> groups = new ArrayList<>();
        for (Body group : server.objects("security_groups")) {
            groups.add(group(snapshot, group.text("name", Text.ID)));
        }
        if (groups.isEmpty()) {
            groups.add(SecurityGroup.defaultId(snapshot.project()));
        }
        List<Plan.Nic> nics = nics(server, snapshot, groups);
        List<Plan.Disk> disks = new DisksNova(server, catalogue).disks();
        Spec spec = new Spec(
                server.text("name", NAME),
                server.text("description", DESCRIPTION, ""),
                last(server.text("flavorRef", Text.ID)),
                DisksNova.image(disks.getFirst(), snapshot),
                server.maybeText("availability_zone", Text.upTo(64))
                        .filter(zone -> !zone.isEmpty())
                        .orElseGet(
                                () -> catalogue.availabilityZones().getFirst().name()),
                vpc(snapshot, nics.getFirst()),
                server.text("key_name", Text.upTo(255), ""),
                UserData.of(server),
                server.maybeObject("metadata").map(Metadata::of).orElse(Map.of()),
                Map.of(),
                List.of());
        return new Plan(spec, nics, disks, new Plan.Eip.None(), count(server), terms(request));
    }

    private static int count(Body server) {
        int least = Loose.integer(server, "min_count", 1, MOST_SERVERS, 1);
        int most = Loose.integer(server, "max_count", 1, MOST_SERVERS, least);
        if (most < least) {
            throw Rejected.field(server.path("max_count"), "must not be less than min_count");
        }
        return most;
    }

    /** The other hints are reserved by the reference, and change nothing. */
    private static Plan.Terms terms(Body request) {
        Optional<Body> hints =
                request.maybeObject("os:scheduler_hints").or(() -> request.maybeObject("OS-SCH-HNT:scheduler_hints"));
        return new Plan.Terms(
                hints.flatMap(found -> found.maybeText("group", Text.upTo(255))).orElse(""),
                hints.map(PlanEcs::tenancy).orElse(""),
                true,
                "0",
                List.of(),
                false,
                false);
    }

    /** {@return the id of a group that is given by name or by id} */
    static String group(Snapshot snapshot, String name) {
        if (snapshot.find(SecurityGroup.TYPE, name).isPresent()) {
            return name;
        }
        List<String> named = snapshot.all(SecurityGroup.TYPE).stream()
                .filter(group -> group.name().equals(name))
                .map(SecurityGroup::id)
                .toList();
        if (named.size() > 1) {
            throw new Rejected(new DomainError.Conflict(
                    "securitygroup-ambiguous", "Several security groups are named " + name + "; use an id."));
        }
        return named.stream().findFirst().orElseThrow(() -> Rejected.notFound(SecurityGroup.TYPE.name(), name));
    }

    /** {@return the id in a reference, which may be a URL that ends with it} */
    static String last(String reference) {
        return reference.substring(reference.lastIndexOf('/') + 1);
    }

    private static List<Plan.Nic> nics(Body server, Snapshot snapshot, List<String> groups) {
        String wish = server.value("networks")
                .map(value -> value.isTextual() ? value.textValue() : "")
                .orElse("auto");
        List<Plan.Nic> nics = new ArrayList<>();
        switch (wish) {
            case "" -> server.objects("networks").forEach(network -> nics.add(nic(network, groups)));
            case "auto" -> nics.add(new Plan.Nic.New(port(onlyNetwork(snapshot), Optional.empty(), groups)));
            default -> throw Rejected.field(server.path("networks"), "must be a list, or auto");
        }
        if (nics.isEmpty()) {
            throw Rejected.field(server.path("networks"), "a server needs at least one network");
        }
        return nics;
    }

    private static Plan.Nic nic(Body network, List<String> groups) {
        return network.maybeText("port", Text.upTo(255))
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
        Optional<String> port = attachment.maybeText("port_id", Text.MAYBE_ID).filter(id -> !id.isEmpty());
        if (port.isPresent()) {
            return new Plan.Nic.Existing(port.get());
        }
        Optional<IpAddress> address = attachment.objects("fixed_ips").stream()
                .flatMap(ip -> ip.maybeAddress("ip_address").stream())
                .findFirst();
        return new Plan.Nic.New(port(attachment.text("net_id", Text.ID), address, groups));
    }

    private static String vpc(Snapshot snapshot, Plan.Nic nic) {
        return nic.subnet(snapshot).vpc() instanceof Subnet.Home.In(String vpc) ? vpc : "";
    }
}
