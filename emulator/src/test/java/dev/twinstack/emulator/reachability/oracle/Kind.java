package dev.twinstack.emulator.reachability.oracle;

import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.reachability.Traffic;
import dev.twinstack.emulator.reachability.Traffic.Transport;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/** What a packet carries, as far as rules look at it. */
record Kind(Traffic traffic, Family family) {
    private static final int PORTS = 65_535;

    /** Both ends included. */
    record Span(int first, int last) {}

    /** {@return whether a rule's protocol is this one} The Internet Protocol numbers: 1, 6, 17, 58. */
    boolean isNamed(String protocol) {
        if (protocol.isEmpty()) {
            return true;
        }
        return switch (traffic) {
            case Traffic.AnyProtocol any -> false;
            case Traffic.Ping ping -> isIcmp(protocol);
            case Traffic.Icmp icmp -> isIcmp(protocol);
            case Traffic.AnyCode any -> isIcmp(protocol);
            case Traffic.AnyPort(Transport transport) -> isOf(transport, protocol);
            case Traffic.OnePort(Transport transport, int port) -> isOf(transport, protocol);
        };
    }

    private boolean isIcmp(String protocol) {
        return family == Family.IPV4
                ? protocol.equals("icmp") || protocol.equals("1")
                : protocol.equals("icmp") || protocol.equals("icmpv6") || protocol.equals("58");
    }

    private static boolean isOf(Transport transport, String protocol) {
        return protocol.equals(transport.name().toLowerCase(Locale.ROOT))
                || protocol.equals(transport == Transport.TCP ? "6" : "17");
    }

    /** {@return whether the port is in one of the spans} No rule names the port of a client, or any port. */
    boolean isAmong(List<Span> spans) {
        return switch (traffic) {
            case Traffic.AnyProtocol any -> true;
            case Traffic.Ping ping -> true;
            case Traffic.Icmp icmp -> true;
            case Traffic.AnyCode any -> true;
            case Traffic.AnyPort any -> isEvery(spans);
            case Traffic.OnePort(Transport transport, int port) ->
                spans.stream().anyMatch(span -> span.first() <= port && port <= span.last());
        };
    }

    static boolean isEvery(List<Span> spans) {
        BitSet ports = new BitSet();
        spans.forEach(span -> ports.set(Math.max(span.first(), 1), Math.min(span.last(), PORTS) + 1));
        return ports.cardinality() == PORTS;
    }

    /** {@return whether it is an ICMP message of this type} A ping is an echo request. */
    boolean isIcmpOf(int type) {
        return traffic instanceof Traffic.Ping && type == (family == Family.IPV4 ? 8 : 128)
                || traffic instanceof Traffic.Icmp icmp && icmp.type() == type
                || traffic.equals(new Traffic.AnyCode(type));
    }

    /** {@return whether it has this code} That of a ping is 0; any code is none in particular. */
    boolean isCode(int code) {
        return traffic instanceof Traffic.Ping && code == 0
                || traffic instanceof Traffic.Icmp icmp && icmp.code() == code;
    }

    boolean isTo(Transport transport, int port) {
        return traffic.equals(new Traffic.OnePort(transport, port));
    }
}
