package dev.twinstack.emulator.inventory;

import dev.twinstack.emulator.kernel.Entry;
import dev.twinstack.emulator.kernel.Publication;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The last changes of one project, and whoever follows them. It keeps so many and no more: followers read at their own
 * pace, each from where it has come to, and are told what they missed when they come too late. Thread-safe.
 */
public final class Feed {
    /** What a follower reads next. */
    public sealed interface Reading {
        /**
         * @param changes at least one, each a revision after the other
         */
        record Changes(List<Change> changes) implements Reading {}

        /**
         * Nobody knows any more what happened after revision {@code from}, or that revision is none of this project's;
         * reading goes on after {@code to}.
         */
        record Missed(long from, long to) implements Reading {}

        /** The cloud is being closed. */
        record Ended() implements Reading {}
    }

    private static final int AT_A_TIME = 256;

    private final Change[] kept;
    /** The changes after this revision are kept, up to {@link #last}. */
    private long base;

    private long last;
    /** A revision that was read while changes were kept; what leads to it may be on its way, or came before that. */
    private long seen;

    private int followers;
    private long leftAt = System.nanoTime();
    private boolean closed;
    private CompletableFuture<Void> more = new CompletableFuture<>();

    /**
     * @param capacity how many changes are kept
     * @param revision from which on
     */
    Feed(int capacity, long revision) {
        this.kept = new Change[capacity];
        this.base = revision;
        this.last = revision;
        this.seen = revision;
    }

    /** Somebody who follows. Not thread-safe. */
    public final class Follower implements AutoCloseable {
        private final long start;
        private boolean left;

        private Follower(long start) {
            this.start = start;
        }

        /** {@return the project's revision when this one began to follow} */
        public long start() {
            return start;
        }

        /** {@return what comes after a revision, as soon as there is something} */
        public CompletionStage<Reading> after(long revision) {
            return Feed.this.after(revision);
        }

        @Override
        public void close() {
            if (!left) {
                left = true;
                leave();
            }
        }
    }

    /**
     * @param start the project's revision, read while this feed was told of changes
     */
    synchronized Follower follow(long start) {
        seen = Math.max(seen, start);
        followers++;
        return new Follower(start);
    }

    private synchronized void leave() {
        followers--;
        leftAt = System.nanoTime();
    }

    synchronized int followers() {
        return followers;
    }

    /** {@return whether nobody has followed for so long} */
    synchronized boolean abandonedFor(Duration time) {
        return followers == 0 && System.nanoTime() - leftAt > time.toNanos();
    }

    /** Takes what was published; of which the last revision is {@code revision}. */
    void add(Publication publication, long events, long revision, Instant now) {
        CompletableFuture<Void> waiting;
        synchronized (this) {
            if (revision <= last) {
                return;
            }
            if (revision - events != last) {
                // The project was read anew in between.
                base = revision - events;
            }
            List<? extends Entry<?>> entries = publication.entries();
            long untold = Math.max(0, events - entries.size());
            for (long i = 0; i < events; i++) {
                Change.What what = i < untold ? new Change.Untold() : happened(entries.get((int) (i - untold)));
                keep(new Change(
                        revision - events + 1 + i,
                        now,
                        publication.entity(),
                        publication.sequenceNr() - events + 1 + i,
                        what));
            }
            waiting = more;
            more = new CompletableFuture<>();
        }
        waiting.complete(null);
    }

    private static Change.What happened(Entry<?> entry) {
        return new Change.Happened(entry.event(), entry.cause());
    }

    private void keep(Change change) {
        last = change.revision();
        kept[slot(last)] = change;
        base = Math.max(base, last - kept.length);
    }

    private int slot(long revision) {
        return (int) (revision % kept.length);
    }

    private CompletionStage<Reading> after(long revision) {
        CompletableFuture<Void> wait;
        synchronized (this) {
            if (closed) {
                return CompletableFuture.completedStage(new Reading.Ended());
            }
            if (revision < base) {
                return CompletableFuture.completedStage(new Reading.Missed(revision, base));
            }
            if (revision > Math.max(last, seen)) {
                return CompletableFuture.completedStage(new Reading.Missed(revision, Math.max(last, seen)));
            }
            if (revision < last) {
                return CompletableFuture.completedStage(new Reading.Changes(from(revision + 1)));
            }
            wait = more;
        }
        return wait.thenCompose(woken -> after(revision));
    }

    private List<Change> from(long first) {
        List<Change> changes = new ArrayList<>();
        for (long revision = first; revision <= last && changes.size() < AT_A_TIME; revision++) {
            changes.add(kept[slot(revision)]);
        }
        return changes;
    }

    void close() {
        CompletableFuture<Void> waiting;
        synchronized (this) {
            closed = true;
            waiting = more;
        }
        waiting.complete(null);
    }
}
