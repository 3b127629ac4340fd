package dev.twinstack.emulator.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Properties;

/** Goes at a journal's table directly, for volume and for the database's own view. */
final class Rows {

    private Rows() {}

    static Connection connect(Journal journal) throws SQLException {
        var db = journal.config().getConfig("jdbc-journal.slick.db");
        Properties properties = new Properties();
        if (db.hasPath("user")) {
            properties.setProperty("user", db.getString("user"));
            properties.setProperty("password", db.getString("password"));
        }
        return DriverManager.getConnection(db.getString("url"), properties);
    }

    static String id(String prefix, int entity) {
        return prefix + "%05d".formatted(entity);
    }

    static void insert(Journal journal, String prefix, int entities, int events) throws SQLException {
        String sql = """
                INSERT INTO "event_journal" ("persistence_id", "sequence_number", "writer", "write_timestamp",
                    "adapter_manifest", "event_payload", "event_ser_id", "event_ser_manifest")
                VALUES (?, ?, 'w', 0, '', ?, 466401, 'note.taken')""";
        try (Connection connection = connect(journal);
                PreparedStatement statement = connection.prepareStatement(sql)) {
            connection.setAutoCommit(false);
            // Not in the order of replay.
            for (int nr = 1; nr <= events; nr++) {
                for (int entity = entities - 1; entity >= 0; entity--) {
                    statement.setString(1, id(prefix, entity));
                    statement.setLong(2, nr);
                    statement.setBytes(3, "some text".getBytes(UTF_8));
                    statement.addBatch();
                }
            }
            statement.executeBatch();
            connection.commit();
        }
    }

    /** {@return the plan of a replay} */
    static String explain(Journal journal, String prefix) throws SQLException {
        return explain(journal, prefix, Store.BY_KEY);
    }

    static String explain(Journal journal, String prefix, String replay) throws SQLException {
        try (Connection connection = connect(journal);
                PreparedStatement statement = connection.prepareStatement("EXPLAIN " + replay)) {
            statement.setString(1, prefix);
            statement.setString(2, prefix.replace('|', '}'));
            try (ResultSet rows = statement.executeQuery()) {
                StringBuilder plan = new StringBuilder();
                while (rows.next()) {
                    plan.append(rows.getString(1)).append('\n');
                }
                return plan.toString();
            }
        }
    }

    static void execute(Journal journal, String sql) throws SQLException {
        try (Connection connection = connect(journal);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
