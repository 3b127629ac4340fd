package dev.twinstack.api.reach;

import dev.twinstack.emulator.ip.AddressSet;
import dev.twinstack.emulator.reach.Service;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Traffic of one kind, as it is answered.
 *
 * @param protocol {@code tcp}, {@code udp}, {@code icmp} for pings, {@code other} for what no rule names
 * @param ports first and last; null for what has none
 */
record WireService(String protocol, @Nullable List<Integer> ports, String text) {
    static WireService of(Service service) {
        return switch (service) {
            case Service.PortStretch(var transport, int first, int last) ->
                new WireService(transport.word(), List.of(first, last), service.label());
            case Service.Ping ping -> new WireService("icmp", null, service.label());
            case Service.OtherProtocols others -> new WireService("other", null, service.label());
        };
    }

    /**
     * Hosts of the Internet.
     *
     * @param spans addresses, CIDR blocks, or two addresses with a hyphen between
     */
    record Clients(String text, List<String> spans) {
        static Clients of(AddressSet set) {
            return new Clients(
                    set.label(), set.spans().stream().map(AddressSet::text).toList());
        }
    }
}
