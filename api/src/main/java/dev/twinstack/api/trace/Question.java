package dev.twinstack.api.trace;

import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.Text;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.reachability.Traffic;
import java.util.List;
import java.util.stream.Stream;

/** What is asked, before anything of it is looked up. */
record Question(String from, String to, Family family, Traffic traffic) {
    private static final String FROM = "from";
    private static final String TO = "to";

    /**
     * {@return the question of a body}
     *
     * @param further fields that it has besides; whoever asks it reads them
     * @throws Rejected naming a field that is unknown, missing or out of bounds
     */
    static Question of(Body body, String... further) {
        List<String> fields = Stream.of(Stream.of(FROM, TO), Asked.TRAFFIC.stream(), Stream.of(further))
                .flatMap(names -> names)
                .toList();
        Asked.only(body, fields);
        String from = body.text(FROM, Text.ID);
        String to = body.text(TO, Text.ID);
        return new Question(from, to, Asked.family(body, from, to).orElse(Family.IPV4), Asked.traffic(body));
    }

    /** {@return the refusal of an end, by the field that names it} */
    Rejected refusal(DomainError error, String accepted) {
        return Named.refusal(error, new Named(FROM, from), new Named(TO, to), accepted);
    }
}
