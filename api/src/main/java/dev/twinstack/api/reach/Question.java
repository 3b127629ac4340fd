package dev.twinstack.api.reach;

import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.Text;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.reach.Service;
import dev.twinstack.emulator.reachability.Ends;
import dev.twinstack.emulator.reachability.Traffic;
import dev.twinstack.emulator.reachability.Traffic.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is asked, before anything of it is looked up. */
sealed interface Question {
    /** Who can reach an end. */
    record Who(String to, List<Family> families, Traffic traffic) implements Question {
        public Who {
            families = List.copyOf(families);
        }
    }

    /**
     * What the Internet can reach.
     *
     * @param to the ends that are asked about; none for every public address
     */
    record Exposure(List<String> to, List<Family> families) implements Question {
        public Exposure {
            to = List.copyOf(to);
            families = List.copyOf(families);
        }
    }

    /**
     * Which NICs of a VPC reach which.
     *
     * @param families none for those the NICs have
     * @param services none for those that rules name
     */
    record Matrix(String vpc, List<Family> families, List<Traffic> services) implements Question {
        public Matrix {
            families = List.copyOf(families);
            services = List.copyOf(services);
        }
    }

    /**
     * Which flows two revisions of the project differ in.
     *
     * @param vpc blank for all
     * @param services none for those that rules name in either
     * @param until {@link #LATEST} for the project as it is
     */
    record Diff(String vpc, List<Traffic> services, long since, long until) implements Question {
        static final long LATEST = Long.MAX_VALUE;

        public Diff {
            services = List.copyOf(services);
        }
    }

    /** Which rules never decide. */
    record UnusedRules() implements Question {}

    Text KIND = Text.oneOf("who", "exposure", "matrix", "diff", "unused-rules");
    int MOST_ENDS = 1_000;
    int MOST_SERVICES = 100;

    /**
     * {@return the question of a request}
     *
     * @throws Rejected naming a field that is unknown, missing or out of bounds
     */
    static Question of(Body body) {
        return switch (body.text("question", KIND)) {
            case "who" -> who(only(body, "to", "family", "protocol", "port"));
            case "exposure" -> exposure(only(body, "to", "family"));
            case "matrix" -> matrix(only(body, "vpc", "family", "services"));
            case "diff" -> diff(only(body, "vpc", "services", "since", "until"));
            default -> {
                only(body);
                yield new UnusedRules();
            }
        };
    }

    private static Body only(Body body, String... fields) {
        Set<String> known = Set.of(fields);
        body.names().forEachRemaining(name -> {
            if (!name.equals("question") && !known.contains(name)) {
                throw Rejected.field(
                        name,
                        fields.length == 0
                                ? "is unknown to this question, which takes nothing else"
                                : "is unknown to this question; there are " + String.join(", ", fields));
            }
        });
        return body;
    }

    private static Question who(Body body) {
        String to = body.text("to", Text.ID);
        List<Family> asked = families(body);
        List<Family> families = asked.isEmpty()
                ? Ends.familyOf(to, Family.IPV4) == Ends.familyOf(to, Family.IPV6)
                        ? List.of(Ends.familyOf(to, Family.IPV4))
                        : List.of(Family.values())
                : asked;
        return new Who(to, families, traffic(body));
    }

    private static Question exposure(Body body) {
        List<String> to = body.texts("to", Text.ID);
        if (to.size() > MOST_ENDS) {
            throw Rejected.field("to", "may name no more than " + MOST_ENDS);
        }
        List<Family> families = families(body);
        return new Exposure(to, families.isEmpty() ? List.of(Family.values()) : families);
    }

    private static Question matrix(Body body) {
        return new Matrix(body.text("vpc", Text.ID), families(body), services(body));
    }

    private static Question diff(Body body) {
        long since = revision(body, "since").orElseThrow(() -> Rejected.field("since", "is required"));
        long until = revision(body, "until").orElse(Diff.LATEST);
        if (until < since) {
            throw Rejected.field("until", "must not be before since");
        }
        return new Diff(body.text("vpc", Text.MAYBE_ID, ""), services(body), since, until);
    }

    private static Optional<Long> revision(Body body, String field) {
        return body.value(field).map(value -> {
            if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
                throw Rejected.field(field, "must be a revision of the project: a whole number, not negative");
            }
            return value.longValue();
        });
    }

    private static List<Traffic> services(Body body) {
        List<String> texts = body.texts("services", Text.upTo(16));
        if (texts.size() > MOST_SERVICES) {
            throw Rejected.field("services", "may name no more than " + MOST_SERVICES);
        }
        List<Traffic> services = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            String field = "services[" + i + "]";
            services.add(Service.parse(texts.get(i))
                    .orElseThrow(() -> Rejected.field(
                            field, "must be such as tcp/443, udp/53, tcp or udp for any port, icmp, or any")));
        }
        return services.stream().distinct().toList();
    }

    /** {@return the family that is asked for; none if it was left out} */
    private static List<Family> families(Body body) {
        Optional<Integer> version = body.maybeInteger("family", 4, 6);
        if (version.isEmpty()) {
            return List.of();
        }
        return switch (version.get()) {
            case 4 -> List.of(Family.IPV4);
            case 6 -> List.of(Family.IPV6);
            default -> throw Rejected.field("family", "must be 4 or 6");
        };
    }

    /** As a trace reads it: a port alone means TCP; nothing at all, a ping. */
    private static Traffic traffic(Body body) {
        Optional<Integer> port = body.maybeInteger("port", 1, Traffic.HIGHEST_PORT);
        String protocol =
                body.text("protocol", Text.oneOf("tcp", "udp", "icmp", "any"), port.isPresent() ? "tcp" : "icmp");
        return switch (protocol) {
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
