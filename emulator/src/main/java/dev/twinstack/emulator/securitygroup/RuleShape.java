package dev.twinstack.emulator.securitygroup;

import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.kernel.DomainError.Invalid;
import dev.twinstack.emulator.securitygroup.Rule.PortRange;
import dev.twinstack.emulator.securitygroup.Rule.Remote;
import java.util.List;
import java.util.Optional;

/** Which rules make sense in themselves. */
final class RuleShape {
    private static final int HIGHEST_PORT = 65_535;
    private static final int HIGHEST_ICMP = 255;
    private static final int LAST_PRIORITY = 100;

    private RuleShape() {}

    static Optional<DomainError> error(Rule rule) {
        if (rule.remote() instanceof Remote.Prefix prefix && prefix.range().family() != rule.ethertype()) {
            return invalid(
                    "rule-family-mismatch",
                    "remote_ip_prefix",
                    "The remote " + prefix.verbatim() + " is not " + name(rule.ethertype()) + ", as the ethertype is.");
        }
        if (rule.protocol().equals("icmpv6") && rule.ethertype() != Family.IPV6) {
            return invalid("rule-family-mismatch", "ethertype", "The protocol icmpv6 needs the ethertype IPv6.");
        }
        if (rule.priority() < Rule.FIRST_PRIORITY || rule.priority() > LAST_PRIORITY) {
            return invalid("rule-priority-invalid", "priority", "The priority must be from 1 to 100.");
        }
        return ports(rule);
    }

    private static Optional<DomainError> ports(Rule rule) {
        return switch (rule.ports()) {
            case PortRange.All all -> Optional.empty();
            case PortRange.Range range -> ranges(rule, List.of(range));
            case PortRange.Several(List<PortRange.Range> ranges) -> ranges(rule, ranges);
            case PortRange.IcmpType(int type) -> icmp(type, 0);
            case PortRange.IcmpCode(int type, int code) -> icmp(type, code);
        };
    }

    private static Optional<DomainError> ranges(Rule rule, List<PortRange.Range> ranges) {
        if (rule.protocol().isEmpty()) {
            return invalid("rule-ports-without-protocol", "protocol", "Ports need a protocol.");
        }
        return ranges.stream()
                .filter(range -> range.min() < 0 || range.max() > HIGHEST_PORT || range.max() < range.min())
                .findFirst()
                .flatMap(range -> invalid(
                        "rule-ports-invalid",
                        "port_range_min",
                        "The ports " + range.min() + " to " + range.max() + " are no range within 0 to 65535."));
    }

    private static Optional<DomainError> icmp(int type, int code) {
        return type < 0 || type > HIGHEST_ICMP || code < 0 || code > HIGHEST_ICMP
                ? invalid("rule-icmp-invalid", "port_range_min", "ICMP types and codes are from 0 to 255.")
                : Optional.empty();
    }

    private static Optional<DomainError> invalid(String reason, String field, String message) {
        return Optional.of(new Invalid(reason, field, message));
    }

    private static String name(Family family) {
        return family == Family.IPV6 ? "IPv6" : "IPv4";
    }
}
