package dev.twinstack.emulator.firewall;

import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.ip.IpRange;
import java.util.Optional;

/** What a firewall rule looks at on one side of a packet: the text a client gave, which is echoed, and what it means. */
public final class Match {
    private static final int HIGHEST_PORT = 65_535;

    private Match() {}

    public sealed interface Address {
        record Anything() implements Address {}

        /**
         * @param verbatim as it was given: an address or a CIDR block
         */
        record Within(String verbatim, IpRange range) implements Address {}

        default boolean includes(IpAddress address) {
            return switch (this) {
                case Anything anything -> true;
                case Within(String verbatim, IpRange range) -> range.contains(address);
            };
        }

        /** {@return the text it was given as; blank for any} */
        default String text() {
            return this instanceof Within(String verbatim, IpRange range) ? verbatim : "";
        }
    }

    public sealed interface Ports {
        record All() implements Ports {}

        /** Both ends included. */
        record Between(String verbatim, int first, int last) implements Ports {}

        default boolean includes(int port) {
            return switch (this) {
                case All all -> true;
                case Between(String verbatim, int first, int last) -> first <= port && port <= last;
            };
        }

        /** {@return the text it was given as; blank for all} */
        default String text() {
            return this instanceof Between(String verbatim, int first, int last) ? verbatim : "";
        }
    }

    /** {@return the addresses a text names; any if it is blank, nothing if it is neither address nor block} */
    public static Optional<Address> address(String text) {
        return text.isEmpty()
                ? Optional.of(new Address.Anything())
                : IpRange.parse(text)
                        .or(() -> IpAddress.parse(text).map(IpRange::host))
                        .map(range -> new Address.Within(text, range));
    }

    /** {@return the ports a text names, {@code n} or {@code a:b} (ACL-22); all if it is blank, nothing if it is none} */
    public static Optional<Ports> ports(String text) {
        if (text.isEmpty()) {
            return Optional.of(new Ports.All());
        }
        if (!text.matches("[0-9]{1,5}(:[0-9]{1,5})?")) {
            return Optional.empty();
        }
        int colon = text.indexOf(':');
        int first = Integer.parseInt(colon < 0 ? text : text.substring(0, colon));
        int last = colon < 0 ? first : Integer.parseInt(text.substring(colon + 1));
        return first >= 1 && first <= last && last <= HIGHEST_PORT
                ? Optional.of(new Ports.Between(text, first, last))
                : Optional.empty();
    }
}
