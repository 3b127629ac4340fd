package dev.twinstack.api.firewall;

import dev.twinstack.api.dialect.Dates;
import dev.twinstack.emulator.firewall.FirewallGroup;
import dev.twinstack.emulator.firewall.FirewallGroup.Direction;
import dev.twinstack.emulator.firewall.FirewallRule;
import dev.twinstack.emulator.firewall.FirewallRule.Spec;
import dev.twinstack.emulator.firewall.FirewallView;
import dev.twinstack.emulator.firewall.Match;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.tag.Tag;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Network ACLs as v3 answers them: with their rules, but for lists (ACL-17). */
final class FirewallWireV3 {
    private FirewallWireV3() {}

    record Association(String virsubnetId) {}

    record Rule(
            String id,
            String name,
            String description,
            String action,
            String projectId,
            String protocol,
            int ipVersion,
            @Nullable String sourceIpAddress,
            @Nullable String destinationIpAddress,
            @Nullable String sourcePort,
            @Nullable String destinationPort,
            @Nullable String sourceAddressGroupId,
            @Nullable String destinationAddressGroupId,
            boolean enabled) {}

    record Row(
            String id,
            String name,
            String description,
            String projectId,
            String createdAt,
            String updatedAt,
            boolean adminStateUp,
            String enterpriseProjectId,
            String status,
            List<Tag> tags,
            List<Association> associations) {}

    record Detail(
            String id,
            String name,
            String description,
            String projectId,
            String createdAt,
            String updatedAt,
            boolean adminStateUp,
            String enterpriseProjectId,
            String status,
            List<Tag> tags,
            List<Rule> ingressRules,
            List<Rule> egressRules,
            List<Association> associations) {}

    static Row row(Snapshot snapshot, FirewallGroup firewall) {
        return new Row(
                firewall.id(),
                firewall.name(),
                firewall.description(),
                snapshot.project(),
                Dates.zulu(firewall.createdAt()),
                Dates.zulu(firewall.updatedAt()),
                firewall.adminStateUp(),
                firewall.enterpriseProjectId(),
                status(snapshot, firewall),
                firewall.tags().all(),
                associations(snapshot, firewall));
    }

    static Detail detail(Snapshot snapshot, FirewallGroup firewall) {
        return new Detail(
                firewall.id(),
                firewall.name(),
                firewall.description(),
                snapshot.project(),
                Dates.zulu(firewall.createdAt()),
                Dates.zulu(firewall.updatedAt()),
                firewall.adminStateUp(),
                firewall.enterpriseProjectId(),
                status(snapshot, firewall),
                firewall.tags().all(),
                rules(snapshot, firewall, Direction.INGRESS),
                rules(snapshot, firewall, Direction.EGRESS),
                associations(snapshot, firewall));
    }

    static String status(Snapshot snapshot, FirewallGroup firewall) {
        return FirewallView.associations(snapshot, firewall).isEmpty() ? "INACTIVE" : "ACTIVE";
    }

    private static List<Association> associations(Snapshot snapshot, FirewallGroup firewall) {
        return FirewallView.associations(snapshot, firewall).stream()
                .map(each -> new Association(each.subnet()))
                .toList();
    }

    private static List<Rule> rules(Snapshot snapshot, FirewallGroup firewall, Direction direction) {
        return FirewallView.rules(snapshot, firewall, direction).stream()
                .map(rule -> rule(snapshot.project(), rule))
                .toList();
    }

    private static Rule rule(String project, FirewallRule rule) {
        Spec spec = rule.spec();
        return new Rule(
                rule.id(),
                rule.name(),
                rule.description(),
                spec.action().name().toLowerCase(Locale.ROOT),
                project,
                protocol(spec),
                spec.family().version(),
                orNull(spec.source().text()),
                orNull(spec.destination().text()),
                orNull(ports(spec.sourcePorts())),
                orNull(ports(spec.destinationPorts())),
                orNull(spec.source().groupId()),
                orNull(spec.destination().groupId()),
                spec.enabled());
    }

    /** {@return the protocol as v3 calls it} It has a word for any, and one of its own for ICMP over IPv6 (ACL-13). */
    static String protocol(Spec spec) {
        return switch (spec.protocol()) {
            case "" -> "any";
            case "icmp" -> spec.family() == Family.IPV6 ? "icmpv6" : "icmp";
            default -> spec.protocol();
        };
    }

    /** Ranges are {@code a-b} here and {@code a:b} in the native service. */
    private static String ports(Match.Ports ports) {
        return ports.text().replace(':', '-');
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
