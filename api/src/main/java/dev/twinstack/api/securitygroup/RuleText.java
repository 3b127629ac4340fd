package dev.twinstack.api.securitygroup;

import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.securitygroup.Rule;
import dev.twinstack.emulator.securitygroup.Rule.PortRange;
import dev.twinstack.emulator.securitygroup.Rule.Remote;
import org.jspecify.annotations.Nullable;

/**
 * How the parts of a rule are written: what is not limited is null. ASSUMED: so is what a dialect has no words for, which
 * is a list of ports in v1 and the native API, and an ICMP type in v3; check by adding such a rule in the one and showing
 * it in the other.
 */
final class RuleText {
    private RuleText() {}

    static String direction(Rule rule) {
        return switch (rule.direction()) {
            case INGRESS -> "ingress";
            case EGRESS -> "egress";
        };
    }

    static String ethertype(Rule rule) {
        return rule.ethertype() == Family.IPV6 ? "IPv6" : "IPv4";
    }

    static @Nullable String protocol(Rule rule) {
        return rule.protocol().isEmpty() ? null : rule.protocol();
    }

    static String action(Rule rule) {
        return switch (rule.action()) {
            case ALLOW -> "allow";
            case DENY -> "deny";
        };
    }

    static @Nullable Integer min(Rule rule) {
        return switch (rule.ports()) {
            case PortRange.All all -> null;
            case PortRange.Range(int min, int max) -> min;
            case PortRange.Several several -> null;
            case PortRange.IcmpType(int type) -> type;
            case PortRange.IcmpCode(int type, int code) -> type;
        };
    }

    static @Nullable Integer max(Rule rule) {
        return switch (rule.ports()) {
            case PortRange.All all -> null;
            case PortRange.Range(int min, int max) -> max;
            case PortRange.Several several -> null;
            case PortRange.IcmpType type -> null;
            case PortRange.IcmpCode(int type, int code) -> code;
        };
    }

    static @Nullable String multiport(Rule rule) {
        return switch (rule.ports()) {
            case PortRange.All all -> null;
            case PortRange.Range range -> range.toText();
            case PortRange.Several several -> several.toText();
            case PortRange.IcmpType type -> null;
            case PortRange.IcmpCode code -> null;
        };
    }

    static @Nullable String prefix(Rule rule) {
        return rule.remote() instanceof Remote.Prefix prefix ? prefix.verbatim() : null;
    }

    static @Nullable String remoteGroup(Rule rule) {
        return rule.remote() instanceof Remote.Group(String group) ? group : null;
    }

    static @Nullable String remoteAddressGroup(Rule rule) {
        return rule.remote() instanceof Remote.AddressGroup(String group) ? group : null;
    }
}
