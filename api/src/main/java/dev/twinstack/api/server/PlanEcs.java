package dev.twinstack.api.server;

import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.Text;
import dev.twinstack.api.port.AddressPairs;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.port.Port.DhcpOption;
import dev.twinstack.emulator.port.PortCommand.PortSpec;
import dev.twinstack.emulator.region.AvailabilityZone;
import dev.twinstack.emulator.region.Catalogue;
import dev.twinstack.emulator.region.Image;
import dev.twinstack.emulator.securitygroup.SecurityGroup;
import dev.twinstack.emulator.server.Server.Spec;
import dev.twinstack.emulator.subnet.SubnetCommand.Wanted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads a plan from an ECS v1 body. Source: ECS API reference, "Creating ECSs". */
final class PlanEcs {
    private static final int MOST_SERVERS = 100;
    private static final int MOST_METADATA = 10;
    static final int MOST_TAGS = 10;
    /** In GiB. */
    private static final int LARGEST_SYSTEM_DISK = 1024;
    /** In GiB. */
    private static final int SMALLEST_DATA_DISK = 10;
    /** In GiB. */
    private static final int LARGEST_DATA_DISK = 32768;

    private static final int LARGEST_BANDWIDTH = 2000;
    private static final String TAG_MEANING = "letters, digits, underscores (_) and hyphens (-)";
    static final Text NAME = new Text(1, 128, Text.NAME.pattern(), Text.NAME.meaning());
    static final Text DESCRIPTION = new Text(0, 85, Text.DESCRIPTION.pattern(), Text.DESCRIPTION.meaning());

    static final Text TAG_KEY = new Text(1, 36, Pattern.compile("[A-Za-z0-9_-]*"), TAG_MEANING);
    static final Text TAG_VALUE = new Text(0, 43, TAG_KEY.pattern(), TAG_MEANING);
    private static final Text TAG = new Text(1, 80, Pattern.compile("[^.]{1,36}([.].{0,43})?"), "key.value");

    private PlanEcs() {}

    static Plan of(Body server, Catalogue catalogue, Snapshot snapshot) {
        List<String> groups = server.objects("security_groups").stream()
                .map(group -> group.text("id", Text.ID))
                .toList();
        List<String> defaulted = groups.isEmpty() ? List.of(SecurityGroup.defaultId(snapshot.project())) : groups;
        Optional<String> zone =
                server.maybeText("availability_zone", Text.upTo(64)).filter(text -> !text.isEmpty());
        List<String> zones = catalogue.availabilityZones().stream()
                .map(AvailabilityZone::name)
                .toList();
        boolean spread = zone.isEmpty() && server.flag("batch_create_in_multi_az", false);
        Spec spec = new Spec(
                server.text("name", NAME),
                server.text("description", DESCRIPTION, ""),
                server.text("flavorRef", Text.ID),
                server.text("imageRef", Text.ID),
                zone.orElseGet(zones::getFirst),
                server.text("vpcid", Text.ID),
                server.text("key_name", Text.upTo(255), ""),
                UserData.of(server),
                metadata(server),
                tags(server),
                List.of());
        if (spec.keyName().isEmpty() && spec.userData().isEmpty()) {
            server.maybeText("adminPass", Text.upTo(255))
                    .filter(password -> !password.isEmpty())
                    .ifPresent(Password::check);
        }
        return new Plan(
                spec,
                nics(server, defaulted, snapshot),
                disks(server, catalogue),
                eip(server),
                server.integer("count", 1, MOST_SERVERS, 1),
                terms(server, spread ? zones : List.of()));
    }

    private static Plan.Terms terms(Body server, List<String> zones) {
        Optional<Body> hints = server.maybeObject("os:scheduler_hints");
        Optional<Body> extra = server.maybeObject("extendparam");
        return new Plan.Terms(
                hints.flatMap(found -> found.maybeText("group", Text.upTo(255))).orElse(""),
                hints.map(PlanEcs::tenancy).orElse(""),
                extra.map(found -> Loose.flag(found, "support_auto_recovery", true))
                        .orElse(true),
                extra.flatMap(found -> found.maybeText("enterprise_project_id", Text.upTo(36)))
                        .filter(id -> !id.isEmpty())
                        .orElse("0"),
                zones,
                true,
                server.maybeObject("publicip")
                        .map(eip -> eip.flag("delete_on_termination", false))
                        .orElse(false));
    }

    /** {@return where the hints want the server to be} There are no dedicated hosts here, so none can be had. */
    static String tenancy(Body hints) {
        String tenancy = hints.text("tenancy", Text.oneOf("", "shared", "dedicated"), "");
        String host = hints.text("dedicated_host_id", Text.upTo(255), "");
        if (tenancy.equals("dedicated")) {
            throw Rejected.field(
                    hints.path("tenancy"), "the project has no dedicated host" + (host.isEmpty() ? "" : " " + host));
        }
        return tenancy;
    }

