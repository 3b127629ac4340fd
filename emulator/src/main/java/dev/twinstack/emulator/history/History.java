package dev.twinstack.emulator.history;

import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.journal.Journal;
import dev.twinstack.emulator.kernel.EventSerializer;
import dev.twinstack.emulator.kernel.Resource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * What projects were. Reads the journal, and neither asks nor wakes the entities: a project need not be in memory here,
 * nor live in this process.
 *
 * <p>Revision {@code r} of a project is what the first {@code r} events in its journal make, in the order they were
 * written. Whoever sends one request after another finds in it what they found then. Events that requests write at the
 * same time may have become visible in another order than they stand in the journal; and while they are being written,
 * one that others were faster than may yet find its place before them, which makes those one revision later. What is
 * written is never deleted.
 *
 * <p>Reading takes about as long as starting a twin on the project: some microseconds an event, from the first one on.
 */
public final class History implements AutoCloseable {
    private static final int READERS = 2;

    private final Journal journal;
    private final EventSerializer serializer;
    private final List<Resource<?, ?, ?>> resources;
    private final ExecutorService readers =
            Executors.newFixedThreadPool(READERS, Thread.ofPlatform().daemon().factory());

    public History(Journal journal, EventSerializer serializer, List<Resource<?, ?, ?>> resources) {
        this.journal = journal;
        this.serializer = serializer;
        this.resources = List.copyOf(resources);
    }

    /**
     * {@return a project as it was at a revision} Revision 0 is the project with nothing in it. Fails with
     * {@link NoSuchRevision} if it is negative, or higher than the number of the project's events.
     */
    public CompletionStage<Snapshot> at(String project, long revision) {
        return CompletableFuture.supplyAsync(() -> fold(project, revision), readers);
    }

    private Snapshot fold(String project, long revision) {
        Chronicle chronicle = new Chronicle(project, serializer, resources);
        if (revision > 0) {
            journal.inOrder(List.of(project + '|'), stored -> {
                chronicle.pass(stored);
                return chronicle.snapshot().revision() < revision;
            });
        }
        Snapshot reached = chronicle.snapshot();
        if (reached.revision() != revision) {
            throw new NoSuchRevision(project, revision, newest(project));
        }
        return reached;
    }

    private long newest(String project) {
        long[] count = {0};
        journal.replay(project + '|', (id, sequenceNr, manifest, payload) -> count[0]++);
        return count[0];
    }

    /**
     * Tells all of a project's history after a revision, event by event, in another thread; no more than the snapshots the
     * listener keeps are kept. What the listener throws comes out of the stage.
     *
     * @param after 0 for all of it
     * @return the project after the last event; fails with {@link NoSuchRevision} as {@link #at} does
     */
    public CompletionStage<Snapshot> tell(String project, long after, Consumer<Episode> listener) {
        return tell(project, after, Long.MAX_VALUE, listener);
    }

    /**
     * The same as far as another revision.
     *
     * @param until of the last event to tell of; what is higher than there are events means the last one
     * @return the project after the last event that was told
     */
    public CompletionStage<Snapshot> tell(String project, long after, long until, Consumer<Episode> listener) {
        return CompletableFuture.supplyAsync(() -> walk(project, after, until, listener), readers);
    }

    private Snapshot walk(String project, long after, long until, Consumer<Episode> listener) {
        if (after < 0 || until < after) {
            throw new NoSuchRevision(project, Math.min(after, until), newest(project));
        }
        if (until == after) {
            return fold(project, after);
        }
        Chronicle chronicle = new Chronicle(project, serializer, resources);
        journal.inOrder(List.of(project + '|'), stored -> {
            if (chronicle.snapshot().revision() < after) {
                chronicle.pass(stored);
            } else {
                listener.accept(chronicle.tell(stored));
            }
            return chronicle.snapshot().revision() < until;
        });
        Snapshot reached = chronicle.snapshot();
        if (reached.revision() < after) {
            throw new NoSuchRevision(project, after, reached.revision());
        }
        return reached;
    }

    /**
     * Tells all of several projects' history from the beginning, their events in the order they were written.
     *
     * @return complete once all was told
     */
    public CompletionStage<Void> tell(Set<String> projects, Consumer<Episode> listener) {
        return CompletableFuture.runAsync(() -> walk(projects, listener), readers);
    }

    private void walk(Set<String> projects, Consumer<Episode> listener) {
        Map<String, Chronicle> chronicles = new HashMap<>();
        projects.forEach(project -> chronicles.put(project + '|', new Chronicle(project, serializer, resources)));
        journal.inOrder(List.copyOf(chronicles.keySet()), stored -> {
            String id = stored.persistenceId();
            Chronicle chronicle = Objects.requireNonNull(chronicles.get(id.substring(0, id.indexOf('|') + 1)), id);
            listener.accept(chronicle.tell(stored));
            return true;
        });
    }

    @Override
    public void close() {
        readers.shutdown();
    }
}
