package dev.twinstack.api.firewall;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.Text;
import dev.twinstack.emulator.firewall.FirewallPolicyCommand.NewRule;
import dev.twinstack.emulator.firewall.FirewallRule.Action;
import dev.twinstack.emulator.firewall.FirewallRule.Spec;
import dev.twinstack.emulator.firewall.FirewallRuleCommand;
import dev.twinstack.emulator.firewall.Match;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.kernel.Patch;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Rules of network ACLs in v3 bodies. Source: API reference, "Inserting a Network ACL Rule" (ACL-13 to ACL-16). */
final class FirewallRuleBodyV3 {
    private static final Text NAME = new Text(0, 255, Text.NAME.pattern(), Text.NAME.meaning());
    private static final Text ACTION = Text.oneOf("allow", "deny");
    private static final Text PROTOCOL = new Text(
            1,
            6,
            Pattern.compile("tcp|udp|icmp|icmpv6|any|[0-9]{1,3}"),
            "tcp, udp, icmp, icmpv6, any or a number from 0 to 255");
    private static final Text SHORT = Text.upTo(64);
    /** Twenty ranges, each at most as long as {@code 65535-65535,}. */
    private static final Text PORTS = new Text(0, 240, Pattern.compile("[0-9,-]*"), "ports, ranges a-b and commas");

    private FirewallRuleBodyV3() {}

    static NewRule newRule(Body rule) {
        Family family = rule.value("ip_version")
                .map(value -> family(value, rule.path("ip_version")))
                .orElseThrow(() -> Rejected.field(rule.path("ip_version"), "is required"));
        return new NewRule(
                UUID.randomUUID().toString(),
                rule.text("name", NAME, ""),
                rule.text("description", Text.DESCRIPTION, ""),
                new Spec(
                        stored(rule, rule.text("protocol", PROTOCOL), family),
                        family,
                        address(rule, "source").applyTo(new Match.Address.Anything(), new Match.Address.Anything()),
                        ports(rule, "source_port").applyTo(new Match.Ports.All(), new Match.Ports.All()),
                        address(rule, "destination")
                                .applyTo(new Match.Address.Anything(), new Match.Address.Anything()),
                        ports(rule, "destination_port").applyTo(new Match.Ports.All(), new Match.Ports.All()),
                        action(rule.text("action", ACTION)),
                        rule.flag("enabled", true)));
    }

    /**
     * {@return the change of a rule}
     *
     * @param before what it is now: a field alone may not make it another thing
     */
    static FirewallRuleCommand.Update update(Body rule, Spec before) {
        Family family = rule.value("ip_version")
                .map(value -> family(value, rule.path("ip_version")))
                .orElse(before.family());
        return new FirewallRuleCommand.Update(
                rule.textOrKeep("name", NAME),
                rule.textOrKeep("description", Text.DESCRIPTION),
                Patch.set(stored(rule, rule.text("protocol", PROTOCOL, FirewallWireV3.protocol(before)), family)),
                Patch.set(family),
                kept(address(rule, "source"), rule, "source", before.source()),
                ports(rule, "source_port"),
                kept(address(rule, "destination"), rule, "destination", before.destination()),
                ports(rule, "destination_port"),
                rule.maybeText("action", ACTION)
                        .map(action -> Patch.set(action(action)))
                        .orElseGet(Patch::keep),
                rule.value("enabled").isEmpty() ? Patch.keep() : Patch.set(rule.flag("enabled", true)));
    }

    private static Action action(String text) {
        return Action.valueOf(text.toUpperCase(Locale.ROOT));
    }

    /** The reference's own examples write the number as a string. */
    private static Family family(JsonNode value, String field) {
        return switch (value.asText()) {
            case "4" -> Family.IPV4;
            case "6" -> Family.IPV6;
            default -> throw Rejected.field(field, "must be 4 or 6");
        };
    }

    /** {@return the protocol as it is kept: ICMP has one name, the version tells which it is} */
    private static String stored(Body rule, String protocol, Family family) {
        Family own = switch (protocol) {
            case "icmp" -> Family.IPV4;
            case "icmpv6" -> Family.IPV6;
            default -> family;
        };
        if (own != family) {
            throw Rejected.field(rule.path("protocol"), protocol + " does not go with IP version " + family.version());
        }
        return switch (protocol) {
            case "any" -> "";
            case "icmpv6" -> "icmp";
            default -> protocol;
        };
    }

    /** {@return one side's address, block or address group, of which there may be one (ACL-15)} */
    private static Patch<Match.Address> address(Body rule, String side) {
        Optional<String> address = filled(rule, addressField(side), SHORT);
        Optional<String> group = filled(rule, groupField(side), Text.MAYBE_ID);
        if (address.isPresent() && group.isPresent()) {
            throw Rejected.field(rule.path(groupField(side)), "goes without " + addressField(side));
        }
        if (group.isPresent()) {
            return Patch.set(new Match.Address.InGroup(group.get()));
        }
        if (address.isPresent()) {
            return Patch.set(Match.address(address.get())
                    .orElseThrow(() -> Rejected.field(
                            rule.path(addressField(side)), "is neither an IP address nor a CIDR block")));
        }
        return rule.has(addressField(side)) || rule.has(groupField(side)) ? Patch.clear() : Patch.keep();
    }

    private static String addressField(String side) {
        return side + "_ip_address";
    }

    private static String groupField(String side) {
        return side + "_address_group_id";
    }

    private static Optional<String> filled(Body rule, String field, Text limits) {
        return rule.maybeText(field, limits).filter(text -> !text.isEmpty());
    }

    /** A blank clears only what it is the name of: a blank group leaves an address as it is. */
    private static Patch<Match.Address> kept(Patch<Match.Address> patch, Body rule, String side, Match.Address before) {
        boolean meant = switch (before) {
            case Match.Address.Anything anything -> true;
            case Match.Address.Within within -> rule.has(addressField(side));
            case Match.Address.InGroup group -> rule.has(groupField(side));
        };
        return patch instanceof Patch.Clear<Match.Address> && !meant ? Patch.keep() : patch;
    }

    private static Patch<Match.Ports> ports(Body rule, String field) {
        return rule.patch(field, (value, path) -> {
            String text = Body.text(value, path, PORTS);
            return Match.ports(text.replace('-', ':'))
                    .orElseThrow(() -> Rejected.field(
                            path, "must be up to 20 ports (1 to 65535) or ranges a-b that do not overlap"));
        });
    }
}
