package dev.twinstack.api.trace;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Json;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.api.http.Text;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.reachability.Ends;
import dev.twinstack.emulator.reachability.Traffic;
import dev.twinstack.emulator.reachability.Traffic.Transport;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What is asked, before anything of it is looked up. */
record Question(String from, String to, Family family, Traffic traffic) {
    private static final List<String> FIELDS =
            List.of("from", "to", "family", "protocol", "port", "icmp_type", "icmp_code");
    private static final List<String> NUMBERS = List.of("family", "port", "icmp_type", "icmp_code");
    private static final String ICMPV6 = "icmpv6";
    private static final Text PROTOCOL = Text.oneOf("tcp", "udp", "icmp", ICMPV6, "any");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    /**
     * @throws Rejected naming a field that is unknown, missing or out of bounds
     */
    static Question of(Body body) {
        body.names().forEachRemaining(name -> {
            if (!FIELDS.contains(name)) {
                throw Rejected.field(name, "is unknown; there are " + String.join(", ", FIELDS));
            }
        });
        String from = body.text("from", Text.ID);
        String to = body.text("to", Text.ID);
        return new Question(from, to, family(body, from, to), traffic(body));
    }

    /** {@return the same from query parameters; numbers there are text} */
    static Question ofQuery(RequestContext rq) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        rq.query().forEach((name, values) -> {
            String value = values.getFirst();
            if (NUMBERS.contains(name) && NUMBER.matcher(value).matches()) {
                fields.put(name, Integer.parseInt(value));
            } else {
                fields.put(name, value);
            }
        });
        return of(Body.of(Json.write(fields)));
    }

    private static Family family(Body body, String from, String to) {
        Optional<Integer> version = body.maybeInteger("family", 4, 6);
        boolean icmpv6 =
                body.maybeText("protocol", PROTOCOL).filter(ICMPV6::equals).isPresent();
        if (version.isEmpty()) {
            return checked(Ends.familyOf(from, Ends.familyOf(to, icmpv6 ? Family.IPV6 : Family.IPV4)), icmpv6);
        }
        return switch (version.get()) {
            case 4 -> checked(Family.IPV4, icmpv6);
            case 6 -> Family.IPV6;
            default -> throw Rejected.field("family", "must be 4 or 6");
        };
    }

    /** The word {@code icmp} goes with both families, as it does in rules of security groups (SG-22). */
    private static Family checked(Family family, boolean icmpv6) {
        if (icmpv6 && family == Family.IPV4) {
            throw Rejected.field("protocol", "icmpv6 goes with IPv6 only; over IPv4 it is icmp");
        }
        return family;
    }

    /** A port alone means TCP; nothing at all, whether a ping arrives. */
    private static Traffic traffic(Body body) {
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
}
