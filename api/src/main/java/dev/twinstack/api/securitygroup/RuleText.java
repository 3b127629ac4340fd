package dev.twinstack.api.securitygroup;

import dev.twinstack.api.http.Rejected;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.securitygroup.Rule;
import dev.twinstack.emulator.securitygroup.Rule.PortRange;
import dev.twinstack.emulator.securitygroup.Rule.Remote;
import dev.twinstack.emulator.securitygroup.SecurityGroup;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the parts of a rule are written, in v1 as in the native API: what is not limited is null. */
final class RuleText {
    /** A rule and the group it is of. */
    record Row(SecurityGroup group, Rule rule) {
        String id() {
            return rule.id();
        }
    }

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

    static @Nullable Integer min(Rule rule) {
        return switch (rule.ports()) {
            case PortRange.All all -> null;
            case PortRange.Range(int min, int max) -> min;
            case PortRange.IcmpType(int type) -> type;
            case PortRange.IcmpCode(int type, int code) -> type;
        };
    }

    static @Nullable Integer max(Rule rule) {
        return switch (rule.ports()) {
            case PortRange.All all -> null;
            case PortRange.Range(int min, int max) -> max;
            case PortRange.IcmpType type -> null;
            case PortRange.IcmpCode(int type, int code) -> code;
        };
    }

    static @Nullable String prefix(Rule rule) {
        return rule.remote() instanceof Remote.Prefix prefix ? prefix.verbatim() : null;
    }

    static @Nullable String remoteGroup(Rule rule) {
        return rule.remote() instanceof Remote.Group(String group) ? group : null;
    }

    /** {@return the rules of all groups, in ascending order of their ids} */
    static List<Row> rows(Snapshot snapshot) {
        return snapshot.all(SecurityGroup.TYPE).stream()
                .flatMap(group -> group.rules().stream().map(rule -> new Row(group, rule)))
                .sorted(Comparator.comparing(Row::id))
                .toList();
    }

    /**
     * @throws Rejected if no group has such a rule
     */
    static Row find(Snapshot snapshot, String id) {
        return snapshot.all(SecurityGroup.TYPE).stream()
                .flatMap(group -> group.rule(id).stream().map(rule -> new Row(group, rule)))
                .findFirst()
                .orElseThrow(() -> Rejected.notFound("securitygrouprule", id));
    }
}
