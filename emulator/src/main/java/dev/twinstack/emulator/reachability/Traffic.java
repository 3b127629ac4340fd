package dev.twinstack.emulator.reachability;

/** What is sent. */
public sealed interface Traffic {
    int HIGHEST_PORT = 65_535;

    /** The transports that have ports. */
    enum Transport {
        TCP("tcp", "6"),
        UDP("udp", "17");

        private final String word;
        private final String number;

        Transport(String word, String number) {
            this.word = word;
            this.number = number;
        }

        public String word() {
            return word;
        }

        /** {@return whether a rule's protocol, a name or an IP protocol number, is this one} */
        boolean isNamed(String protocol) {
            return protocol.equals(word) || protocol.equals(number);
        }
    }

    /** A protocol that no rule names: it passes only where every protocol does. */
    record AnyProtocol() implements Traffic {}

    /** An ICMP or ICMPv6 echo request. */
    record Ping() implements Traffic {}

    /** A port that no rule names: it passes only where every port does. */
    record AnyPort(Transport transport) implements Traffic {}

    record OnePort(Transport transport, int port) implements Traffic {
        public OnePort {
            if (port < 1 || port > HIGHEST_PORT) {
                throw new IllegalArgumentException("no port: " + port);
            }
        }
    }

    /** {@return the traffic in a sentence, such as {@code tcp 443}} */
    default String label() {
        return switch (this) {
            case AnyProtocol any -> "any protocol";
            case Ping ping -> "ping";
            case AnyPort(Transport transport) -> transport.word() + " on any port";
            case OnePort(Transport transport, int port) -> transport.word() + ' ' + port;
        };
    }
}
