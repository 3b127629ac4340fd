package dev.twinstack.emulator.reachability;

import static dev.twinstack.emulator.reachability.SecurityFilter.words;

import dev.twinstack.emulator.firewall.FirewallRule;
import dev.twinstack.emulator.firewall.Match;
import dev.twinstack.emulator.securitygroup.Rule;
import dev.twinstack.emulator.securitygroup.Rule.Direction;
import dev.twinstack.emulator.securitygroup.Rule.PortRange;
import dev.twinstack.emulator.securitygroup.Rule.Remote;

/** Rules that do not exist yet, in words. They name blocks or anything, never groups. */
final class RuleWords {
    private RuleWords() {}

    static String of(Rule rule) {
        String ports = switch (rule.ports()) {
            case PortRange.All all -> "";
            case PortRange.Range range -> ' ' + range.toText();
            case PortRange.Several several -> ' ' + several.toText();
            case PortRange.IcmpType(int type) -> " type " + type;
            case PortRange.IcmpCode(int type, int code) -> " type " + type + " code " + code;
        };
        String remote = rule.remote() instanceof Remote.Prefix(String verbatim, var _) ? verbatim : "anywhere";
        return "allow " + words(rule.ethertype()) + ' ' + protocol(rule.protocol()) + ports
                + (rule.direction() == Direction.INGRESS ? " from " : " to ") + remote;
    }

    static String of(FirewallRule.Spec rule) {
        String ports = rule.destinationPorts().text();
        return "allow " + words(rule.family()) + ' ' + protocol(rule.protocol()) + " from " + address(rule.source())
                + " to " + address(rule.destination()) + (ports.isEmpty() ? "" : " port " + ports);
    }

    private static String protocol(String protocol) {
        return protocol.isEmpty() ? "any protocol" : protocol;
    }

    private static String address(Match.Address address) {
        return address.text().isEmpty() ? "anywhere" : address.text();
    }
}
