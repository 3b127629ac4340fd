package dev.twinstack.emulator.reachability;

import dev.twinstack.emulator.reachability.Traffic.Transport;
import java.util.List;

/**
 * What a question about more than one kind of traffic leaves open, as numbers in a row: the ports of a transport, or ICMP
 * messages, which are 256 codes of type 0, then those of type 1, and so on. Rules are about stretches of it.
 *
 * @param first included
 * @param last included
 */
record Scale(Protocol protocol, int first, int last) {
    private static final int CODES = Traffic.HIGHEST_ICMP + 1;

    enum Protocol {
        TCP,
        UDP,
        ICMP
    }

    /** From {@code first} to {@code last}, both included. */
    record Stretch(int first, int last) {}

    /** {@return the scales along which a flow of this traffic may differ; none if it is of one kind} */
    static List<Scale> of(Traffic traffic) {
        return switch (traffic) {
            case Traffic.AnyProtocol any -> List.of(ports(Transport.TCP), ports(Transport.UDP), messages(0, CODES));
            case Traffic.AnyPort(Transport transport) -> List.of(ports(transport));
            case Traffic.AnyCode(int type) -> List.of(messages(type, 1));
            case Traffic.OnePort one -> List.of();
            case Traffic.Ping one -> List.of();
            case Traffic.Icmp one -> List.of();
        };
    }

    private static Scale ports(Transport transport) {
        return switch (transport) {
            case TCP -> new Scale(Protocol.TCP, 1, Traffic.HIGHEST_PORT);
            case UDP -> new Scale(Protocol.UDP, 1, Traffic.HIGHEST_PORT);
        };
    }

    private static Scale messages(int type, int types) {
        return new Scale(Protocol.ICMP, type * CODES, (type + types) * CODES - 1);
    }

    /** {@return all codes of an ICMP type} */
    static Stretch codes(int type) {
        return new Stretch(type * CODES, (type + 1) * CODES - 1);
    }

    static int message(int type, int code) {
        return type * CODES + code;
    }

    Traffic at(int number) {
        return switch (protocol) {
            case TCP -> new Traffic.OnePort(Transport.TCP, number);
            case UDP -> new Traffic.OnePort(Transport.UDP, number);
            case ICMP -> new Traffic.Icmp(number / CODES, number % CODES);
        };
    }

    /** {@return the traffic of a stretch in words, such as {@code tcp 80-90}} */
    String label(Stretch stretch) {
        if (stretch.first() == first && stretch.last() == last) {
            return whole();
        }
        if (stretch.first() == stretch.last()) {
            return at(stretch.first()).label();
        }
        return switch (protocol) {
            case TCP -> "tcp " + stretch.first() + '-' + stretch.last();
            case UDP -> "udp " + stretch.first() + '-' + stretch.last();
            case ICMP -> messages(stretch);
        };
    }

    private String whole() {
        return switch (protocol) {
            case TCP -> "tcp";
            case UDP -> "udp";
            case ICMP -> last - first == CODES - 1 ? "icmp type " + first / CODES : "icmp";
        };
    }

    private static String messages(Stretch stretch) {
        int type = stretch.first() / CODES;
        int lastType = stretch.last() / CODES;
        boolean entire = stretch.first() % CODES == 0 && stretch.last() % CODES == CODES - 1;
        if (entire) {
            return type == lastType ? "icmp type " + type : "icmp types " + type + '-' + lastType;
        }
        return type == lastType
                ? "icmp type " + type + " codes " + stretch.first() % CODES + '-' + stretch.last() % CODES
                : "icmp type " + type + " code " + stretch.first() % CODES + " to type " + lastType + " code "
                        + stretch.last() % CODES;
    }
}
