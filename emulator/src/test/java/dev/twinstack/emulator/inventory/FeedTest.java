package dev.twinstack.emulator.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.emulator.inventory.Change.Happened;
import dev.twinstack.emulator.inventory.Change.Untold;
import dev.twinstack.emulator.inventory.Feed.Reading;
import dev.twinstack.emulator.kernel.Cause;
import dev.twinstack.emulator.kernel.Desk;
import dev.twinstack.emulator.kernel.Desk.Happening;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Entry;
import dev.twinstack.emulator.kernel.Existence;
import dev.twinstack.emulator.kernel.Publication;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.pcollections.HashTreePMap;

class FeedTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Cause CAUSE = new Cause("r1", "HearWord");
    private static final EntityRef A = Desk.TYPE.ref("p", "a");
    private static final int CAPACITY = 4;

    private final Feeds feeds = new Feeds(Clock.fixed(NOW, ZoneOffset.UTC), CAPACITY);
    private Snapshot project = Snapshot.empty("p");

    @Test
    void changesComeInOrderEachWithItsRevisionAndCause() {
        change(3);
        Feed.Follower follower = follow();
        assertThat(follower.start()).isEqualTo(3);
        CompletableFuture<Reading> next = after(follower, 3);
        assertThat(next).isNotDone();
        change(2);
        assertThat(next)
                .isCompletedWithValue(new Reading.Changes(List.of(
                        new Change(4, NOW, A, 4, new Happened(closed(), CAUSE)),
                        new Change(5, NOW, A, 5, new Happened(closed(), CAUSE)))));
        assertThat(revisions(after(follower, 4).join())).containsExactly(5L);
    }

    @Test
    void whoComesTooLateIsToldWhatWasMissed() {
        Feed.Follower follower = follow();
        change(2);
        change(CAPACITY);
        assertThat(after(follower, 0)).isCompletedWithValue(new Reading.Missed(0, 2));
        assertThat(revisions(after(follower, 2).join())).containsExactly(3L, 4L, 5L, 6L);
    }

    @Test
    void whoComesBackGoesOnWhereItWas() {
        try (Feed.Follower first = follow()) {
            change(1);
            assertThat(revisions(after(first, 0).join())).containsExactly(1L);
        }
        change(2);
        assertThat(revisions(after(follow(), 1).join())).containsExactly(2L, 3L);
    }

    @Test
    void whatHappenedBeforeAnybodyFollowedIsMissed() {
        change(2);
        assertThat(after(follow(), 0)).isCompletedWithValue(new Reading.Missed(0, 2));
        assertThat(after(follow(), 2)).as("nothing happened since").isNotDone();
    }

    @Test
    void aRevisionTheProjectNeverHadIsMissedToo() {
        change(2);
        assertThat(after(follow(), 9)).isCompletedWithValue(new Reading.Missed(9, 2));
    }

    @Test
    void whatTheEntityCouldNotTellOfHasARevisionNevertheless() {
        Feed.Follower follower = follow();
        project = project.put(A, desk(), 2);
        feeds.changed(new Publication(A, 2, live(), List.of()), 2, project.revision());
        assertThat(after(follower, 0))
                .isCompletedWithValue(new Reading.Changes(
                        List.of(new Change(1, NOW, A, 1, new Untold()), new Change(2, NOW, A, 2, new Untold()))));
    }

    @Test
    void aChangeBetweenTwoLooksAtTheProjectIsNotLost() {
        // Somebody follows for the first time; before the feed is told of changes, one happens.
        Feed.Follower follower = feeds.follow("p", () -> {
                    CompletableFuture<Snapshot> now = CompletableFuture.completedFuture(project);
                    if (project.revision() == 0) {
                        project = project.put(A, desk());
                    }
                    return now;
                })
                .toCompletableFuture()
                .join();
        assertThat(follower.start()).isEqualTo(1);
        CompletableFuture<Reading> next = after(follower, 1);
        assertThat(next).isNotDone();
        change(1);
        assertThat(revisions(next.join())).containsExactly(2L);
    }

    @Test
    void aProjectThatWasReadAnewHasAGap() {
        Feed.Follower follower = follow();
        change(1);
        project = project.put(A, desk(), 5);
        change(1);
        assertThat(after(follower, 1)).isCompletedWithValue(new Reading.Missed(1, 6));
        assertThat(revisions(after(follower, 6).join())).containsExactly(7L);
    }

    @Test
    void whoWaitsIsToldWhenItEnds() {
        CompletableFuture<Reading> next = after(follow(), 0);
        feeds.close();
        assertThat(next).isCompletedWithValue(new Reading.Ended());
        assertThat(after(follow(), 0)).isCompletedWithValue(new Reading.Ended());
    }

    @Test
    void followersAreCounted() {
        Feed.Follower one = follow();
        follow();
        assertThat(feeds.followers()).isEqualTo(2);
        one.close();
        one.close();
        assertThat(feeds.followers()).isEqualTo(1);
    }

    private Feed.Follower follow() {
        return feeds.follow("p", () -> CompletableFuture.completedFuture(project))
                .toCompletableFuture()
                .join();
    }

    private static CompletableFuture<Reading> after(Feed.Follower follower, long revision) {
        return follower.after(revision).toCompletableFuture();
    }

    private void change(int events) {
        project = project.put(A, desk(), events);
        List<Entry<Happening>> entries = IntStream.range(0, events)
                .mapToObj(i -> new Entry<Happening>(closed(), CAUSE))
                .toList();
        feeds.changed(new Publication(A, project.revision(), live(), List.of(), entries), events, project.revision());
    }

    private static List<Long> revisions(Reading reading) {
        assertThat(reading).isInstanceOf(Reading.Changes.class);
        return ((Reading.Changes) reading)
                .changes().stream().map(Change::revision).toList();
    }

    private static Happening closed() {
        return new Happening.Closed();
    }

    private static Existence<Desk> live() {
        return new Existence.Live<>(desk());
    }

    private static Desk desk() {
        return new Desk("a", 1, HashTreePMap.empty(), HashTreePMap.empty(), List.of());
    }
}
