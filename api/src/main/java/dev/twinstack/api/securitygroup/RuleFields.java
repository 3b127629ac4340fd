package dev.twinstack.api.securitygroup;

import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.Text;
import dev.twinstack.emulator.securitygroup.Rule;
import dev.twinstack.emulator.securitygroup.Rule.Remote;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads the fields of a new rule that v1, v3 and the native API have in common. */
final class RuleFields {
    private static final Set<String> NAMED = Set.of("", "tcp", "udp", "icmp", "icmpv6");
    private static final int HIGHEST_PROTOCOL = 255;
    private static final Text SHORT = Text.upTo(64);
    /** An id that may be left blank. */
    static final Text ID = new Text(0, 64, Text.ID.pattern(), Text.ID.meaning());

    private RuleFields() {}

    static Rule.Direction direction(Body rule) {
        return rule.text("direction", Text.oneOf("ingress", "egress")).equals("ingress")
                ? Rule.Direction.INGRESS
                : Rule.Direction.EGRESS;
    }

    /** A name or a number (SG-22), in either case, as a string or a JSON number: real clients send all of these. */
    static String protocol(Body rule) {
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

    /** {@return the whole number in a field, as a JSON number or as text: real clients send both} Blank means none. */
    static Optional<Integer> number(Body rule, String field) {
        return rule.value(field)
                .map(value -> value.isIntegralNumber() ? value.asText() : Body.text(value, rule.path(field), SHORT))
                .filter(text -> !text.isEmpty())
                .map(text -> {
                    if (!text.matches("-?[0-9]{1,9}")) {
                        throw Rejected.field(rule.path(field), "must be a whole number");
                    }
                    return Integer.parseInt(text);
                });
    }

    /**
     * The three remotes exclude each other (SG-18); none means anywhere. Host bits in a prefix are refused. ASSUMED;
     * check by adding a rule for 10.0.0.1/24.
     */
    static Remote remote(Body rule) {
        Optional<String> prefix = filled(rule, "remote_ip_prefix", SHORT);
        Optional<String> group = filled(rule, "remote_group_id", ID);
        Optional<String> addressGroup = filled(rule, "remote_address_group_id", ID);
        if (List.of(prefix, group, addressGroup).stream()
                        .filter(Optional::isPresent)
                        .count()
                > 1) {
            throw Rejected.field(
                    rule.path("remote_ip_prefix"),
                    "remote_ip_prefix, remote_group_id and remote_address_group_id exclude each other");
        }
        return prefix.<Remote>map(text -> Remote.Prefix.parse(text)
                        .orElseThrow(() -> Rejected.field(
                                rule.path("remote_ip_prefix"), text + " is neither a CIDR block nor an IP address")))
                .or(() -> group.map(Remote.Group::new))
                .or(() -> addressGroup.map(Remote.AddressGroup::new))
                .orElseGet(Remote.Anything::new);
    }

    /** {@return the text in a field} Blank means none. */
    static Optional<String> filled(Body rule, String field, Text limits) {
        return rule.maybeText(field, limits).filter(text -> !text.isEmpty());
    }
}
