package dev.twinstack.emulator.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twinstack.emulator.inventory.Change;
import dev.twinstack.emulator.inventory.Feed;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.journal.JournalSettings;
import dev.twinstack.emulator.kernel.Command;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.project.Project;
import dev.twinstack.emulator.project.ProjectCommand;
import dev.twinstack.emulator.region.RegionSettings;
import dev.twinstack.emulator.system.Cloud;
import dev.twinstack.emulator.system.CloudSettings;
import dev.twinstack.emulator.vpc.Vpc;
import dev.twinstack.emulator.vpc.VpcCommand;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Events of several clients at once, told to those who read from the beginning, in the middle, or too slowly. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class RetellingTest {
    private static final String PROJECT = "p1";
    private static final int CLIENTS = 4;
    /** More than a feed keeps. */
    private static final int MANY = 9_000;

    private Cloud cloud;

    @BeforeEach
    void start() {
        cloud = Cloud.start(CloudSettings.of(new JournalSettings.Memory(), RegionSettings.of("eu-de")));
        ask(Project.ref(PROJECT), new ProjectCommand.Open("eu-de_one", "domain"));
    }

    @AfterEach
    void stop() {
        cloud.close();
    }

    private void ask(EntityRef entity, Command command) {
        join(cloud.ask(entity, command));
    }

    private long revision() {
        return join(cloud.snapshot(PROJECT)).revision();
    }

    /** {@return complete once several clients have made so many changes, each those of its own VPCs} */
    private CompletableFuture<Void> change(int events) {
        return CompletableFuture.allOf(IntStream.range(0, CLIENTS)
                .mapToObj(client -> CompletableFuture.runAsync(() -> {
                    for (int i = 0; i < events / CLIENTS / 4 + 1; i++) {
                        EntityRef vpc = Vpc.TYPE.ref(PROJECT, client + "-" + i + "-" + System.nanoTime());
                        ask(vpc, new VpcCommand.Open("", "", List.of(IpRange.of("10.0.0.0/16")), "0"));
                        ask(vpc, new VpcCommand.Close());
                    }
                }))
                .toArray(CompletableFuture[]::new));
    }

    private Retelling after(long since) {
        Feed.Follower follower = join(cloud.follow(PROJECT));
        return join(Retelling.after(cloud.history(), follower, PROJECT, since));
    }

    private static List<Change> read(Retelling retelling, long until) {
        List<Change> all = new ArrayList<>();
        while (all.isEmpty() || all.getLast().revision() < until) {
            all.addAll(((Feed.Reading.Changes) join(retelling.next())).changes());
        }
        return all;
    }

    private void isWhole(List<Change> told, long since) {
        assertThat(told).hasSize((int) (revision() - since));
        Map<EntityRef, Long> last = new HashMap<>();
        long revision = since;
        for (Change each : told) {
            assertThat(each.revision()).isEqualTo(++revision);
            Long before = last.put(each.entity(), each.sequenceNr());
            if (since == 0 || before != null) {
                assertThat(each.sequenceNr()).as(each.toString()).isEqualTo(before == null ? 1 : before + 1);
            }
            assertThat(each.what()).isInstanceOf(Change.Happened.class);
        }
    }

    @Test
    void whoReadsTooSlowlyMissesNothing() {
        try (Retelling slow = after(0)) {
            change(MANY).join();
            List<Change> told = read(slow, revision());
            isWhole(told, 0);
            change(100).join();
            told.addAll(read(slow, revision()));
            isWhole(told, 0);
        }
    }

    @Test
    void whoStartsInBetweenHearsEachEventOnce() {
        change(400).join();
        CompletableFuture<Void> changes = change(2_000);
        List<Retelling> all = new ArrayList<>();
        List<List<Change>> told = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Retelling retelling = after(0);
            all.add(retelling);
            told.add(read(retelling, 400));
        }
        changes.join();
        for (int i = 0; i < all.size(); i++) {
            told.get(i).addAll(read(all.get(i), revision()));
            isWhole(told.get(i), 0);
            all.get(i).close();
        }
    }

    @Test
    void whatComesNextIsWaitedFor() {
        long now = revision();
        try (Retelling retelling = after(now)) {
            assertThat(retelling.told()).isEqualTo(now);
            CompletableFuture<Feed.Reading> next = retelling.next().toCompletableFuture();
            assertThat(next).isNotDone();
            change(1).join();
            assertThat(((Feed.Reading.Changes) next.join()).changes().getFirst().revision())
                    .isEqualTo(now + 1);
        }
    }

    @Test
    void aRevisionThatThereHasNotBeenIsRefused() {
        for (long since : List.of(-1L, revision() + 1, Long.MAX_VALUE)) {
            assertThatThrownBy(() -> after(since)).hasCauseInstanceOf(NoSuchRevision.class);
        }
        assertThat(after(revision()).told()).isEqualTo(revision());
    }

    private static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }
}
