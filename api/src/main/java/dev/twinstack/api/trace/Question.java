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
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What is asked, before anything of it is looked up. */
record Question(String from, String to, Family family, Traffic traffic) {
    private static final List<String> FIELDS = List.of("from", "to", "family", "protocol", "port");
    private static final Set<String> NUMBERS = Set.of("family", "port");
    private static final Text PROTOCOL = Text.oneOf("tcp", "udp", "icmp", "any");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}");

    /**
     * @throws Rejected naming a field that is unknown, missing or out of bounds
     */
    static Question of(Body body) {
        return of(body, FIELDS);
    }

    /**
     * {@return a question that another is a part of}
     *
     * @param further fields that the other has besides; whoever asks it reads them
     */
    static Question within(Body body, String... further) {
        return of(body, Stream.concat(FIELDS.stream(), Stream.of(further)).toList());
    }

    private static Question of(Body body, List<String> known) {
        body.names().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw Rejected.field(name, "is unknown; there are " + String.join(", ", known));
            }
        });
        String from = body.text("from", Text.ID);
        String to = body.text("to", Text.ID);
        return new Question(from, to, family(body, from, to), traffic(body));
    }

    /** {@return the same from query parameters} */
    static Question ofQuery(RequestContext rq) {
        return of(query(rq, NUMBERS));
    }

    /**
     * {@return query parameters as a body would have them}
     *
     * @param numbers those that are numbers; in a query they are text
     */
    static Body query(RequestContext rq, Set<String> numbers) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        rq.query().forEach((name, values) -> {
            String value = values.getFirst();
            if (numbers.contains(name) && NUMBER.matcher(value).matches()) {
                fields.put(name, Long.parseLong(value));
            } else {
                fields.put(name, value);
            }
        });
        return Body.of(Json.write(fields));
    }

    private static Family family(Body body, String from, String to) {
        Optional<Integer> version = body.maybeInteger("family", 4, 6);
        if (version.isEmpty()) {
            return Ends.familyOf(from, Ends.familyOf(to, Family.IPV4));
        }
        return switch (version.get()) {
            case 4 -> Family.IPV4;
            case 6 -> Family.IPV6;
            default -> throw Rejected.field("family", "must be 4 or 6");
        };
    }

    /** A port alone means TCP; nothing at all, whether a ping arrives. */
    private static Traffic traffic(Body body) {
        Optional<Integer> port = body.maybeInteger("port", 1, Traffic.HIGHEST_PORT);
        return switch (body.text("protocol", PROTOCOL, port.isPresent() ? "tcp" : "icmp")) {
            case "tcp" -> transport(Transport.TCP, port);
            case "udp" -> transport(Transport.UDP, port);
            case "icmp" -> portless(port, new Traffic.Ping());
            default -> portless(port, new Traffic.AnyProtocol());
        };
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
