package dev.twinstack.emulator.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * Brings the tables to the format this build writes, whatever it finds: nothing, its own, an older one, or an
 * opening that was interrupted.
 *
 * @param migrations the one at index {@code i} turns format {@code i + 1} into {@code i + 2}
 */
record Schema(List<Migration> migrations) {

    /** One step of the stored format. H2 commits every change of a table by itself: a step must bear repeating. */
    @FunctionalInterface
    interface Migration {
        void apply(Connection connection, Store store) throws SQLException;
    }

    static final Schema CURRENT = new Schema(List.of());

    Schema {
        migrations = List.copyOf(migrations);
    }

    int format() {
        return migrations.size() + 1;
    }

    /** Refuses, with a {@link JournalException}, newer data and another application's journal, untouched. */
    void prepare(Connection connection, Store store) throws SQLException {
        connection.setAutoCommit(false);
        boolean stamped = exists(connection, "twinstack_format");
        if (!stamped && exists(connection, "event_journal")) {
            throw new JournalException(store.place() + " holds the events of another application (a table event_journal"
                    + " without Twinstack's stamp). Use an empty database.");
        }
        OptionalInt found = stamped ? stamp(connection) : OptionalInt.empty();
        if (found.orElse(0) > format()) {
            throw new JournalException("The data in " + store.place() + " was written by a newer Twinstack (format "
                    + found.getAsInt() + "; this one knows up to " + format()
                    + "). Use that version, or another place for the data.");
        }
        try (Statement statement = connection.createStatement()) {
            // First the stamp's table, last the stamp: what was interrupted between them is completed next time.
            statement.execute("CREATE TABLE IF NOT EXISTS twinstack_format (version INTEGER NOT NULL)");
            statement.execute(script(store.schema()));
        }
        for (int version = found.orElse(format()); version < format(); version++) {
            migrations.get(version - 1).apply(connection, store);
        }
        if (found.isEmpty() || found.getAsInt() < format()) {
            stamp(connection, format());
        }
        connection.commit();
        connection.setAutoCommit(true);
    }

    /** H2 keeps unquoted names in upper case, PostgreSQL in lower. */
    private static boolean exists(Connection connection, String table) throws SQLException {
        String sql = "SELECT 1 FROM information_schema.tables"
                + " WHERE lower(table_name) = ? AND table_schema = CURRENT_SCHEMA";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, table);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static OptionalInt stamp(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT version FROM twinstack_format")) {
            return rows.next() ? OptionalInt.of(rows.getInt(1)) : OptionalInt.empty();
        }
    }

    private static void stamp(Connection connection, int version) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM twinstack_format");
            statement.execute("INSERT INTO twinstack_format VALUES (" + version + ")");
        }
    }

    private static String script(String resource) {
        try (InputStream in = Objects.requireNonNull(Schema.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
