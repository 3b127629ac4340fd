package dev.twinstack.emulator.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twinstack.emulator.addresspool.AddressPool;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.ip.Seeds;
import dev.twinstack.emulator.journal.JournalSettings;
import dev.twinstack.emulator.kernel.Desk;
import dev.twinstack.emulator.kernel.DeskRules;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.EventSerializer;
import dev.twinstack.emulator.region.RegionSettings;
import dev.twinstack.emulator.system.Cloud;
import dev.twinstack.emulator.system.CloudSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {
    private static final int RUNS = 3;
    private static final int STEPS = 40;

    @TempDir
    private Path data;

    @Test
    void eventsMakeTheStatesAndTheNumbersOfTheirEntities() {
        Replay replay = replay();
        replay.event("p|desk|a", 1, "desk.opened", json("{\"id\":\"a\",\"room\":3,\"had\":[]}"));
        replay.event("p|desk|a", 2, "desk.heard", json("{\"word\":\"hello\",\"added later\":1}"));
        replay.event("p|desk|b", 1, "desk.opened", json("{\"id\":\"b\",\"room\":3,\"had\":[]}"));
        replay.event("p|desk|b", 2, "desk.closed", json("{}"));
        Replay.Result result = replay.result();
        assertThat(result.snapshot().all(Desk.TYPE)).extracting(Desk::id).containsExactly("a");
        assertThat(result.snapshot().find(Desk.TYPE, "a").orElseThrow().heard()).containsExactly("hello");
        assertThat(result.snapshot().revision()).as("one for each event").isEqualTo(4);
        assertThat(result.sequenceNrs()).isEqualTo(Map.of(Desk.TYPE.ref("p", "a"), 2L, Desk.TYPE.ref("p", "b"), 2L));
    }

    @Test
    void entitiesMayTakeTurnsButEventsOfOneAreInOrder() {
        Replay replay = replay();
        replay.event("p|desk|b", 1, "desk.opened", json("{\"id\":\"b\",\"room\":3,\"had\":[]}"));
        replay.event("p|desk|a", 1, "desk.opened", json("{\"id\":\"a\",\"room\":3,\"had\":[]}"));
        replay.event("p|desk|b", 2, "desk.heard", json("{\"word\":\"hello\"}"));
        assertThatThrownBy(() -> replay.event("p|desk|a", 3, "desk.closed", json("{}")))
                .hasMessageContaining("event 3 of p|desk|a after event 1");
        assertThat(replay.result().snapshot().all(Desk.TYPE))
                .extracting(desk -> desk.id() + desk.heard())
                .containsExactly("a[]", "b[hello]");
    }

    @Test
    void whatRepeatsIsKeptOnce() {
        Replay replay = replay();
        replay.event("p|desk|a", 1, "desk.opened", json("{\"id\":\"a\",\"room\":3,\"had\":[]}"));
        replay.event("p|desk|b", 1, "desk.opened", json("{\"id\":\"b\",\"room\":3,\"had\":[]}"));
        replay.event("p|desk|b", 2, "desk.given", json("{\"claimant\":\"p|desk|a\",\"number\":1}"));
        Snapshot snapshot = replay.result().snapshot();
        EntityRef claimant = snapshot.find(Desk.TYPE, "b")
                .orElseThrow()
                .given()
                .keySet()
                .iterator()
                .next();
        assertThat(claimant.id())
                .isSameAs(snapshot.find(Desk.TYPE, "a").orElseThrow().id());
    }

    @Test
    void whatThisVersionDoesNotKnowIsRefused() {
        assertThatThrownBy(() -> replay().event("p|desk|a", 1, "desk.moved", json("{}")))
                .hasMessageContaining("desk.moved");
        assertThatThrownBy(() -> replay().event("p|chair|a", 1, "desk.closed", json("{}")))
                .hasMessageContaining("p|chair|a");
        assertThatThrownBy(() -> replay().event("p|desk|a", 1, "desk.closed", json("{}")))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aProjectReadFromItsJournalIsWhatItWasLive() {
        Seeds.forAll(RUNS, random -> {
            Map<String, Map<String, SortedMap<String, Object>>> live = new HashMap<>();
            Map<String, Long> revisions = new HashMap<>();
            Path place = place();
            try (Cloud cloud = start(place)) {
                Activity activity = new Activity(cloud, random);
                for (int i = 0; i < STEPS; i++) {
                    activity.step();
                }
                assertThat(activity.done())
                        .as("commands that changed something")
                        .isGreaterThan(STEPS);
                live.put(Activity.PROJECT, states(cloud, Activity.PROJECT));
                live.put(AddressPool.REGION, states(cloud, AddressPool.REGION));
                live.keySet().forEach(project -> revisions.put(project, revision(cloud, project)));
            }
            try (Cloud cloud = start(place)) {
                live.forEach((project, states) ->
                        assertThat(states(cloud, project)).as(project).isEqualTo(states));
                revisions.forEach((project, revision) ->
                        assertThat(revision(cloud, project)).as(project).isGreaterThanOrEqualTo(revision));
            }
        });
    }

    private Path place() {
        try {
            return Files.createTempDirectory(data, "run");
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static Cloud start(Path place) {
        return Cloud.start(CloudSettings.of(
                new JournalSettings.Directory(place),
                new RegionSettings(
                        "eu-de", IpRange.of("198.18.0.0/28"), IpRange.of("2001:db8::/60"), Map.of("vpc", 5))));
    }

    /** {@return what there is} A type of which all is gone counts as one that never was. */
    private static Map<String, SortedMap<String, Object>> states(Cloud cloud, String project) {
        Map<String, SortedMap<String, Object>> states = new HashMap<>();
        cloud.snapshot(project).toCompletableFuture().join().byType().forEach((type, byId) -> {
            if (!byId.isEmpty()) {
                states.put(type, byId);
            }
        });
        return states;
    }

    private static long revision(Cloud cloud, String project) {
        return cloud.snapshot(project).toCompletableFuture().join().revision();
    }

    private static Replay replay() {
        List<DeskRules> rules = List.of(new DeskRules());
        return new Replay("p", new EventSerializer(rules), rules);
    }

    private static byte[] json(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
