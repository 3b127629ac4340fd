package dev.twinstack.api.securitygroup;

import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.api.http.Text;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.securitygroup.Rule;
import dev.twinstack.emulator.securitygroup.Rule.PortRange;
import dev.twinstack.emulator.securitygroup.Rule.Remote;
import dev.twinstack.emulator.securitygroup.SecurityGroup;
import dev.twinstack.emulator.securitygroup.SecurityGroupCommand.AddRule;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Security group rules as Nova shows and takes them: for what comes in, by TCP, UDP or ICMP, with -1 for any ICMP type or
 * code. Source: as {@link SecurityGroupNova}.
 */
public final class SecurityGroupRuleNova {
    private static final String ALL = "/v2.1/{project_id}/os-security-group-rules";
    private static final String ONE = ALL + "/{security_group_rule_id}";

    public static final List<Endpoint> ENDPOINTS = List.of(
            SecurityGroupNova.endpoint("NovaCreateSecurityGroupRule", "POST", ALL, SecurityGroupRuleNova::create),
            SecurityGroupNova.endpoint("NovaDeleteSecurityGroupRule", "DELETE", ONE, SecurityGroupRuleNova::delete));

    private static final int ANY = -1;
    private static final int HIGHEST_PORT = 65_535;
    private static final int HIGHEST_ICMP = 255;
    private static final Text SHORT = Text.upTo(64);

    private SecurityGroupRuleNova() {}

    private record Group(String name, String tenantId) {}

    /**
     * @param group {@code name} and {@code tenant_id} of the group that may send, or an empty object
     * @param ipRange {@code cidr} of who may send, or an empty object
     */
    record Wire(
            String id,
            String parentGroupId,
            @Nullable String ipProtocol,
            @Nullable Integer fromPort,
            @Nullable Integer toPort,
            Object group,
            Map<String, String> ipRange) {}

    static Wire wire(Snapshot snapshot, SecurityGroup parent, Rule rule) {
        boolean anyOfProtocol =
                rule.ports() instanceof PortRange.All && !rule.protocol().isEmpty();
        boolean hasPorts = rule.protocol().equals("tcp") || rule.protocol().equals("udp");
        return new Wire(
                rule.id(),
                parent.id(),
                RuleText.protocol(rule),
                anyOfProtocol ? Integer.valueOf(hasPorts ? 1 : ANY) : RuleText.min(rule),
                anyOfProtocol ? Integer.valueOf(hasPorts ? HIGHEST_PORT : ANY) : to(rule),
                rule.remote() instanceof Remote.Group(String id) ? group(snapshot, id) : Map.of(),
                range(rule));
    }

    private static @Nullable Integer to(Rule rule) {
        return rule.ports() instanceof PortRange.IcmpType ? Integer.valueOf(ANY) : RuleText.max(rule);
    }

    private static Object group(Snapshot snapshot, String id) {
        return new Group(
                snapshot.find(SecurityGroup.TYPE, id).map(SecurityGroup::name).orElse(id), snapshot.project());
    }

    /** Nova writes anywhere as a block. It has no words for an IP address group, which is shown as no block. */
    private static Map<String, String> range(Rule rule) {
        return switch (rule.remote()) {
            case Remote.Anything anything -> Map.of("cidr", everywhere(rule.ethertype()));
            case Remote.Prefix(String verbatim, var _) -> Map.of("cidr", verbatim);
            case Remote.Group group -> Map.of();
            case Remote.AddressGroup group -> Map.of();
        };
    }

    private static String everywhere(Family family) {
        return family == Family.IPV6 ? "::/0" : "0.0.0.0/0";
    }

    private static CompletionStage<Answer> create(RequestContext rq) {
        Body rule = rq.body().object("security_group_rule");
        String group = rule.text("parent_group_id", Text.ID);
        Remote remote = remote(rule);
        String protocol = protocol(rule, remote);
        AddRule add = new AddRule(
                UUID.randomUUID().toString(),
                Rule.Direction.INGRESS,
                remote instanceof Remote.Prefix(var _, var range) ? range.family() : Family.IPV4,
                protocol,
                ports(rule, protocol),
                remote,
                Rule.Action.ALLOW,
                Rule.FIRST_PRIORITY,
                "");
        return rq.ask(SecurityGroup.TYPE, group, add)
                .thenCompose(after -> rq.read(snapshot -> Answer.ok(Map.of(
                        "security_group_rule",
                        wire(snapshot, after, after.rule(add.id()).orElseThrow())))));
    }

    /** A group goes before a block; with neither, it is anywhere. */
    private static Remote remote(Body rule) {
        Optional<String> group = RuleFields.filled(rule, "group_id", RuleFields.ID);
        if (group.isPresent()) {
            return new Remote.Group(group.orElseThrow());
        }
        String cidr = RuleFields.filled(rule, "cidr", SHORT).orElse("0.0.0.0/0");
        return Remote.Prefix.parse(cidr)
                .orElseThrow(() -> Rejected.field(rule.path("cidr"), cidr + " is no CIDR block"));
    }

    /** Only a rule for a group may leave the protocol out, and is then for every protocol. */
    private static String protocol(Body rule, Remote remote) {
        String protocol = rule.text("ip_protocol", SHORT, "").toLowerCase(Locale.ROOT);
        boolean every = protocol.isEmpty() && remote instanceof Remote.Group;
        if (!every && !List.of("tcp", "udp", "icmp").contains(protocol)) {
            throw Rejected.field(rule.path("ip_protocol"), "must be tcp, udp or icmp");
        }
        return protocol;
    }

    private static PortRange ports(Body rule, String protocol) {
        if (protocol.isEmpty()) {
            return new PortRange.All();
        }
        boolean icmp = Rule.isIcmp(protocol);
        int from = number(rule, "from_port", icmp);
        int to = number(rule, "to_port", icmp);
        if (!icmp) {
            return new PortRange.Range(from, to);
        }
        if (from == ANY && to != ANY) {
            throw Rejected.field(rule.path("from_port"), "an ICMP code needs an ICMP type");
        }
        if (from == ANY) {
            return new PortRange.All();
        }
        return to == ANY ? new PortRange.IcmpType(from) : new PortRange.IcmpCode(from, to);
    }

    private static int number(Body rule, String field, boolean icmp) {
        int lowest = icmp ? ANY : 1;
        int highest = icmp ? HIGHEST_ICMP : HIGHEST_PORT;
        int number = RuleFields.number(rule, field).orElseThrow(() -> Rejected.field(rule.path(field), "is required"));
        if (number < lowest || number > highest) {
            throw Rejected.field(rule.path(field), "must be from " + lowest + " to " + highest);
        }
        return number;
    }

    private static CompletionStage<Answer> delete(RequestContext rq) {
        return RuleRow.remove(rq, rq.path("security_group_rule_id")).thenApply(after -> Answer.of(202, Answer.NONE));
    }
}
