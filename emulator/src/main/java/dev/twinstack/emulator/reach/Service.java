package dev.twinstack.emulator.reach;

import dev.twinstack.emulator.reachability.Traffic;
import dev.twinstack.emulator.reachability.Traffic.Transport;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Traffic of one kind: a protocol, and with TCP and UDP a stretch of ports. */
public sealed interface Service {
    /** All ports from {@code first} to {@code last}. */
    record PortStretch(Transport transport, int first, int last) implements Service {
        /**
         * @throws IllegalArgumentException if there are no such ports
         */
        public PortStretch {
            if (first < 1 || first > last || last > Traffic.HIGHEST_PORT) {
                throw new IllegalArgumentException("no ports: " + first + " to " + last);
            }
        }
    }

    record Ping() implements Service {}

    /** Every protocol that no rule names. */
    record OtherProtocols() implements Service {}

    /** {@return traffic that stands for all of it} */
    default Traffic traffic() {
        return switch (this) {
            case PortStretch(Transport transport, int first, var _) -> new Traffic.OnePort(transport, first);
            case Ping ping -> new Traffic.Ping();
            case OtherProtocols others -> new Traffic.AnyProtocol();
        };
    }

    /** {@return whether all of the other is part of this} */
    default boolean has(Service other) {
        return switch (this) {
            case PortStretch(Transport transport, int first, int last) ->
                other instanceof PortStretch(Transport of, int start, int end)
                        && of == transport
                        && first <= start
                        && end <= last;
            case Ping ping -> other instanceof Ping;
            case OtherProtocols others -> other instanceof OtherProtocols;
        };
    }

    /** {@return it in words, such as {@code tcp 8000-9000}} */
    default String label() {
        return switch (this) {
            case PortStretch(Transport transport, int first, int last)
            when first == last -> transport.word() + ' ' + first;
            case PortStretch(Transport transport, int first, int last)
            when first == 1 && last == Traffic.HIGHEST_PORT -> transport.word() + " on every port";
            case PortStretch(Transport transport, int first, int last) -> transport.word() + ' ' + first + '-' + last;
            case Ping ping -> "ping";
            case OtherProtocols others -> "other protocols";
        };
    }

    Pattern WRITTEN = Pattern.compile(
            "(tcp|udp)(?:/([1-9][0-9]{0,4}))?|icmp(?:/(0|[1-9][0-9]{0,2})(?:/(0|[1-9][0-9]{0,2}))?)?|any");

    /**
     * {@return the traffic written as {@code text}: {@code tcp/443}, {@code udp} for a port that no rule names, {@code icmp}
     * for a ping, {@code icmp/3} or {@code icmp/3/4} for messages of a type and a code, or {@code any}}
     */
    static Optional<Traffic> parse(String text) {
        Matcher parts = WRITTEN.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        if (parts.group(3) != null) {
            return icmp(Integer.parseInt(parts.group(3)), parts.group(4));
        }
        if (parts.group(1) == null) {
            return Optional.of(text.equals("icmp") ? new Traffic.Ping() : new Traffic.AnyProtocol());
        }
        Transport transport = parts.group(1).equals("tcp") ? Transport.TCP : Transport.UDP;
        if (parts.group(2) == null) {
            return Optional.of(new Traffic.AnyPort(transport));
        }
        int port = Integer.parseInt(parts.group(2));
        return port >= 1 && port <= Traffic.HIGHEST_PORT
                ? Optional.of(new Traffic.OnePort(transport, port))
                : Optional.empty();
    }

    private static Optional<Traffic> icmp(int type, @Nullable String code) {
        int number = code == null ? 0 : Integer.parseInt(code);
        if (Math.max(type, number) > Traffic.HIGHEST_ICMP) {
            return Optional.empty();
        }
        return Optional.of(code == null ? new Traffic.AnyCode(type) : new Traffic.Icmp(type, number));
    }

    /** {@return traffic as {@link #parse} reads it} */
    static String written(Traffic traffic) {
        return switch (traffic) {
            case Traffic.AnyProtocol any -> "any";
            case Traffic.Ping ping -> "icmp";
            case Traffic.AnyCode(int type) -> "icmp/" + type;
            case Traffic.Icmp(int type, int code) -> "icmp/" + type + '/' + code;
            case Traffic.AnyPort(Transport transport) -> transport.word();
            case Traffic.OnePort(Transport transport, int port) -> transport.word() + '/' + port;
        };
    }
}