    /** {@return the NICs of the list {@code nics}}
     *
     * @param groups of those that name none of their own
     */
    static List<Plan.Nic> nics(Body body, List<String> groups, Snapshot snapshot) {
        List<Plan.Nic> nics = new ArrayList<>();
        for (Body nic : body.objects("nics")) {
            nics.add(nic.maybeText("port_id", Text.MAYBE_ID)
                    .filter(port -> !port.isEmpty())
                    .<Plan.Nic>map(Plan.Nic.Existing::new)
                    .orElseGet(() -> new Plan.Nic.New(port(nic, groups, snapshot))));
        }
        return nics;
    }

    private static PortSpec port(Body nic, List<String> groups, Snapshot snapshot) {
        String subnet = nic.text("subnet_id", Text.ID);
        boolean unguarded = nic.maybeObject("binding:profile")
                .map(profile -> Loose.flag(profile, "disable_security_groups", false))
                .orElse(false);
        List<String> own = nic.objects("security_groups").stream()
                .map(group -> group.text("id", Text.ID))
                .toList();
        String bandwidth = nic.maybeObject("ipv6_bandwidth")
                .flatMap(found -> found.maybeText("id", Text.upTo(255)))
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
                wish.maybeText("id", Text.upTo(255)).filter(id -> !id.isEmpty()).map(Plan.Eip.Existing::new);
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

    /** The password among them is set in the guest, not kept. */
    private static Map<String, String> metadata(Body server) {
        Map<String, String> metadata =
                new HashMap<>(server.maybeObject("metadata").map(Metadata::of).orElse(Map.of()));
        metadata.remove("admin_pass");
        if (metadata.size() > MOST_METADATA) {
            throw Rejected.field(server.path("metadata"), "must be at most " + MOST_METADATA + " entries");
        }
        return metadata;
    }

    /** Tags come as {@code "key.value"} strings, or as {@code server_tags} objects. */
    private static Map<String, String> tags(Body server) {
        Map<String, String> tags = new HashMap<>();
        for (String tag : server.texts("tags", TAG)) {
            int dot = tag.indexOf('.');
            tags.put(dot < 0 ? tag : tag.substring(0, dot), dot < 0 ? "" : tag.substring(dot + 1));
        }
        server.objects("server_tags")
                .forEach(tag -> tags.put(tag.text("key", TAG_KEY), tag.text("value", TAG_VALUE, "")));
        if (tags.size() > MOST_TAGS) {
            throw new Rejected(new DomainError.Invalid(
                    "server-tags-exceeded", "tags", "A server has at most " + MOST_TAGS + " tags."));
        }
        return tags;
    }

    /** The system disk goes with the server; the others stay, unless they or whoever deletes it say otherwise. */
    private static List<Plan.Disk> disks(Body server, Catalogue catalogue) {
        List<Plan.Disk> disks = new ArrayList<>();
        Body root = server.object("root_volume");
        String image = server.text("imageRef", Text.ID);
        int size = root.integer("size", 0, LARGEST_SYSTEM_DISK, 0);
        disks.add(new Plan.Disk.New(
                image,
                root.text("volumetype", Text.ID),
                size == 0 ? catalogue.image(image).map(Image::minDisk).orElse(1) : size,
                false,
                marks(root),
                true));
        server.objects("data_volumes").forEach(data -> disks.add(dataDisk(data)));
        return disks;
    }

    private static Plan.Disk dataDisk(Body data) {
        data.maybeObject("extendparam")
                .flatMap(extra -> extra.maybeText("snapshotId", Text.upTo(255)))
                .filter(id -> !id.isEmpty())
                .ifPresent(id -> {
                    throw Rejected.notFound("snapshot", id);
                });
        return new Plan.Disk.New(
                data.text("data_image_id", Text.upTo(255), ""),
                data.text("volumetype", Text.ID),
                data.maybeInteger("size", SMALLEST_DATA_DISK, LARGEST_DATA_DISK)
                        .orElseThrow(() -> Rejected.field(data.path("size"), "is required")),
                data.flag("multiattach", data.flag("shareable", false)),
                marks(data),
                data.flag("delete_on_termination", false));
    }

    /** {@return the metadata of a disk} What is no flag makes no SCSI disk. */
    private static Map<String, String> marks(Body disk) {
        Map<String, String> marks =
                new HashMap<>(disk.maybeObject("metadata").map(Metadata::of).orElse(Map.of()));
        disk.value("hw:passthrough")
                .filter(flag -> flag.asText().equals("true"))
                .ifPresent(scsi -> marks.put("hw:passthrough", "true"));
        return marks;
    }
}
