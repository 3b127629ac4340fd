package dev.twinstack.emulator.reachability;

import dev.twinstack.emulator.ip.Family;

/** What is sent. */
public sealed interface Traffic {
    int HIGHEST_PORT = 65_535;

    /** Of the types of ICMP messages, and of their codes. */
    int HIGHEST_ICMP = 255;

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
    record Ping() implements Traffic {
        private static final int ECHO_REQUEST = 8;
        private static final int ECHO_REQUEST_V6 = 128;

        /** {@return the message that it is over a family; its code is 0} */
        Icmp over(Family family) {
            return switch (family) {
                case IPV4 -> new Icmp(ECHO_REQUEST, 0);
                case IPV6 -> new Icmp(ECHO_REQUEST_V6, 0);
            };
        }
    }

    /** One message of ICMP, or over IPv6 of ICMPv6. */
    record Icmp(int type, int code) implements Traffic {
        public Icmp {
            if (!isOctet(type) || !isOctet(code)) {
                throw new IllegalArgumentException("no ICMP message: type " + type + " code " + code);
            }
        }
    }

    /** A message of an ICMP type, with a code that no rule names: it passes only where every code of the type does. */
    record AnyCode(int type) implements Traffic {
        public AnyCode {
            if (!isOctet(type)) {
                throw new IllegalArgumentException("no ICMP type: " + type);
            }
        }
    }

    private static boolean isOctet(int number) {
        return number >= 0 && number <= HIGHEST_ICMP;
    }

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
            case Icmp(int type, int code) -> "icmp type " + type + " code " + code;
            case AnyCode(int type) -> "icmp type " + type;
            case AnyPort(Transport transport) -> transport.word() + " on any port";
            case OnePort(Transport transport, int port) -> transport.word() + ' ' + port;
        };
    }
}
