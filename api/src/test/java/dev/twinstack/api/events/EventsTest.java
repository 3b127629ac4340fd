package dev.twinstack.api.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.api.TestTwin;
import dev.twinstack.api.TestTwin.Reply;
import dev.twinstack.api.events.Follower.Told;
import dev.twinstack.api.identity.AuthSettings;
import dev.twinstack.emulator.journal.JournalSettings;
import dev.twinstack.emulator.region.RegionSettings;
import dev.twinstack.emulator.system.CloudSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class EventsTest {
    private static TestTwin first;

    @BeforeAll
    static void start() {
        first = TestTwin.start();
    }

    @AfterAll
    static void stop() {
        first.close();
    }

    @Test
    void whatChangesIsToldInOrderWithTheRequestThatChangedIt() throws IOException, InterruptedException {
        TestTwin client = first.freshProject();
        try (Follower follower = new Follower(client, "")) {
            assertThat(follower.answer().headers().firstValue("Content-Type")).hasValue("text/event-stream");
            Told ready = follower.next();
            assertThat(ready.name()).isEqualTo("ready");
            assertThat(ready.data().path("project").asText()).isEqualTo(client.project());
            long revision = Long.parseLong(ready.id());
            String vpc = openVpc(client, "blue");
            List<Told> told = List.of(follower.next(), follower.next());
            assertThat(told).extracting(Told::id).containsExactly(revision + 1 + "", revision + 2 + "");
            assertThat(told).extracting(Told::name).containsExactly("project.place.taken", "vpc.opened");
            Told opened = told.getLast();
            assertThat(opened.data().path("type").asText()).isEqualTo("vpc");
            assertThat(opened.data().path("id").asText()).isEqualTo(vpc);
            assertThat(opened.data().path("operation").asText()).isEqualTo("CreateVpc");
            assertThat(opened.data().at("/detail/name").asText()).isEqualTo("blue");
            assertThat(told)
                    .extracting(each -> each.data().path("request_id").asText())
                    .as("one request did both")
                    .containsOnly(opened.data().path("request_id").asText());
        }
    }

    @Test
    void whoComesBackGoesOnAfterTheLastHeard() throws IOException, InterruptedException {
        TestTwin client = first.freshProject();
        String last;
        try (Follower follower = new Follower(client, "")) {
            follower.next();
            openVpc(client, "one");
            follower.next();
            last = follower.next().id();
        }
        openVpc(client, "two");
        try (Follower follower = new Follower(client, last)) {
            assertThat(follower.next()).extracting(Told::name, Told::id).containsExactly("ready", last);
            List<String> names = new ArrayList<>();
            names.add(follower.next().name());
            Told second = follower.next();
            names.add(second.name());
            assertThat(names).containsExactly("project.place.taken", "vpc.opened");
            assertThat(second.data().at("/detail/name").asText()).isEqualTo("two");
        }
    }

    @Test
    void whatHappenedBeforeAnybodyFollowedIsToldFromTheJournal() throws IOException, InterruptedException {
        TestTwin client = first.freshProject();
        String before = openVpc(client, "before");
        try (Follower follower = new Follower(client, "?since=0", "")) {
            assertThat(follower.next()).extracting(Told::name, Told::id).containsExactly("ready", "0");
            List<Told> told = until(follower, each -> each.name().equals("vpc.opened"));
            assertThat(told.getLast().data().path("id").asText()).isEqualTo(before);
            assertThat(told.getLast().data().path("operation").asText()).isEqualTo("CreateVpc");
            openVpc(client, "after");
            told.addAll(until(follower, each -> each.name().equals("vpc.opened")));
            assertThat(told.getLast().data().at("/detail/name").asText()).isEqualTo("after");
            isWhole(told, 0);
        }
    }

    @Test
    void whatHappensDuringTheReplayIsToldOnce() throws IOException, InterruptedException {
        TestTwin client = first.freshProject();
        comeAndGo(client).join();
        List<Follower> followers = new ArrayList<>();
        List<List<Told>> told = new ArrayList<>();
        try {
            CompletableFuture<Void> changes = comeAndGo(client);
            while (followers.size() < 8) {
                changes = changes.isDone() ? comeAndGo(client) : changes;
                Follower follower = new Follower(client, "?since=" + 10 * followers.size(), "");
                followers.add(follower);
                told.add(new ArrayList<>(until(follower, each -> Long.parseLong(each.id()) >= 100)));
            }
            changes.join();
            openVpc(client, "last");
            for (int i = 0; i < followers.size(); i++) {
                told.get(i).addAll(until(followers.get(i), each -> each.name().equals("vpc.opened")));
                told.get(i).removeIf(each -> each.name().equals("ready"));
                isWhole(told.get(i), 10L * i);
            }
        } finally {
            followers.forEach(Follower::close);
        }
        String last = told.getFirst().getLast().id();
        for (List<Told> each : told) {
            assertThat(each.getLast().id()).isEqualTo(last);
        }
    }

    /** {@return complete once security groups have been made at once, and each deleted again} */
    private static CompletableFuture<Void> comeAndGo(TestTwin client) {
        return CompletableFuture.allOf(IntStream.range(0, 40)
                .mapToObj(i -> client.send("POST", "/v2.0/security-groups", "{'security_group':{'name':'g" + i + "'}}")
                        .thenCompose(made ->
                                client.send("DELETE", "/v2.0/security-groups/" + made.text("/security_group/id"), "")))
                .toArray(CompletableFuture[]::new));
    }

    /** {@return what is told, up to the first such event} */
    private static List<Told> until(Follower follower, Predicate<Told> last) throws IOException {
        List<Told> told = new ArrayList<>();
        do {
            told.add(follower.next());
        } while (!last.test(told.getLast()));
        return told;
    }

    /** Each revision comes once, in order, and of each resource each of its events, in order. */
    private static void isWhole(List<Told> told, long since) {
        assertThat(told)
                .extracting(each -> Long.parseLong(each.id()))
                .isEqualTo(LongStream.rangeClosed(since + 1, since + told.size())
                        .boxed()
                        .toList());
        Map<String, Long> sequences = new HashMap<>();
        for (Told each : told) {
            String resource =
                    each.data().path("type").asText() + each.data().path("id").asText();
            long sequence = each.data().path("sequence").asLong();
            Long before = sequences.put(resource, sequence);
            if (before != null || since == 0) {
                assertThat(sequence).as(each.toString()).isEqualTo(before == null ? 1 : before + 1);
            }
        }
    }

    @Test
    void whoComesBackAfterARestartGoesOnWhereItWas(@TempDir Path data) throws IOException, InterruptedException {
        CloudSettings settings = CloudSettings.of(new JournalSettings.Directory(data), RegionSettings.of("eu-de"));
        TestTwin twin = TestTwin.start(AuthSettings.lenient(), settings);
        try {
            openVpc(twin, "one");
            String last;
            try (Follower follower = new Follower(twin, "?since=0", "")) {
                last = until(follower, each -> each.name().equals("vpc.opened"))
                        .getLast()
                        .id();
            }
            openVpc(twin, "two");
            twin = twin.restarted(AuthSettings.lenient(), settings);
            try (Follower follower = new Follower(twin, "?since=0", last)) {
                assertThat(follower.next()).extracting(Told::name, Told::id).containsExactly("ready", last);
                List<Told> told = until(follower, each -> each.name().equals("vpc.opened"));
                assertThat(told.getLast().data().at("/detail/name").asText()).isEqualTo("two");
                openVpc(twin, "three");
                told.addAll(until(follower, each -> each.name().equals("vpc.opened")));
                assertThat(told.getLast().data().at("/detail/name").asText()).isEqualTo("three");
                isWhole(told, Long.parseLong(last));
            }
        } finally {
            twin.close();
        }
    }

    @Test
    void aRevisionOfAnotherLifeIsSaidToBeMissed() throws IOException, InterruptedException {
        TestTwin client = first.freshProject();
        try (Follower follower = new Follower(client, "1000000")) {
            String now = follower.next().id();
            Told missed = follower.next();
            assertThat(missed.name()).isEqualTo("missed");
            assertThat(missed.id()).isEqualTo(now);
            assertThat(missed.data().path("from").asText()).isEqualTo("1000000");
            assertThat(missed.data().path("to").asText()).isEqualTo(now);
            openVpc(client, "next");
            isWhole(until(follower, each -> each.name().equals("vpc.opened")), Long.parseLong(now));
        }
    }

    @Test
    void onlySomeTypesAreTold() throws IOException, InterruptedException {
        TestTwin client = first.freshProject();
        openVpc(client, "blue");
        client.post("/v2.0/security-groups", "{'security_group':{'name':'green'}}");
        try (Follower follower = new Follower(client, "?since=0&type=vpc&type=securitygroup", "")) {
            assertThat(follower.next().name()).isEqualTo("ready");
            List<Told> told = until(
                    follower, each -> each.data().at("/detail/name").asText().equals("green"));
            assertThat(told)
                    .extracting(each -> each.data().path("type").asText())
                    .containsOnly("vpc", "securitygroup");
        }
    }

    @Test
    void whatCannotBeAskedForIsNamed() {
        TestTwin client = first.freshProject();
        refused(client, "?since=1000000", "since: must be a revision from 0 to ");
        refused(client, "?since=1&since=2", "since: is given twice");
        refused(client, "?from=1", "from: is unknown here; there are since, type");
        refused(client, "?type=vpc&type=vpcs", "type: \"vpcs\" is no type of resource; there are addressgroup, ");
    }

    @Test
    void whatHasHappenedIsToldAtOnce() {
        TestTwin client = first.freshProject();
        String vpc = openVpc(client, "one");
        Reply all = client.get("/_twinstack/history");
        assertThat(all.at("/more").asBoolean()).isFalse();
        assertThat(all.at("/events"))
                .extracting(each -> each.path("revision").asLong())
                .isEqualTo(LongStream.rangeClosed(1, all.at("/revision").asLong())
                        .boxed()
                        .toList());
        Reply opened = client.get("/_twinstack/history?event=vpc.opened&id=" + vpc);
        assertThat(opened.at("/events")).hasSize(1);
        assertThat(opened.text("/events/0/operation")).isEqualTo("CreateVpc");
        String revision = all.at("/revision").asText();
        assertThat(client.get("/_twinstack/history?since=" + revision).at("/events"))
                .isEmpty();
        assertThat(first.freshProject().get("/_twinstack/history?id=" + vpc).at("/events"))
                .isEmpty();
        for (String query : List.of("since=1000000", "since=-1", "event=vpc.opend", "type=vpc", "id=a&id=b")) {
            Reply refused = client.get("/_twinstack/history?" + query);
            assertThat(refused.status()).as(query).isEqualTo(400);
            assertThat(refused.text("/error/message")).startsWith(query.substring(0, query.indexOf('=')) + ": ");
        }
    }

    private static void refused(TestTwin client, String query, String message) {
        Reply refused = client.get("/_twinstack/events" + query);
        assertThat(refused.status()).as(query).isEqualTo(400);
        assertThat(refused.text("/error/message")).startsWith(message);
    }

    @Test
    void anotherProjectsChangesAreNotTold() throws IOException, InterruptedException {
        TestTwin client = first.freshProject();
        TestTwin stranger = first.freshProject();
        try (Follower follower = new Follower(client, "")) {
            follower.next();
            openVpc(stranger, "theirs");
            openVpc(client, "ours");
            follower.next();
            assertThat(follower.next().data().at("/detail/name").asText()).isEqualTo("ours");
        }
    }

    @Test
    void aPlaceToGoOnFromIsARevision() {
        for (String since : List.of("yesterday", "-1", "1.5", "01", "1 ", "9999999999999999999", "")) {
            Reply refused = first.get("/_twinstack/events?since=" + since.replace(" ", "%20"));
            assertThat(refused.status()).as(since).isEqualTo(400);
            assertThat(refused.text("/error/message")).startsWith("since");
        }
    }

    @Test
    void aTwinThatIsClosedEndsTheStream() throws IOException, InterruptedException {
        TestTwin other = TestTwin.start();
        try (Follower follower = new Follower(other, "")) {
            follower.next();
            other.close();
            assertThat(follower.ends()).isTrue();
        }
    }

    private static String openVpc(TestTwin client, String name) {
        Reply made = client.post("/v1/{p}/vpcs", "{'vpc':{'name':'" + name + "','cidr':'10.0.0.0/16'}}");
        assertThat(made.status()).as(made.toString()).isEqualTo(200);
        return made.text("/vpc/id");
    }
}
