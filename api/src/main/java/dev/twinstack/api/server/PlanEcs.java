package dev.twinstack.api.server;

import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.Text;
import dev.twinstack.api.port.AddressPairs;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.port.Port.DhcpOption;
import dev.twinstack.emulator.port.PortCommand.PortSpec;
import dev.twinstack.emulator.region.Catalogue;
import dev.twinstack.emulator.securitygroup.SecurityGroup;
import dev.twinstack.emulator.server.Server.Spec;
import dev.twinstack.emulator.server.Server.Volume;
import dev.twinstack.emulator.subnet.SubnetCommand.Wanted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a plan from an ECS v1 body. Source: ECS API reference, "Creating ECSs". */
final class PlanEcs {
    private static final int MOST_SERVERS = 500;
    private static final int LARGEST_DISK = 32768;
    private static final int DEFAULT_DISK = 40;
    private static final int LARGEST_BANDWIDTH = 2000;
    private static final Text NAME = new Text(1, 128, Text.NAME.pattern(), Text.NAME.meaning());
    private static final Text DESCRIPTION = new Text(0, 85, Text.DESCRIPTION.pattern(), Text.DESCRIPTION.meaning());
    private static final Text VOLUME_TYPE =
            Text.oneOf("ESSD", "GPSSD2", "GPSSD", "SSD", "SAS", "SATA", "co-p1", "uh-l1");

    private PlanEcs() {}

    static Plan of(Body server, Catalogue catalogue, Snapshot snapshot) {
        List<String> groups = server.objects("security_groups").stream()
                .map(group -> group.text("id", Text.ID))
                .toList();
        List<String> defaulted = groups.isEmpty() ? List.of(SecurityGroup.defaultId(snapshot.project())) : groups;
        Spec spec = new Spec(
                server.text("name", NAME),
                server.text("description", DESCRIPTION, ""),
                server.text("flavorRef", Text.ID),
                server.text("imageRef", Text.ID),
                server.maybeText("availability_zone", Text.upTo(64))
                        .filter(zone -> !zone.isEmpty())
                        .orElseGet(
                                () -> catalogue.availabilityZones().getFirst().name()),
                server.text("vpcid", Text.ID),
                server.text("key_name", Text.upTo(255), ""),
                server.text("user_data", Text.upTo(65535), ""),
                texts(server, "metadata"),
                tags(server),
                volumes(server));
        return new Plan(
                spec, nics(server, defaulted, snapshot), eip(server), server.integer("count", 1, MOST_SERVERS, 1));
    }

    /** {@return the NICs of the list {@code nics}}
     *
     * @param groups of those that name none of their own
     */
    static List<Plan.Nic> nics(Body body, List<String> groups, Snapshot snapshot) {
        List<Plan.Nic> nics = new ArrayList<>();
        for (Body nic : body.objects("nics")) {
            nics.add(nic.maybeText("port_id", Text.ID)
                    .filter(port -> !port.isEmpty())
                    .<Plan.Nic>map(Plan.Nic.Existing::new)
                    .orElseGet(() -> new Plan.Nic.New(port(nic, groups, snapshot))));
        }
        return nics;
    }

    private static PortSpec port(Body nic, List<String> groups, Snapshot snapshot) {
        String subnet = nic.text("subnet_id", Text.ID);
        boolean unguarded = nic.maybeObject("binding:profile")
                .map(profile -> flag(profile, "disable_security_groups"))
                .orElse(false);
        List<String> own = nic.objects("security_groups").stream()
                .map(group -> group.text("id", Text.ID))
                .toList();
        String bandwidth = nic.maybeObject("ipv6_bandwidth")
                .flatMap(found -> found.maybeText("id", Text.ID))
                .orElse("");
        boolean ipv6 = nic.flag("ipv6_enable", false);
        if (!bandwidth.isEmpty() && !ipv6) {
            throw Rejected.field(nic.path("ipv6_bandwidth"), "needs ipv6_enable");
        }
        return new PortSpec(
                subnet,
                "",
                "",
                wanted(nic.maybeAddress("ip_address"), ipv6),
                unguarded ? List.of() : own.isEmpty() ? groups : own,
                AddressPairs.of(nic, snapshot, subnet, false),
                true,
                true,
                unguarded,
                options(nic),
                bandwidth);
    }

