package dev.twinstack.api.reach;

import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.Text;
import dev.twinstack.api.trace.Asked;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.reach.Service;
import dev.twinstack.emulator.reachability.Traffic;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

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
            case "who" -> who(only(body, "to", "family", "protocol", "port", "icmp_type", "icmp_code"));
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
        return Asked.only(
                body, Stream.concat(Stream.of("question"), Stream.of(fields)).toList());
    }

    private static Question who(Body body) {
        String to = body.text("to", Text.ID);
        List<Family> families = Asked.family(body, to).map(List::of).orElse(List.of(Family.values()));
        return new Who(to, families, Asked.traffic(body));
    }

    private static Question exposure(Body body) {
        List<String> to = Asked.some(body, "to", Text.ID, MOST_ENDS, "every public address");
        return new Exposure(to, Asked.family(body).map(List::of).orElse(List.of(Family.values())));
    }

    private static Question matrix(Body body) {
        return new Matrix(
                body.text("vpc", Text.ID), Asked.family(body).map(List::of).orElse(List.of()), services(body));
    }

    private static Question diff(Body body) {
        long since = Asked.revision(body, "since").orElseThrow(() -> Rejected.field("since", "is required"));
        long until = Asked.revision(body, "until").orElse(Diff.LATEST);
        if (until < since) {
            throw Rejected.field("until", "must not be before since");
        }
        return new Diff(body.text("vpc", Text.ID, ""), services(body), since, until);
    }

    private static List<Traffic> services(Body body) {
        List<String> texts =
                Asked.some(body, "services", Text.upTo(16), MOST_SERVICES, "a ping and the services that rules name");
        List<Traffic> services = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            String field = "services[" + i + "]";
            services.add(
                    Service.parse(texts.get(i))
                            .orElseThrow(
                                    () -> Rejected.field(
                                            field,
                                            "must be such as tcp/443, udp/53, tcp or udp for any port, icmp, icmp/3, icmp/3/4, or any")));
        }
        return services.stream().distinct().toList();
    }
}
