package dev.twinstack.emulator.journal;

import com.typesafe.config.Config;
import java.io.Closeable;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * An open journal. Open it before the actor system starts, close it after that has terminated.
 *
 * <pre>{@code
 * try (Journal journal = Journal.open(settings)) {
 *     var system = ActorSystem.create(guardian, "twinstack", journal.config().withFallback(ConfigFactory.load()));
 *     …
 * }
 * }</pre>
 *
 * <p>One process holds a place at a time. Whatever goes wrong, the {@link JournalException} says what to do.
 */
public final class Journal implements AutoCloseable {

    private static final int FETCH_SIZE = 1_000;

    private final Store store;
    private final Connection kept;
    private final Closeable lock;

    private Journal(Store store, Connection kept, Closeable lock) {
        this.store = store;
        this.kept = kept;
        this.lock = lock;
    }

    /** {@return the journal, its tables ready} Blocks for a fraction of a second; on PostgreSQL up to its timeouts. */
    public static Journal open(JournalSettings settings) {
        return open(settings, Schema.CURRENT);
    }

    static Journal open(JournalSettings settings, Schema schema) {
        return switch (settings) {
            case JournalSettings.Memory() -> open(H2Store.memory(), schema, () -> {});
            case JournalSettings.Database database -> open(PostgresStore.of(database), schema, () -> {});
            case JournalSettings.Shared shared -> open(PostgresStore.of(shared), schema, () -> {});
            case JournalSettings.Directory(var dir) -> {
                Store store = H2Store.directory(dir);
                yield open(store, schema, DirectoryLock.acquire(dir));
            }
        };
    }

    /**
     * Finds out whether a journal could be opened, and leaves the data as it is.
     *
     * @throws JournalException if somebody has it open, or it cannot be reached
     */
    public static void probe(JournalSettings settings) {
        switch (settings) {
            case JournalSettings.Memory() -> {}
            case JournalSettings.Directory(var dir) -> {
                try (Closeable _ = DirectoryLock.acquire(dir)) {
                    H2Store.directory(dir);
                } catch (IOException e) {
                    throw new JournalException("The lock in " + dir + " did not close (" + e + ").", e);
                }
            }
            case JournalSettings.Database database -> probe(PostgresStore.of(database));
            case JournalSettings.Shared shared -> probe(PostgresStore.of(shared));
        }
    }

    private static void probe(Store store) {
        try (Connection connection = store.connect()) {
            store.claim(connection);
        } catch (SQLException e) {
            throw store.refusal(e);
        }
    }

    private static Journal open(Store store, Schema schema, Closeable lock) {
        try {
            return new Journal(store, connect(store, schema), lock);
        } catch (RuntimeException e) {
            try (lock) {
                throw e;
            } catch (IOException unreleased) {
                e.addSuppressed(unreleased);
                throw e;
            }
        }
    }

    private static Connection connect(Store store, Schema schema) {
        try {
            Connection kept = store.connect();
            try {
                store.claim(kept);
                schema.prepare(kept, store);
                store.prepared(kept);
                return kept;
            } catch (SQLException | RuntimeException e) {
                kept.close();
                throw e;
            }
        } catch (SQLException e) {
            throw store.refusal(e);
        }
    }

    /**
     * {@return the nodes that share this journal}
     *
     * @throws IllegalStateException if it was not opened to be shared
     */
    public Roster roster() {
        return switch (store) {
            case PostgresStore shared when !shared.node().isEmpty() -> new Roster(shared);
            case PostgresStore alone -> throw new IllegalStateException("nobody shares " + alone.place());
            case H2Store alone -> throw new IllegalStateException("nobody shares " + alone.place());
        };
    }

    /** {@return what to tell the user if there is no room left to write to} Asks the file system. */
    public Optional<String> full() {
        return store.full();
    }

    /** {@return the settings with which Pekko's journal plugin writes here; they go before all others} */
    public Config config() {
        return store.config();
    }

    /**
     * Hands over every event of every entity whose persistence id starts with {@code persistenceIdPrefix}: those of one
     * entity in the order of their sequence numbers, those of several in any. Reads a snapshot: what is written meanwhile
     * may be missing. Blocks; may run in several threads at once. The sink is called in the caller's thread; what it
     * throws ends the replay and comes out.
     *
     * @param persistenceIdPrefix ends in an ASCII character, such as a separator
     */
    public void replay(String persistenceIdPrefix, EventSink sink) {
        String end = endOfRange(persistenceIdPrefix);
        try {
            ReadAhead.replay(rows -> read(persistenceIdPrefix, end, rows), sink);
        } catch (SQLException e) {
            throw store.refusal(e);
        }
    }

    /**
     * Hands over the events of several such prefixes in the order they were written, until the reader has had enough. That of two which were
     * written at once goes first whose number the database drew first; once it has both, their order does not change.
     * Blocks; what the reader throws ends the reading and comes out.
     *
     * @param persistenceIdPrefixes each as for {@link #replay}, and none that begins with another
     * @param reader takes an event, and says whether it wants more
     */
    public void inOrder(List<String> persistenceIdPrefixes, Predicate<StoredEvent> reader) {
        try (Connection reading = store.connect()) {
            store.stream(reading);
            try (PreparedStatement statement =
                    reading.prepareStatement(store.history(reading, persistenceIdPrefixes))) {
                statement.setFetchSize(FETCH_SIZE);
                int parameter = 1;
                for (String prefix : persistenceIdPrefixes) {
                    statement.setString(parameter++, prefix);
                    statement.setString(parameter++, endOfRange(prefix));
                }
                try (ResultSet found = statement.executeQuery()) {
                    boolean more = true;
                    while (more && found.next()) {
                        more = reader.test(new StoredEvent(
                                found.getString(1),
                                found.getLong(2),
                                found.getString(3),
                                found.getBytes(4),
                                found.getLong(5)));
                    }
                }
            }
        } catch (SQLException e) {
            throw store.refusal(e);
        }
    }

    private void read(String from, String end, EventSink rows) throws SQLException {
        try (Connection reading = store.connect()) {
            store.stream(reading);
            try (PreparedStatement statement = reading.prepareStatement(store.replay(reading, from))) {
                statement.setFetchSize(FETCH_SIZE);
                statement.setString(1, from);
                statement.setString(2, end);
                try (ResultSet found = statement.executeQuery()) {
                    while (found.next()) {
                        rows.event(found.getString(1), found.getLong(2), found.getString(3), found.getBytes(4));
                    }
                }
            }
        }
    }

    /** {@return the first id after all those with the prefix} */
    private static String endOfRange(String prefix) {
        int last = prefix.length() - 1;
        if (last < 0 || prefix.charAt(last) >= 0x7F) {
            throw new IllegalArgumentException("A prefix ends in an ASCII character: \"" + prefix + "\"");
        }
        return prefix.substring(0, last) + (char) (prefix.charAt(last) + 1);
    }

    /** Gives the place back; an in-memory journal is gone. The actor system must have terminated. */
    @Override
    public void close() {
        try (lock;
                kept) {
            store.leave(kept);
        } catch (SQLException e) {
            throw store.refusal(e);
        } catch (IOException e) {
            throw new JournalException("The journal in " + store.place() + " did not close (" + e + ").", e);
        }
    }
}