    /** SDKs send this flag as a string, too. */
    private static boolean flag(Body body, String name) {
        return body.value(name)
                .map(value -> value.isTextual() ? value.textValue().equalsIgnoreCase("true") : body.flag(name, false))
                .orElse(false);
    }

    private static List<Wanted> wanted(Optional<IpAddress> address, boolean ipv6) {
        List<Wanted> wanted = new ArrayList<>();
        boolean named6 = address.filter(one -> one.family() == Family.IPV6).isPresent();
        wanted.add(address.isPresent() && !named6 ? new Wanted.Exactly(address.get()) : new Wanted.Any(Family.IPV4));
        if (named6) {
            wanted.add(new Wanted.Exactly(address.orElseThrow()));
        } else if (ipv6) {
            wanted.add(new Wanted.Any(Family.IPV6));
        }
        return wanted;
    }

    private static List<DhcpOption> options(Body nic) {
        return nic.objects("extra_dhcp_opts").stream()
                .map(option -> new DhcpOption(
                        option.text("opt_name", Text.upTo(64)),
                        option.value("opt_value").map(value -> value.asText()).orElse("")))
                .toList();
    }

    private static Plan.Eip eip(Body server) {
        Body wish = server.maybeObject("publicip").orElse(null);
        if (wish == null) {
            return new Plan.Eip.None();
        }
        Optional<Plan.Eip> existing =
                wish.maybeText("id", Text.ID).filter(id -> !id.isEmpty()).map(Plan.Eip.Existing::new);
        return existing.or(() -> wish.maybeObject("eip").map(PlanEcs::newEip)).orElseGet(Plan.Eip.None::new);
    }

    private static Plan.Eip newEip(Body eip) {
        String type = eip.text("iptype", Text.ID);
        Body bandwidth = eip.object("bandwidth");
        if (bandwidth.text("sharetype", Text.oneOf("PER", "WHOLE")).equals("WHOLE")) {
            return new Plan.Eip.Shared(type, bandwidth.text("id", Text.ID));
        }
        return new Plan.Eip.Dedicated(
                type,
                bandwidth
                        .maybeInteger("size", 1, LARGEST_BANDWIDTH)
                        .orElseThrow(() -> Rejected.field(bandwidth.path("size"), "is required")),
                bandwidth.text("chargemode", Text.upTo(32), "traffic"));
    }

    private static Map<String, String> texts(Body server, String name) {
        Map<String, String> texts = new HashMap<>();
        server.maybeObject(name).ifPresent(object -> {
            for (Iterator<String> keys = object.names(); keys.hasNext(); ) {
                String key = keys.next();
                texts.put(key, object.text(key, Text.upTo(255), ""));
            }
        });
        texts.remove("admin_pass");
        return texts;
    }

    /** Tags come as {@code "key.value"} strings, or as {@code server_tags} objects. */
    private static Map<String, String> tags(Body server) {
        Map<String, String> tags = new HashMap<>();
        for (String tag : server.texts("tags", Text.upTo(128))) {
            int dot = tag.indexOf('.');
            tags.put(dot < 0 ? tag : tag.substring(0, dot), dot < 0 ? "" : tag.substring(dot + 1));
        }
        server.objects("server_tags")
                .forEach(tag -> tags.put(tag.text("key", Text.upTo(36)), tag.text("value", Text.upTo(43), "")));
        return tags;
    }

    /** The ids are filled in when it is known how many servers there are. */
    private static List<Volume> volumes(Body server) {
        List<Volume> volumes = new ArrayList<>();
        Body root = server.object("root_volume");
        volumes.add(new Volume(
                "", root.text("volumetype", VOLUME_TYPE), root.integer("size", 1, LARGEST_DISK, DEFAULT_DISK)));
        for (Body data : server.objects("data_volumes")) {
            volumes.add(new Volume(
                    "",
                    data.text("volumetype", VOLUME_TYPE),
                    data.maybeInteger("size", 1, LARGEST_DISK)
                            .orElseThrow(() -> Rejected.field(data.path("size"), "is required"))));
        }
        return volumes;
    }
}
