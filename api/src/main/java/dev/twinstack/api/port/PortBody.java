package dev.twinstack.api.port;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.Text;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.kernel.Patch;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.port.Port.AddressPair;
import dev.twinstack.emulator.port.Port.DhcpOption;
import dev.twinstack.emulator.port.PortCommand;
import dev.twinstack.emulator.port.PortCommand.DhcpChange;
import dev.twinstack.emulator.port.PortCommand.PortSpec;
import dev.twinstack.emulator.securitygroup.SecurityGroup;
import dev.twinstack.emulator.subnet.Subnet;
import dev.twinstack.emulator.subnet.Subnet.Segment;
import dev.twinstack.emulator.subnet.SubnetCommand.Wanted;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the body of a native port, with what of it the project's resources have to explain. */
final class PortBody {
    private static final Text ANY = Text.upTo(255);
    private static final String PROFILE = "binding:profile";
    private static final List<String> SYSTEM_SET = List.of("device_id", "mac_address");

    private final Body port;
    private final Snapshot snapshot;

    PortBody(Body port, Snapshot snapshot) {
        this.port = port;
        this.snapshot = snapshot;
    }

    PortSpec spec() {
        refuseSystemSet();
        String network = port.text("network_id", Text.ID);
        Subnet subnet = snapshot.find(Subnet.TYPE, network).orElseThrow(() -> Rejected.notFound("network", network));
        String owner = port.text("device_owner", Text.oneOf("", Port.VIP_OWNER), "");
        boolean secured = port.flag("port_security_enabled", subnet.portSecurity());
        return new PortSpec(
                network,
                port.text("name", ANY, ""),
                owner,
                wanted(subnet),
                groups().applyTo(standard(secured), standard(secured)),
                pairs(network, owner.equals(Port.VIP_OWNER)).applyTo(List.of(), List.of()),
                port.flag("admin_state_up", true),
                secured,
                disablesGroups().applyTo(false, false),
                options(),
                "");
    }

    /** {@return the default group of the project, for a port that names none} */
    private List<String> standard(boolean secured) {
        return secured ? List.of(SecurityGroup.defaultId(snapshot.project())) : List.of();
    }

    /** The system sets these (DEL-21, PORT-03); a value from a client is refused rather than dropped. */
    private void refuseSystemSet() {
        for (String field : SYSTEM_SET) {
            if (port.value(field).isPresent() && !port.text(field, ANY).isEmpty()) {
                throw Rejected.field(port.path(field), "is set by the system");
            }
        }
        port.text("binding:vnic_type", Text.oneOf("normal"), "normal");
    }

    /**
     * One address of each family at most (IP6-20). With none asked for it is an IPv4 one, as IPv6 is only given where it
     * is asked for (IP6-16); ASSUMED for native ports, check by creating one on a dual-stack network.
     */
    private List<Wanted> wanted(Subnet subnet) {
        List<Body> asked = port.objects("fixed_ips");
        if (asked.isEmpty()) {
            return subnet.segment(Family.IPV4).isPresent() ? List.of(new Wanted.Any(Family.IPV4)) : List.of();
        }
        List<Wanted> wanted = new ArrayList<>();
        Set<Family> families = EnumSet.noneOf(Family.class);
        for (Body one : asked) {
            Optional<Segment> segment = segment(subnet, one);
            Optional<IpAddress> address = one.maybeAddress("ip_address");
            if (segment.isEmpty() && address.isEmpty()) {
                throw Rejected.field(one.path("subnet_id"), "subnet_id or ip_address is required");
            }
            if (segment.isPresent() && address.isPresent()) {
                IpRange range = segment.orElseThrow().range();
                if (!range.contains(address.orElseThrow())) {
                    throw new Rejected(new DomainError.Invalid(
                            "address-outside-segment",
                            "ip_address",
                            one.path("ip_address") + ": is not in the subnet " + range));
                }
            }
            Family family = address.map(IpAddress::family)
                    .orElseGet(() -> segment.orElseThrow().range().family());
            if (!families.add(family)) {
                throw Rejected.field(port.path("fixed_ips"), "at most one IPv4 and one IPv6 address are allowed");
            }
            wanted.add(address.<Wanted>map(Wanted.Exactly::new).orElseGet(() -> new Wanted.Any(family)));
        }
        return wanted;
    }

