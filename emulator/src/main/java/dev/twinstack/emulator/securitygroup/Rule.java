package dev.twinstack.emulator.securitygroup;

import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.ip.IpRange;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One rule of a security group. It is never changed, only added and removed (SG-33).
 *
 * @param protocol {@code tcp}, {@code udp}, {@code icmp}, {@code icmpv6} or a number from 0 to 255 as text, in lower
 *     case; blank means any (SG-22)
 * @param priority 1 (first) to 100 (SG-08)
 */
public record Rule(
        String id,
        Direction direction,
        Family ethertype,
        String protocol,
        PortRange ports,
        Remote remote,
        Action action,
        int priority,
        String description,
        Instant createdAt) {
    public static final int FIRST_PRIORITY = 1;

    public enum Direction {
        INGRESS,
        EGRESS
    }

    public enum Action {
        ALLOW,
        DENY
    }

    /** Which ports, or which ICMP messages (SG-20, SG-21). */
    public sealed interface PortRange {
        record All() implements PortRange {}

        record Range(int min, int max) implements PortRange {
            /** {@return {@code 80} or {@code 80-90}} */
            public String toText() {
                return min == max ? Integer.toString(min) : min + "-" + max;
            }
        }

        /** Ports and ranges that need not lie side by side: v3's multiport (SG-23). Their order says nothing. */
        record Several(List<Range> ranges) implements PortRange {
            public Several {
                ranges = List.copyOf(ranges);
            }

            /** {@return {@code 22,80-90}} */
            public String toText() {
                return String.join(",", ranges.stream().map(Range::toText).toList());
            }
        }

        /** Every code of one ICMP type. */
        record IcmpType(int type) implements PortRange {}

        record IcmpCode(int type, int code) implements PortRange {}
    }

    /** Whom the traffic comes from (ingress) or goes to (egress). */
    public sealed interface Remote {
        record Anything() implements Remote {}

        /**
         * @param verbatim as it was given, and as it is shown
         */
        record Prefix(String verbatim, IpRange range) implements Remote {
            /** {@return the prefix written as {@code text}} A bare address is the block of that address (SG-19). */
            public static Optional<Prefix> parse(String text) {
                return IpRange.parse(text)
                        .or(() -> IpAddress.parse(text).map(IpRange::host))
                        .map(range -> new Prefix(text, range));
            }
        }

        /** Every member of a group, which may be the rule's own. */
        record Group(String id) implements Remote {}

        /** Every address in an IP address group, whose family is the rule's (AG-09). */
        record AddressGroup(String id) implements Remote {}
    }

    /** {@return whether {@code protocol} is one of the two ICMPs, by name or number} */
    public static boolean isIcmp(String protocol) {
        return switch (protocol) {
            case "icmp", "icmpv6", "1", "58" -> true;
            default -> false;
        };
    }

    /** {@return the same about somebody else} */
    public Rule about(Remote other) {
        return new Rule(id, direction, ethertype, protocol, ports, other, action, priority, description, createdAt);
    }

    /** {@return whether the other rule says the same, whatever its id, description and age} */
    boolean sameAs(Rule other) {
        return direction == other.direction
                && ethertype == other.ethertype
                && protocol.equals(other.protocol)
                && samePorts(other.ports)
                && sameRemote(other.remote)
                && action == other.action
                && priority == other.priority;
    }

    private boolean samePorts(PortRange other) {
        return ports instanceof PortRange.Several(List<PortRange.Range> mine)
                        && other instanceof PortRange.Several(List<PortRange.Range> theirs)
                ? Set.copyOf(mine).equals(Set.copyOf(theirs))
                : ports.equals(other);
    }

    private boolean sameRemote(Remote other) {
        return remote instanceof Remote.Prefix mine && other instanceof Remote.Prefix theirs
                ? mine.range().equals(theirs.range())
                : remote.equals(other);
    }
}
