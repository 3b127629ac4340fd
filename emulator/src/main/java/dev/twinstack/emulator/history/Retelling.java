package dev.twinstack.emulator.history;

import dev.twinstack.emulator.inventory.Change;
import dev.twinstack.emulator.inventory.Feed;
import dev.twinstack.emulator.inventory.Feed.Reading;
import dev.twinstack.emulator.kernel.EntityRef;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What has happened in a project after a revision, and then what happens: from the journal as far as the feed does not
 * remember it, and from the feed as it comes. Whoever reads too slowly for the feed is told the rest from the journal again.
 * Each event comes once, those of one entity in their order; revisions count on from the first without gaps.
 *
 * <p>Events that were written at once may stand in the journal in another order than the project's followers heard of them.
 * So what is told twice is known by entity and sequence number, and the journal is read a little further than the feed
 * begins. Across two retellings only the revision is known: if the feed has forgotten by then, or the first one began
 * with what was to come, the order of what was written at once with the event it goes on after counts.
 *
 * <p>Not thread-safe: {@link #next} is asked again once it has answered.
 */
public final class Retelling implements AutoCloseable {
    /** More events than can be on their way at once between the journal and the feed. */
    private static final int AT_ONCE = 4_096;

    /** How many events are read from the journal in one go. Each go folds the project anew; what is read is kept meanwhile. */
    private static final int READ_AHEAD = 16_384;

    private static final int AT_A_TIME = 256;

    private final History history;
    private final Feed.Follower follower;
    private final String project;
    /** Everything up to here, in the order of the journal, was told before. */
    private final long since;
    /** The revision of the last event that was told. */
    private long told;
    /** Where reading the feed goes on. */
    private long heard;
    /** Where reading the journal goes on, up to {@link #until}. */
    private long read;

    private long until;
    private final Deque<Change> ready = new ArrayDeque<>();
    private final Recent recent = new Recent();

    /** The last events told of some entities, those told of last. */
    private static final class Recent extends LinkedHashMap<EntityRef, Long> {
        private static final long serialVersionUID = 1L;

        Recent() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<EntityRef, Long> eldest) {
            return size() > 2 * AT_ONCE;
        }

        /** {@return whether the event has not been told yet} Now it has. */
        boolean isNew(Change change) {
            Long before = get(change.entity());
            if (before != null && change.sequenceNr() <= before) {
                return false;
            }
            put(change.entity(), change.sequenceNr());
            return true;
        }
    }

    private Retelling(History history, Feed.Follower follower, String project, long since) {
        this.history = history;
        this.follower = follower;
        this.project = project;
        this.since = since;
        this.told = since;
        this.heard = since;
        this.read = since;
        this.until = since;
    }

    /** {@return one that begins with what happens from now on} Closing it closes the follower. */
    public static Retelling fromNow(History history, Feed.Follower follower, String project) {
        return new Retelling(history, follower, project, follower.start());
    }

    /**
     * {@return one that begins after a revision} Closing it closes the follower. Fails with {@link NoSuchRevision} if there
     * have not been that many events; the follower is left open then.
     */
    public static CompletionStage<Retelling> after(
            History history, Feed.Follower follower, String project, long since) {
        CompletionStage<?> known = since >= 0 && since <= follower.start()
                ? CompletableFuture.completedStage(since)
                : history.at(project, since);
        return known.thenApply(there -> new Retelling(history, follower, project, since));
    }

    /** {@return the revision that it goes on after} */
    public long told() {
        return told;
    }

    /** {@return what comes next: changes, or that the cloud is being closed} Nothing is missed. */
    public CompletionStage<Reading> next() {
        if (!ready.isEmpty()) {
            return CompletableFuture.completedStage(some());
        }
        return read < until ? fromJournal() : fromFeed();
    }

    private Reading some() {
        List<Change> some = new ArrayList<>();
        while (some.size() < AT_A_TIME && !ready.isEmpty()) {
            some.add(ready.removeFirst());
        }
        return new Reading.Changes(some);
    }

    private CompletionStage<Reading> fromJournal() {
        long first = read;
        long last = Math.min(until, first + READ_AHEAD);
        List<Change> changes = new ArrayList<>();
        return history.tell(project, first, last, episode -> changes.add(episode.change()))
                .thenCompose(reached -> {
                    changes.forEach(change -> tell(change, change.revision() <= since));
                    read = reached.revision() < last ? until : last;
                    return next();
                });
    }

    private CompletionStage<Reading> fromFeed() {
        return follower.after(heard).thenCompose(reading -> switch (reading) {
            case Reading.Ended ended -> CompletableFuture.completedStage(ended);
            case Reading.Missed(var from, long to) -> {
                read = Math.max(0, told - AT_ONCE);
                until = Math.max(told, to) + AT_ONCE;
                heard = to;
                yield next();
            }
            case Reading.Changes(List<Change> changes) -> {
                heard = changes.getLast().revision();
                changes.forEach(change -> tell(change, false));
                yield next();
            }
        });
    }

    /**
     * Unless it was told already.
     *
     * @param before whether it was told before this retelling
     */
    private void tell(Change change, boolean before) {
        if (recent.isNew(change) && !before) {
            told++;
            ready.addLast(new Change(told, change.at(), change.entity(), change.sequenceNr(), change.what()));
        }
    }

    @Override
    public void close() {
        follower.close();
    }
}