    private static Optional<Segment> segment(Subnet subnet, Body one) {
        return one.maybeText("subnet_id", ANY)
                .filter(id -> !id.isEmpty())
                .map(id -> subnet.segment(id)
                        .orElseThrow(() -> Rejected.field(
                                one.path("subnet_id"), id + " is no subnet of the network " + subnet.id())));
    }

    /**
     * The groups named; a list without any leaves the port without (PORT-20). PORT-04 forbids blank ids; that it forbids
     * an empty list too is ASSUMED not to be so, as clients send one.
     */
    private Patch<List<String>> groups() {
        return port.patch(
                "security_groups",
                (value, field) -> port.texts("security_groups", Text.ID).stream()
                        .distinct()
                        .toList());
    }

    private Patch<List<AddressPair>> pairs(String network, boolean isVip) {
        return port.patch(AddressPairs.FIELD, (value, field) -> AddressPairs.of(port, snapshot, network, isVip));
    }

    private List<DhcpOption> options() {
        List<DhcpOption> options = new ArrayList<>();
        for (DhcpChange change : optionChanges()) {
            if (change.value() instanceof Patch.Set<String>(String value)) {
                options.add(new DhcpOption(change.name(), value));
            }
        }
        return options;
    }

    /** A null value deletes the option. */
    private List<DhcpChange> optionChanges() {
        return port.objects("extra_dhcp_opts").stream()
                .map(option -> {
                    Patch<String> value = option.patchText("opt_value", ANY);
                    return new DhcpChange(
                            option.text("opt_name", new Text(1, 64, ANY.pattern(), ANY.meaning())),
                            value.isKeep() ? Patch.clear() : value);
                })
                .toList();
    }

    private Patch<Boolean> disablesGroups() {
        Optional<Body> profile = port.maybeObject(PROFILE);
        if (profile.isEmpty()) {
            return Patch.keep();
        }
        Body given = profile.orElseThrow();
        if (given.flag("internal_elb", false)) {
            throw Rejected.field(given.path("internal_elb"), "is for the ports of load balancers only");
        }
        return given.has("disable_security_groups")
                ? Patch.set(given.flag("disable_security_groups", false))
                : Patch.keep();
    }

    /**
     * @param before the port as it is
     */
    PortCommand update(Port before) {
        if (!port.names().hasNext()) {
            throw Rejected.field("port", "must change at least one attribute"); // PORT-13
        }
        refuseChanges(before);
        return new PortCommand.Update(
                port.patchText("name", ANY),
                groups(),
                pairs(before.subnet(), before.isVip()),
                port.patchFlag("admin_state_up"),
                port.patchFlag("port_security_enabled"),
                disablesGroups(),
                optionChanges());
    }

    /** What cannot be changed may be repeated as it is (PORT-02, PORT-03, PORT-05). */
    private void refuseChanges(Port before) {
        fixed("network_id", before.subnet());
        fixed("mac_address", before.mac());
        fixed("device_owner", before.deviceOwner());
        fixed("device_id", PortNeutron.deviceId(before));
        port.text("binding:vnic_type", Text.oneOf("normal"), "normal");
        if (port.value("fixed_ips").isPresent() && !fixedIps().equals(addresses(before))) {
            throw Rejected.field(port.path("fixed_ips"), "cannot be changed");
        }
    }

    private void fixed(String field, String value) {
        if (port.value(field)
                .map(JsonNode::asText)
                .filter(given -> !given.equals(value))
                .isPresent()) {
            throw Rejected.field(port.path(field), "cannot be changed");
        }
    }

    private Set<IpAddress> fixedIps() {
        return Set.copyOf(port.objects("fixed_ips").stream()
                .flatMap(one -> one.maybeAddress("ip_address").stream())
                .toList());
    }

    private static Set<IpAddress> addresses(Port before) {
        return Set.copyOf(before.fixedIps().stream().map(Port.FixedIp::address).toList());
    }
}
