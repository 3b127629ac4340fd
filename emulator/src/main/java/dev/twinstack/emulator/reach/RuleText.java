package dev.twinstack.emulator.reach;

import dev.twinstack.emulator.addressgroup.AddressGroup;
import dev.twinstack.emulator.firewall.FirewallGroup;
import dev.twinstack.emulator.firewall.FirewallRule;
import dev.twinstack.emulator.firewall.Match;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.securitygroup.Rule;
import dev.twinstack.emulator.securitygroup.Rule.PortRange;
import dev.twinstack.emulator.securitygroup.Rule.Remote;
import dev.twinstack.emulator.securitygroup.SecurityGroup;
import java.util.Locale;

/** Rules in words. */
final class RuleText {
    private RuleText() {}

    /** {@return such as {@code allow IPv4 tcp 22 in from 10.0.0.0/8, priority 1}} */
    static String of(Snapshot snapshot, Rule rule) {
        boolean in = rule.direction() == Rule.Direction.INGRESS;
        return word(rule.action().name()) + " IPv" + rule.ethertype().version() + ' ' + protocol(rule.protocol())
                + ports(rule.ports()) + (in ? " in from " : " out to ") + remote(snapshot, rule.remote())
                + ", priority " + rule.priority();
    }

    private static String ports(PortRange ports) {
        return switch (ports) {
            case PortRange.All all -> "";
            case PortRange.Range range -> ' ' + range.toText();
            case PortRange.Several several -> ' ' + several.toText();
            case PortRange.IcmpType(int type) -> " type " + type;
            case PortRange.IcmpCode(int type, int code) -> " type " + type + " code " + code;
        };
    }

    private static String remote(Snapshot snapshot, Remote remote) {
        return switch (remote) {
            case Remote.Anything anything -> "anywhere";
            case Remote.Prefix(String verbatim, var _) -> verbatim;
            case Remote.Group(String id) ->
                "security group "
                        + snapshot.find(SecurityGroup.TYPE, id)
                                .map(SecurityGroup::name)
                                .orElse(id);
            case Remote.AddressGroup(String id) -> addressGroup(snapshot, id);
        };
    }

    /** {@return such as {@code deny IPv4 tcp in from anywhere to 10.0.0.0/8 ports 22,80:90}} */
    static String of(Snapshot snapshot, FirewallGroup.Direction direction, FirewallRule.Spec spec) {
        return word(spec.action().name()) + " IPv" + spec.family().version() + ' ' + protocol(spec.protocol())
                + (direction == FirewallGroup.Direction.INGRESS ? " in from " : " out from ")
                + side(snapshot, spec.source(), spec.sourcePorts())
                + " to "
                + side(snapshot, spec.destination(), spec.destinationPorts());
    }

    private static String side(Snapshot snapshot, Match.Address address, Match.Ports ports) {
        String where = switch (address) {
            case Match.Address.Anything anything -> "anywhere";
            case Match.Address.Within(String verbatim, var _) -> verbatim;
            case Match.Address.InGroup(String group) -> addressGroup(snapshot, group);
        };
        return ports.text().isEmpty() ? where : where + " ports " + ports.text();
    }

    private static String addressGroup(Snapshot snapshot, String id) {
        return "IP address group "
                + snapshot.find(AddressGroup.TYPE, id).map(AddressGroup::name).orElse(id);
    }

    private static String protocol(String protocol) {
        return protocol.isEmpty() ? "any protocol" : protocol;
    }

    private static String word(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
