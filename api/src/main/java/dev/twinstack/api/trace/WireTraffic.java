package dev.twinstack.api.trace;

import dev.twinstack.emulator.reachability.Traffic;
import org.jspecify.annotations.Nullable;

/**
 * Traffic as it is answered.
 *
 * @param port null for traffic without a port, and for any port
 * @param icmpType null but for a message that was asked for, or found out to matter, by its type
 * @param icmpCode null for any code
 */
record WireTraffic(
        String protocol,
        @Nullable Integer port,
        @Nullable Integer icmpType,
        @Nullable Integer icmpCode) {
    private static final String ICMP = "icmp";

    static WireTraffic of(Traffic traffic) {
        return switch (traffic) {
            case Traffic.AnyProtocol any -> new WireTraffic("any", null, null, null);
            case Traffic.Ping ping -> new WireTraffic(ICMP, null, null, null);
            case Traffic.Icmp(int type, int code) -> new WireTraffic(ICMP, null, type, code);
            case Traffic.AnyCode(int type) -> new WireTraffic(ICMP, null, type, null);
            case Traffic.AnyPort(var transport) -> new WireTraffic(transport.word(), null, null, null);
            case Traffic.OnePort(var transport, int port) -> new WireTraffic(transport.word(), port, null, null);
        };
    }
}
