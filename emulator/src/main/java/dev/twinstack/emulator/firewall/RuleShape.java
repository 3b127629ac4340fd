package dev.twinstack.emulator.firewall;

import dev.twinstack.emulator.firewall.FirewallRule.Spec;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.kernel.DomainError.Invalid;
import java.util.Optional;
import java.util.Set;

/** Which parts of a firewall rule fit together. */
final class RuleShape {
    private static final Set<String> WITH_PORTS = Set.of("tcp", "udp", "6", "17");
    private static final Set<String> NAMED = Set.of("", "tcp", "udp", "icmp");
    private static final int HIGHEST_PROTOCOL = 255;

    private RuleShape() {}

    /** {@return what is wrong with a rule, if anything} */
    static Optional<DomainError> objection(Spec spec) {
        String protocol = spec.protocol();
        if (!NAMED.contains(protocol) && !isNumber(protocol)) {
            return invalid(
                    "firewallrule-protocol",
                    "protocol",
                    "The protocol " + protocol + " is not TCP, UDP, ICMP or 0 to 255.");
        }
        boolean ports =
                spec.sourcePorts() instanceof Match.Ports.Among || spec.destinationPorts() instanceof Match.Ports.Among;
        if (ports && protocol.isEmpty()) {
            return invalid("firewallrule-ports-without-protocol", "protocol", "Ports need the protocol TCP or UDP.");
        }
        if (ports && !WITH_PORTS.contains(protocol)) {
            return invalid("firewallrule-ports", "protocol", "Ports are for the protocols TCP and UDP only.");
        }
        if (isOther(spec.source(), spec.family()) || isOther(spec.destination(), spec.family())) {
            return invalid(
                    "firewallrule-ip-version",
                    "ip_version",
                    "The addresses are not of IP version " + spec.family().version() + ".");
        }
        if (spec.source() instanceof Match.Address.InGroup && spec.destination() instanceof Match.Address.InGroup) {
            return invalid(
                    "firewallrule-two-groups",
                    "destination_address_group_id",
                    "Only one side of a rule may be an IP address group.");
        }
        return Optional.empty();
    }

    private static boolean isNumber(String protocol) {
        return protocol.matches("[0-9]{1,3}") && Integer.parseInt(protocol) <= HIGHEST_PROTOCOL;
    }

    /** A rule of type IPv6 takes IPv6 addresses, one of type IPv4 takes IPv4 ones (SEED-21). */
    private static boolean isOther(Match.Address address, Family family) {
        return address instanceof Match.Address.Within(String verbatim, IpRange range) && range.family() != family;
    }

    private static Optional<DomainError> invalid(String reason, String field, String message) {
        return Optional.of(new Invalid(reason, field, message));
    }
}
