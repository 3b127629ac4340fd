package dev.twinstack.api.securitygroup;

import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.Text;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.securitygroup.Rule;
import dev.twinstack.emulator.securitygroup.Rule.PortRange;
import dev.twinstack.emulator.securitygroup.SecurityGroupCommand.AddRule;
import java.util.Optional;
import java.util.UUID;

/** Reads the body of a new rule, which v1 and the native API share but for the description. */
final class RuleBody {
    private static final int HIGHEST_PORT = 65_535;
    private static final int HIGHEST_ICMP = 255;

    private final Body rule;

    private RuleBody(Body rule) {
        this.rule = rule;
    }

    static AddRule read(Body rule, Text description) {
        String protocol = RuleFields.protocol(rule);
        return new AddRule(
                UUID.randomUUID().toString(),
                RuleFields.direction(rule),
                rule.text("ethertype", Text.oneOf("IPv4", "IPv6"), "IPv4").equals("IPv6") ? Family.IPV6 : Family.IPV4,
                protocol,
                new RuleBody(rule).ports(protocol),
                RuleFields.remote(rule),
                Rule.Action.ALLOW,
                Rule.FIRST_PRIORITY,
                rule.text("description", description, ""));
    }

    private PortRange ports(String protocol) {
        boolean icmp = Rule.isIcmp(protocol);
        Optional<Integer> min = number("port_range_min", protocol);
        Optional<Integer> max = number("port_range_max", protocol);
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

    private Optional<Integer> number(String field, String protocol) {
        int lowest = lowest(protocol);
        int highest = Rule.isIcmp(protocol) ? HIGHEST_ICMP : HIGHEST_PORT;
        Optional<Integer> number = RuleFields.number(rule, field);
        if (number.filter(given -> given < lowest || given > highest).isPresent()) {
            throw Rejected.field(rule.path(field), "must be from " + lowest + " to " + highest);
        }
        return number;
    }

    /** Terraform sends 0 and 0 with a protocol that has no ports. */
    private static int lowest(String protocol) {
        return switch (protocol) {
            case "", "tcp", "udp", "6", "17" -> 1;
            default -> 0;
        };
    }
}
