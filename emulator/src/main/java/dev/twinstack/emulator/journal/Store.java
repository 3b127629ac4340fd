package dev.twinstack.emulator.journal;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** What differs between the databases: how to connect, to lock, to read, and what their errors mean. */
sealed interface Store permits H2Store, PostgresStore {

    /**
     * The range of a prefix, in the order of the primary key, which serves it without sorting. Never by tag: on H2
     * that did not finish over 100,000 events. The names are quoted as the plugin quotes them.
     */
    String BY_KEY = """
            SELECT "persistence_id", "sequence_number", "event_ser_manifest", "event_payload" FROM "event_journal"
            WHERE "persistence_id" >= ? AND "persistence_id" < ? AND "deleted" = FALSE
            ORDER BY "persistence_id", "sequence_number\"""";

    /**
     * The ranges of some prefixes in the order they were written, found by the primary key and then sorted: nothing else would
     * use an index on that order, and each write would pay for it.
     */
    String BY_ORDERING = """
            SELECT "persistence_id", "sequence_number", "event_ser_manifest", "event_payload", "write_timestamp"
            FROM "event_journal" WHERE %s AND "deleted" = FALSE ORDER BY "ordering\"""";

    /** Commits at once. More only make each batch smaller: on both databases 8 write a third less than 2. */
    int WRITERS = 2;

    /** {@return the place, as a user knows it, for messages} Never holds a password. */
    String place();

    String url();

    Properties properties();

    /** {@return the resource that creates the tables, and changes nothing where they exist} */
    String schema();

    /** {@return the plugin's settings that only this database has} Keys are paths below {@code jdbc-journal.slick}. */
    Map<String, Object> slick();

    /** Refuses, with a {@link JournalException}, a place another Twinstack has. Held as long as the connection. */
    void claim(Connection kept) throws SQLException;

    /** The tables are ready. */
    default void prepared(Connection kept) throws SQLException {}

    /** Makes the connection hand out rows as they are read, so that a replay does not fill the heap. */
    void stream(Connection reading) throws SQLException;

    /** {@return the statement that reads the events from one persistence id to another} The first is what all begin with. */
    String replay(Connection reading, String prefix) throws SQLException;

    /**
     * {@return the statement that reads the events of several such ranges in the order they were written}
     *
     * @param prefixes what those of each range begin with
     */
    String history(Connection reading, List<String> prefixes) throws SQLException;

    /** {@return the condition that an event is in one of so many ranges} */
    static String inRanges(int count) {
        String range = "(\"persistence_id\" >= ? AND \"persistence_id\" < ?)";
        return '(' + String.join(" OR ", Collections.nCopies(count, range)) + ')';
    }

    /** The last statement on the kept connection. */
    void leave(Connection kept) throws SQLException;

    /** {@return what the database's error means here, and what to do} */
    String explain(SQLException error);

    /** {@return what to tell the user if there is no room left to write to} */
    default Optional<String> full() {
        return Optional.empty();
    }

    default Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), properties());
    }

    default JournalException refusal(SQLException error) {
        return new JournalException(explain(error), error);
    }

    /** {@return everything Pekko needs to write here} */
    default Config config() {
        Map<String, Object> settings = new HashMap<>();
        settings.put("pekko.persistence.journal.plugin", "jdbc-journal");
        // Streams are short (an entity's life), so there are no snapshots; named, so that Pekko does not warn.
        settings.put("pekko.persistence.snapshot-store.plugin", "pekko.persistence.no-snapshot-store");
        // A write that finds the queue full fails and stops its actor. It must hold every entity that may be
        // writing at once; empty room costs nothing.
        settings.put("jdbc-journal.bufferSize", 20_000);
        // While all writers are busy the waiting events gather into one commit, up to this many.
        settings.put("jdbc-journal.batchSize", 400);
        settings.put("jdbc-journal.parallelism", WRITERS);
        // After some failures in a row nothing is tried for so long. The usual half a minute is long for a database
        // that
        // is back, and a disk that has room again.
        settings.put("jdbc-journal.circuit-breaker.reset-timeout", "2s");
        settings.put("jdbc-journal.slick.db.url", url());
        settings.put("jdbc-journal.slick.db.keepAliveConnection", false); // the journal keeps one itself
        // Slick wants as many threads as connections. More than the writers, so that recoveries, which use the
        // same pool, do not queue behind commits. One to start with: the others open when first needed.
        settings.put("jdbc-journal.slick.db.numThreads", WRITERS + 2);
        settings.put("jdbc-journal.slick.db.maxConnections", WRITERS + 2);
        settings.put("jdbc-journal.slick.db.minConnections", 1);
        slick().forEach((key, value) -> settings.put("jdbc-journal.slick." + key, value));
        return ConfigFactory.parseMap(settings, "the journal at " + place());
    }
}
