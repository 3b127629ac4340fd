package dev.twinstack.api.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.api.TestTwin;
import dev.twinstack.api.TestTwin.Reply;
import dev.twinstack.api.events.Follower.Told;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

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
    void whatNobodyRemembersIsSaidToBeMissed() throws IOException, InterruptedException {
        TestTwin client = first.freshProject();
        openVpc(client, "before");
        for (String lastId : List.of("0", "1000000")) {
            try (Follower follower = new Follower(client, lastId)) {
                follower.next();
                Told missed = follower.next();
                assertThat(missed.name()).isEqualTo("missed");
                assertThat(missed.data().path("from").asText()).isEqualTo(lastId);
                assertThat(missed.data().path("to").asText()).isEqualTo(missed.id());
            }
        }
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
        for (String since : List.of("yesterday", "-1", "1.5", "")) {
            Reply refused = first.get("/_twinstack/events?since=" + since);
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
