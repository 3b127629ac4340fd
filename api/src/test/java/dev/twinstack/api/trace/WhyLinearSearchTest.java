package dev.twinstack.api.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twinstack.api.TestTwin;
import dev.twinstack.api.TestTwin.Reply;
import dev.twinstack.api.identity.AuthSettings;
import dev.twinstack.emulator.journal.JournalSettings;
import dev.twinstack.emulator.region.RegionSettings;
import dev.twinstack.emulator.system.CloudSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Asks for a trace of several flows after each of many random requests, and holds {@code /_twinstack/why} to the changes
 * seen: the same ones, by the same requests. {@code -Dtwinstack.seed=N} repeats a run, {@code -Dtwinstack.why.changes=N}
 * makes it longer.
 */
class WhyLinearSearchTest {
    private static final int CHANGES = Integer.getInteger("twinstack.why.changes", 1_000);
    private static final String NONE = "none";

    @TempDir
    private Path data;

    /** What a trace said. */
    private record Seen(String verdict, String disposition) {
        static final Seen NOTHING = new Seen(NONE, NONE);
    }

    /** A change of the verdict, as it was seen or told. */
    private record Flip(String request, Seen before, Seen after) {}

    /** A moment between two requests. */
    private record Pause(long revision, Map<String, Seen> seen) {}

    private final List<Pause> pauses = new ArrayList<>();
    /** The request between a pause and the one before it. */
    private final List<String> requests = new ArrayList<>();

    @Test
    void whyNamesTheRequestsThatALinearSearchFinds() {
        long seed = Long.getLong("twinstack.seed", System.nanoTime());
        System.out.println("WhyLinearSearchTest: -Dtwinstack.seed=" + seed);
        Random random = new Random(seed);
        CloudSettings settings = CloudSettings.of(new JournalSettings.Directory(data), RegionSettings.of("eu-de"));
        TestTwin twin = TestTwin.start(AuthSettings.lenient(), settings);
        try {
            RandomChanges changes = new RandomChanges(twin, random);
            look(twin, changes, "");
            for (int i = 0; i < CHANGES; i++) {
                look(twin, changes, changes.next().requestId());
            }
            List<Integer> since =
                    List.of(0, 1 + random.nextInt(CHANGES - 1), 1 + random.nextInt(CHANGES - 1), CHANGES - 10, CHANGES);
            int flips = compare(twin, since);
            System.out.println("WhyLinearSearchTest: " + flips + " changes of verdicts, "
                    + pauses.getLast().revision() + " events, " + CHANGES + " requests");
            assertThat(flips).isGreaterThan(CHANGES / 50);
            twin = twin.restarted(AuthSettings.lenient(), settings);
            assertThat(compare(twin, since)).isEqualTo(flips);
        } finally {
            twin.close();
        }
    }

    /** {@return the flows that are asked about, as far as their ends have come to be} */
    private static List<String> questions(RandomChanges changes) {
        String web = changes.web();
        String db = changes.db();
        List<String> all = new ArrayList<>(List.of(
                "'from':'internet','to':'" + web + "','family':4,'port':443",
                "'from':'" + web + "','to':'internet','family':4,'port':443",
                "'from':'internet','to':'" + web + "','family':6,'port':443",
                "'from':'" + web + "','to':'" + db + "','family':4,'port':443",
                "'from':'" + db + "','to':'" + web + "','family':6",
                "'from':'internet','to':'" + changes.eipAddress() + "','port':443"));
        changes.guests().stream()
                .limit(2)
                .map(guest -> "'from':'" + web + "','to':'" + guest + "','family':4")
                .forEach(all::add);
        return all;
    }

    /** Asks for all flows once more. */
    private void look(TestTwin twin, RandomChanges changes, String request) {
        Map<String, Seen> seen = new LinkedHashMap<>();
        long revision = 0;
        for (String question : questions(changes)) {
            Reply trace = twin.post("/_twinstack/trace", "{" + question + "}");
            if (trace.status() == 404) {
                seen.put(question, Seen.NOTHING);
            } else {
                assertThat(trace.status()).as(trace.json().toString()).isEqualTo(200);
                seen.put(question, new Seen(trace.text("/verdict"), trace.text("/disposition")));
                revision = trace.at("/revision").longValue();
            }
        }
        pauses.add(new Pause(revision, seen));
        requests.add(request);
    }

    /** {@return how many changes of verdicts there were since the first of some pauses, all flows together} */
    private int compare(TestTwin twin, List<Integer> since) {
        int flips = 0;
        for (String question : pauses.getLast().seen().keySet()) {
            for (int pause : since) {
                long revision = pauses.get(pause).revision();
                Reply why = twin.post("/_twinstack/why", "{" + question + ",'since':" + revision + "}");
                assertThat(why.status()).as(why.json().toString()).isEqualTo(200);
                List<Flip> told = told(why);
                assertThat(told).as("%s since %d", question, revision).isEqualTo(seen(question, pause));
                assertThat(seen(why.at("/since"))).isEqualTo(at(question, pause));
                assertThat(seen(why.at("/now"))).isEqualTo(at(question, pauses.size() - 1));
                assertThat(why.at("/now/revision").longValue())
                        .isEqualTo(pauses.getLast().revision());
                flips += pause == since.getFirst() ? told.size() : 0;
            }
        }
        return flips;
    }

    private Seen at(String question, int pause) {
        return pauses.get(pause).seen().getOrDefault(question, Seen.NOTHING);
    }

    private List<Flip> seen(String question, int since) {
        List<Flip> flips = new ArrayList<>();
        for (int i = since + 1; i < pauses.size(); i++) {
            Seen before = at(question, i - 1);
            Seen after = at(question, i);
            if (!before.verdict().equals(after.verdict())) {
                flips.add(new Flip(requests.get(i), before, after));
            }
        }
        return flips;
    }

    private static List<Flip> told(Reply why) {
        List<Flip> flips = new ArrayList<>();
        why.at("/changes")
                .forEach(change -> flips.add(new Flip(
                        change.path("request_id").asText(), seen(change.path("before")), seen(change.path("after")))));
        return flips;
    }

    private static Seen seen(JsonNode verdict) {
        return verdict.path("verdict").asText().equals(NONE)
                ? Seen.NOTHING
                : new Seen(
                        verdict.path("verdict").asText(),
                        verdict.path("disposition").asText());
    }
}
