package dev.twinstack.emulator.journal;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Stored events on their way from the thread that reads them to the one that folds them. Reading takes about as long as
 * folding, so with both at once a project of 100,000 resources is there a third sooner.
 */
final class ReadAhead implements EventSink {
    /** Reads all there is into the sink. */
    @FunctionalInterface
    interface Source {
        void into(EventSink sink) throws SQLException;
    }

    /** What was read in one go, each event as a call on the sink, and how the reading ended if it did. */
    private record Part(List<Consumer<EventSink>> events, End end) {}

    private sealed interface End {
        record NotYet() implements End {}

        record Complete() implements End {}

        record Failed(Throwable why) implements End {}
    }

    /** The one that folds has given up. */
    private static final class Abandoned extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static final int EVENTS = 500;
    private static final int PARTS = 8;
    private static final long LOOK_UP_MILLIS = 100;

    private final BlockingQueue<Part> parts = new ArrayBlockingQueue<>(PARTS);
    private List<Consumer<EventSink>> events = new ArrayList<>(EVENTS);
    private volatile boolean abandoned;

    private ReadAhead() {}

    /**
     * Hands all that {@code source} reads to {@code sink}, in this thread. Returns, or throws what the source or the
     * sink threw, when the source has ended.
     */
    static void replay(Source source, EventSink sink) throws SQLException {
        ReadAhead ahead = new ReadAhead();
        Thread reader = Thread.ofPlatform().daemon().name("journal-reader").start(() -> ahead.read(source));
        try {
            ahead.hand(sink);
        } finally {
            ahead.abandoned = true;
            join(reader);
        }
    }

    /** Not to be cut short: an interrupt would close the database's file under everybody. */
    private static void join(Thread reader) {
        boolean interrupted = false;
        while (reader.isAlive()) {
            try {
                reader.join();
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void read(Source source) {
        try {
            source.into(this);
            put(new End.Complete());
        } catch (Abandoned nobodyWaits) {
            return;
        } catch (SQLException | RuntimeException | Error failed) {
            // An error too: whoever folds would otherwise wait for ever.
            end(failed);
        }
    }

    private void end(Throwable failed) {
        try {
            put(new End.Failed(failed));
        } catch (Abandoned nobodyWaits) {
            return;
        }
    }

    @Override
    public void event(String persistenceId, long sequenceNr, String name, byte[] json) {
        events.add(sink -> sink.event(persistenceId, sequenceNr, name, json));
        if (events.size() == EVENTS) {
            put(new End.NotYet());
        }
    }

    private void put(End end) {
        Part part = new Part(events, end);
        events = new ArrayList<>(EVENTS);
        try {
            while (!parts.offer(part, LOOK_UP_MILLIS, TimeUnit.MILLISECONDS)) {
                if (abandoned) {
                    throw new Abandoned();
                }
            }
        } catch (InterruptedException unexpected) {
            throw new IllegalStateException("nobody interrupts the reader", unexpected);
        }
    }

    private void hand(EventSink sink) throws SQLException {
        while (true) {
            Part part = take();
            part.events().forEach(event -> event.accept(sink));
            switch (part.end()) {
                case End.NotYet notYet -> {}
                case End.Complete complete -> {
                    return;
                }
                case End.Failed(SQLException why) -> throw why;
                case End.Failed(RuntimeException why) -> throw why;
                case End.Failed(Throwable why) -> throw new IllegalStateException("the journal's reader failed", why);
            }
        }
    }

    private Part take() {
        try {
            return parts.take();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading the journal", interrupted);
        }
    }
}
