package dev.twinstack.api.trace;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Json;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.api.http.Text;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.reachability.Traffic;
import dev.twinstack.emulator.reachability.Traffic.Transport;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How every question about flows is read, of {@code /_twinstack/trace}, {@code why} and {@code reach} alike. A field that is
 * {@code null} is left out; numbers are JSON's own, or in a query without leading zeros, signs and blanks; a list that is
 * there names at least one. Everything else is refused with the field's name.
 */
public final class Asked {
    /** What tells the traffic. */
    public static final List<String> TRAFFIC = List.of("family", "protocol", "port", "icmp_type", "icmp_code");

    static final Set<String> NUMBERS = Set.of("family", "port", "icmp_type", "icmp_code", "since");

    private static final String ICMPV6 = "icmpv6";
    private static final Text PROTOCOL = Text.oneOf("tcp", "udp", "icmp", ICMPV6, "any");
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]{0,17})");

    private Asked() {}

    /**
     * {@return the body, which has only these fields}
     *
     * @throws Rejected naming another
     */
    public static Body only(Body body, Collection<String> fields) {
        body.names().forEachRemaining(name -> {
            if (!fields.contains(name)) {
                throw Rejected.field(name, "is unknown to this question; there are " + String.join(", ", fields));
            }
        });
        return body;
    }

    /** {@return query parameters as a body would have them} */
    static Body query(RequestContext rq) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        rq.query().forEach((name, values) -> {
            String value = values.getFirst();
            if (NUMBERS.contains(name) && NUMBER.matcher(value).matches()) {
                fields.put(name, Long.parseLong(value));
            } else {
                fields.put(name, value);
            }
        });
        return Body.of(Json.write(fields));
    }

    /**
     * {@return the family that is asked for, by its field, by the ends that are addresses or by the protocol; empty if none
     * of them tells}
     */
    public static Optional<Family> family(Body body, String... ends) {
        Optional<Integer> version = body.maybeInteger("family", 4, 6);
        boolean icmpv6 =
                body.maybeText("protocol", PROTOCOL).filter(ICMPV6::equals).isPresent();
        Optional<Family> family = version.map(Asked::family)
                .or(() -> Stream.of(ends).flatMap(end -> family(end).stream()).findFirst())
                .or(() -> icmpv6 ? Optional.of(Family.IPV6) : Optional.empty());
        // The word icmp goes with both families, as it does in rules of security groups (SG-22).
        if (icmpv6 && family.equals(Optional.of(Family.IPV4))) {
            throw Rejected.field("protocol", "icmpv6 goes with IPv6 only; over IPv4 it is icmp");
        }
        return family;
    }

    private static Family family(int version) {
        return switch (version) {
            case 4 -> Family.IPV4;
            case 6 -> Family.IPV6;
            default -> throw Rejected.field("family", "must be 4 or 6");
        };
    }

    private static Optional<Family> family(String end) {
        return IpAddress.parse(end)
                .map(IpAddress::family)
                .or(() -> IpRange.parse(end).map(IpRange::family));
    }

    /** {@return what is sent} A port alone means TCP; nothing at all, a ping. */
    public static Traffic traffic(Body body) {
        Optional<Integer> port = body.maybeInteger("port", 1, Traffic.HIGHEST_PORT);
        Optional<Integer> type = body.maybeInteger("icmp_type", 0, Traffic.HIGHEST_ICMP);
        Optional<Integer> code = body.maybeInteger("icmp_code", 0, Traffic.HIGHEST_ICMP);
        String protocol = body.text("protocol", PROTOCOL, port.isPresent() ? "tcp" : "icmp");
        boolean icmp = protocol.equals("icmp") || protocol.equals(ICMPV6);
        if (type.isPresent() && !icmp) {
            throw Rejected.field("icmp_type", "goes with the protocols icmp and icmpv6 only");
        }
        if (code.isPresent() && type.isEmpty()) {
            throw Rejected.field("icmp_code", "goes with an icmp_type only");
        }
        return switch (protocol) {
            case "tcp" -> transport(Transport.TCP, port);
            case "udp" -> transport(Transport.UDP, port);
            case "icmp", ICMPV6 -> portless(port, message(type, code));
            default -> portless(port, new Traffic.AnyProtocol());
        };
    }

    private static Traffic message(Optional<Integer> type, Optional<Integer> code) {
        return type.<Traffic>map(given -> code.<Traffic>map(number -> new Traffic.Icmp(given, number))
                        .orElseGet(() -> new Traffic.AnyCode(given)))
                .orElseGet(Traffic.Ping::new);
    }

    private static Traffic transport(Transport transport, Optional<Integer> port) {
        return port.<Traffic>map(number -> new Traffic.OnePort(transport, number))
                .orElseGet(() -> new Traffic.AnyPort(transport));
    }

    private static Traffic portless(Optional<Integer> port, Traffic traffic) {
        if (port.isPresent()) {
            throw Rejected.field("port", "goes with the protocols tcp and udp only");
        }
        return traffic;
    }

    /** {@return a revision of the project; empty if it is left out} How high it may be shows when history has been read. */
    public static OptionalLong revision(Body body, String field) {
        return body.value(field)
                .map(value -> {
                    if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
                        throw Rejected.field(
                                field, "must be a revision of the project: a whole number that is not negative");
                    }
                    return OptionalLong.of(value.longValue());
                })
                .orElseGet(OptionalLong::empty);
    }

    /**
     * {@return the texts in a list; none if it is left out}
     *
     * @param otherwise what leaving it out asks for
     */
    public static List<String> some(Body body, String field, Text limits, int most, String otherwise) {
        List<String> texts = body.texts(field, limits);
        if (texts.isEmpty() && body.value(field).isPresent()) {
            throw Rejected.field(field, "names none; leave it out for " + otherwise);
        }
        if (texts.size() > most) {
            throw Rejected.field(field, "may name no more than " + most);
        }
        return texts;
    }
}
