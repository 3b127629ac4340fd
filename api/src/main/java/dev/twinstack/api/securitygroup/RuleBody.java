package dev.twinstack.api.securitygroup;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.Text;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.securitygroup.Rule;
import dev.twinstack.emulator.securitygroup.Rule.PortRange;
import dev.twinstack.emulator.securitygroup.Rule.Remote;
import dev.twinstack.emulator.securitygroup.SecurityGroupCommand.AddRule;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Reads the body of a new rule, which v1 and the native API share but for the description. */
final class RuleBody {
    private static final Set<String> NAMED = Set.of("", "tcp", "udp", "icmp", "icmpv6");
    private static final int HIGHEST_PROTOCOL = 255;
    private static final int HIGHEST_PORT = 65_535;
    private static final int HIGHEST_ICMP = 255;
    private static final Text SHORT = Text.upTo(64);

    private final Body rule;

    private RuleBody(Body rule) {
        this.rule = rule;
    }

    static AddRule read(Body rule, Text description) {
        RuleBody body = new RuleBody(rule);
        String protocol = body.protocol();
        return new AddRule(
                UUID.randomUUID().toString(),
                rule.text("direction", Text.oneOf("ingress", "egress")).equals("ingress")
                        ? Rule.Direction.INGRESS
                        : Rule.Direction.EGRESS,
                rule.text("ethertype", Text.oneOf("IPv4", "IPv6"), "IPv4").equals("IPv6") ? Family.IPV6 : Family.IPV4,
                protocol,
                body.ports(protocol),
                body.remote(),
                Rule.Action.ALLOW,
                Rule.FIRST_PRIORITY,
                rule.text("description", description, ""));
    }

    /** A name or a number (SG-22), in either case, as a string or a JSON number: real clients send all of these. */
    private String protocol() {
        String text = rule.value("protocol")
                .map(value -> value.isIntegralNumber()
                        ? value.asText()
                        : Body.text(value, rule.path("protocol"), SHORT).toLowerCase(Locale.ROOT))
                .orElse("");
        boolean number = text.matches("0|[1-9][0-9]{0,2}") && Integer.parseInt(text) <= HIGHEST_PROTOCOL;
        if (!number && !NAMED.contains(text)) {
            throw Rejected.field(rule.path("protocol"), "must be tcp, udp, icmp, icmpv6 or a number from 0 to 255");
        }
        return text;
    }

    private PortRange ports(String protocol) {
        boolean icmp = Rule.isIcmp(protocol);
        Optional<Integer> min = number("port_range_min", icmp);
        Optional<Integer> max = number("port_range_max", icmp);
        if (min.isEmpty() && max.isEmpty()) {
            return new PortRange.All();
        }
        if (icmp) {
            int type = min.orElseThrow(
                    () -> Rejected.field(rule.path("port_range_min"), "an ICMP code needs an ICMP type")); // SG-21
            return max.<PortRange>map(code -> new PortRange.IcmpCode(type, code))
                    .orElseGet(() -> new PortRange.IcmpType(type));
        }
        return new PortRange.Range(
                min.orElseThrow(() -> together("port_range_min")), max.orElseThrow(() -> together("port_range_max")));
    }

    private Rejected together(String field) {
        return Rejected.field(rule.path(field), "port_range_min and port_range_max go together"); // SG-20
    }

    /** {@return the number in a field, which the reference's examples send as a string} Blank means none. */
    private Optional<Integer> number(String field, boolean icmp) {
        int lowest = icmp ? 0 : 1;
        int highest = icmp ? HIGHEST_ICMP : HIGHEST_PORT;
        return rule.value(field)
                .map(JsonNode::asText)
                .filter(text -> !text.isEmpty())
                .map(text -> {
                    if (!text.matches("-?[0-9]{1,9}")) {
                        throw Rejected.field(rule.path(field), "must be a whole number");
                    }
                    int number = Integer.parseInt(text);
                    if (number < lowest || number > highest) {
                        throw Rejected.field(rule.path(field), "must be from " + lowest + " to " + highest);
                    }
                    return number;
                });
    }

    /**
     * The three remotes exclude each other (SG-18); none means anywhere. Host bits in a prefix are refused. ASSUMED;
     * check by adding a rule for 10.0.0.1/24.
     */
    private Remote remote() {
        Optional<String> prefix = filled("remote_ip_prefix");
        Optional<String> group = filled("remote_group_id");
        Optional<String> addressGroup = filled("remote_address_group_id");
        if (List.of(prefix, group, addressGroup).stream()
                        .filter(Optional::isPresent)
                        .count()
                > 1) {
            throw Rejected.field(
                    rule.path("remote_ip_prefix"),
                    "remote_ip_prefix, remote_group_id and remote_address_group_id exclude each other");
        }
        addressGroup.ifPresent(id -> {
            throw Rejected.notFound("addressgroup", id);
        });
        if (group.isPresent()) {
            return new Remote.Group(group.orElseThrow());
        }
        return prefix.<Remote>map(text -> Remote.Prefix.parse(text)
                        .orElseThrow(() -> Rejected.field(
                                rule.path("remote_ip_prefix"), text + " is neither a CIDR block nor an IP address")))
                .orElseGet(Remote.Anything::new);
    }

    private Optional<String> filled(String field) {
        return rule.maybeText(field, SHORT).filter(text -> !text.isEmpty());
    }
}
