package dev.twinstack.api.securitygroup;

import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.Text;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.kernel.DomainError.Invalid;
import dev.twinstack.emulator.securitygroup.Rule;
import dev.twinstack.emulator.securitygroup.Rule.PortRange;
import dev.twinstack.emulator.securitygroup.Rule.Remote;
import dev.twinstack.emulator.securitygroup.SecurityGroupCommand.AddRule;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the body of a new rule in v3, which has action, priority and multiport. */
final class RuleBodyV3 {
    private static final Pattern PORTS = Pattern.compile("([0-9]{1,5})(?:-([0-9]{1,5}))?");
    private static final Text ANY = Text.upTo(Integer.MAX_VALUE);
    private static final int HIGHEST_PORT = 65_535;

    private final Body rule;

    private RuleBodyV3(Body rule) {
        this.rule = rule;
    }

    static AddRule read(Body rule) {
        RuleBodyV3 body = new RuleBodyV3(rule);
        Family ethertype = body.ethertype();
        String protocol = body.protocol(ethertype);
        return new AddRule(
                UUID.randomUUID().toString(),
                RuleFields.direction(rule),
                ethertype,
                protocol,
                body.multiport(protocol),
                withPrefixLength(RuleFields.remote(rule)),
                rule.text("action", Text.oneOf("allow", "deny"), "allow").equals("deny")
                        ? Rule.Action.DENY
                        : Rule.Action.ALLOW,
                RuleFields.number(rule, "priority").orElse(Rule.FIRST_PRIORITY),
                rule.text("description", Text.DESCRIPTION, ""));
    }

    private Family ethertype() {
        return switch (rule.text("ethertype", ANY, "IPv4")) {
            case "IPv4" -> Family.IPV4;
            case "IPv6" -> Family.IPV6;
            default ->
                throw new Rejected(new Invalid(
                        "rule-ethertype-invalid",
                        rule.path("ethertype"),
                        rule.path("ethertype") + ": must be IPv4 or IPv6"));
        };
    }

    /** Here {@code icmp} is for IPv4 only, and {@code icmpv6} for IPv6 (SG-22). */
    private String protocol(Family ethertype) {
        String protocol = RuleFields.protocol(rule);
        if (protocol.equals("icmp") && ethertype == Family.IPV6) {
            throw Rejected.field(rule.path("protocol"), "must be icmpv6 with the ethertype IPv6");
        }
        return protocol;
    }

    /** A port, a range, or several of these with commas between (SG-23). ICMP messages cannot be chosen in v3. */
    private PortRange multiport(String protocol) {
        String text = rule.text("multiport", ANY, "");
        if (text.isEmpty()) {
            return new PortRange.All();
        }
        if (Rule.isIcmp(protocol)) {
            throw Rejected.field(rule.path("multiport"), "ICMP has no ports");
        }
        List<PortRange.Range> ranges =
                Arrays.stream(text.split(",", -1)).map(this::range).toList();
        return ranges.size() == 1 ? ranges.getFirst() : new PortRange.Several(ranges);
    }

    private PortRange.Range range(String text) {
        Matcher ports = PORTS.matcher(text.strip());
        if (ports.matches()) {
            int min = Integer.parseInt(ports.group(1));
            int max = ports.group(2) == null ? min : Integer.parseInt(ports.group(2));
            if (1 <= min && min <= max && max <= HIGHEST_PORT) {
                return new PortRange.Range(min, max);
            }
        }
        throw Rejected.field(rule.path("multiport"), "\"" + text + "\" is neither a port nor a range within 1-65535");
    }

    /** A bare address becomes the block of that address (SG-19). */
    private static Remote withPrefixLength(Remote remote) {
        return remote instanceof Remote.Prefix(String verbatim, var range) && !verbatim.contains("/")
                ? new Remote.Prefix(range.toString(), range)
                : remote;
    }
}
