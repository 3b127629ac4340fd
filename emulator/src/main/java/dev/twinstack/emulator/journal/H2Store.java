package dev.twinstack.emulator.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import org.h2.api.ErrorCode;

/** An H2 database in this process. */
record H2Store(String place, String url) implements Store {

    private static final String FILE = "journal";

    private static final String IN_MEMORY = "jdbc:h2:mem:";

    /** In bytes: less than some commits take. */
    private static final long ROOM = 1 << 16;

    /** The same rows as {@link Store#BY_KEY}, in the order they were written, out of all there are. */
    static final String BY_ROW = """
            SELECT "persistence_id", "sequence_number", "event_ser_manifest", "event_payload"
            FROM "event_journal" USE INDEX ()
            WHERE "persistence_id" >= ? AND "persistence_id" < ? AND "deleted" = FALSE
            ORDER BY _ROWID_""";

    /** Without the hint H2 would look all of the index through. */
    static final String BY_NUMBER = "SELECT \"persistence_id\" FROM \"event_journal\" USE INDEX () WHERE _ROWID_ = ?";

    /** The events of some ranges in the order of {@link #BY_ROW}, with the time of each. */
    static final String HISTORY_BY_ROW = """
            SELECT "persistence_id", "sequence_number", "event_ser_manifest", "event_payload", "write_timestamp"
            FROM "event_journal" USE INDEX () WHERE %s AND "deleted" = FALSE ORDER BY _ROWID_""";

    /** The same in the same order, but found by the key and then sorted: H2 does not see through the sum. */
    static final String HISTORY_BY_KEY = """
            SELECT "persistence_id", "sequence_number", "event_ser_manifest", "event_payload", "write_timestamp"
            FROM "event_journal" WHERE %s AND "deleted" = FALSE ORDER BY _ROWID_ + 0""";

    /** Fewer rows are read in no time either way. */
    private static final int FEW = 1_000;

    private static final int SAMPLES = 64;

    /** Each in-memory journal has a database of its own, alive while its kept connection is. */
    static H2Store memory() {
        return new H2Store("memory", IN_MEMORY + "twinstack-" + UUID.randomUUID());
    }

    static H2Store directory(Path dir) {
        String path = dir.toAbsolutePath().normalize().resolve(FILE).toString();
        if (path.contains(";")) {
            throw new JournalException("The directory " + dir + " cannot hold data, since H2 does not accept a \";\" in"
                    + " a path. Use another --data directory.");
        }
        // WRITE_DELAY=0: a commit is in the operating system's hands when it is acknowledged; H2's default keeps
        // it in memory for up to half a second, where kill -9 loses it. It does not wait for the disk, so a power
        // cut may still lose the last moments.
        // DB_CLOSE_ON_EXIT=FALSE: whoever opened the journal closes it; H2's own shutdown hook would race with
        // the last writes.
        // PAGE_SIZE: in bytes, half the default. Every commit rewrites the pages it touches, so the file grows by
        // 2.4 KB an event instead of 4.4.
        // CACHE_SIZE: in KiB. H2's default grows with the heap; the journal is written once and read in order.
        return new H2Store(
                dir.toString(),
                "jdbc:h2:file:" + path + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;PAGE_SIZE=2048;CACHE_SIZE=16384");
    }

    @Override
    public Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("user", "sa");
        properties.setProperty("password", "");
        return properties;
    }

    @Override
    public String schema() {
        return "h2.sql";
    }

    @Override
    public Map<String, Object> slick() {
        return Map.of(
                "profile", "slick.jdbc.H2Profile$",
                "db.driver", "org.h2.Driver",
                // After a write that failed H2 closes the database, and its connections say that they are well: only
                // who
                // asks finds out, and opens it anew.
                "db.connectionTestQuery", "SELECT 1",
                "db.user", "sa",
                "db.password", "");
    }

    /** Nothing to do: {@link DirectoryLock} keeps other processes out, and memory has none. */
    @Override
    public void claim(Connection kept) {}

    /** H2 otherwise collects the whole result first, and past some thousand rows in a temporary file. */
    @Override
    public void stream(Connection reading) throws SQLException {
        execute(reading, "SET LAZY_QUERY_EXECUTION 1");
    }

    /**
     * By row where most rows are wanted: a row costs half as much after the one before it as it costs to be found by the
     * key, which in H2 is an index beside the table. Which it is shows in some rows from all over the table.
     */
    @Override
    public String replay(Connection reading, String prefix) throws SQLException {
        return most(reading, prefix) ? BY_ROW : BY_KEY;
    }

    /** A row's number is the order it was written in, whichever way it is found. */
    @Override
    public String history(Connection reading, List<String> prefixes) throws SQLException {
        boolean byKey = prefixes.size() == 1 && !most(reading, prefixes.getFirst());
        return (byKey ? HISTORY_BY_KEY : HISTORY_BY_ROW).formatted(Store.inRanges(prefixes.size()));
    }

    /** {@return whether most of many rows begin with a prefix} */
    private static boolean most(Connection reading, String prefix) throws SQLException {
        long rows = count(reading);
        if (rows < FEW) {
            return false;
        }
        int wanted = 0;
        try (PreparedStatement one = reading.prepareStatement(BY_NUMBER)) {
            for (int i = 0; i < SAMPLES; i++) {
                one.setLong(1, 1 + i * rows / SAMPLES);
                try (ResultSet found = one.executeQuery()) {
                    wanted += found.next() && found.getString(1).startsWith(prefix) ? 1 : 0;
                }
            }
        }
        return wanted > SAMPLES / 2;
    }

    /** {@return how many rows there are} H2 knows without counting. */
    private static long count(Connection reading) throws SQLException {
        try (Statement statement = reading.createStatement();
                ResultSet count = statement.executeQuery("SELECT COUNT(*) FROM \"event_journal\"")) {
            count.next();
            return count.getLong(1);
        }
    }

    /** Closes the file even where a connection was left open, so that releasing the lock is the truth. */
    @Override
    public void leave(Connection kept) throws SQLException {
        try {
            execute(kept, "SHUTDOWN");
        } catch (SQLException closed) {
            if (closed.getErrorCode() != ErrorCode.DATABASE_IS_CLOSED) {
                throw closed;
            }
            // By a write that failed. Whoever opened it anew since closed it with the last connection.
        }
    }

    @Override
    public Optional<String> full() {
        if (url.startsWith(IN_MEMORY)) {
            return Optional.empty();
        }
        try {
            boolean full = Files.getFileStore(Path.of(place)).getUsableSpace() < ROOM;
            return full ? Optional.of("The disk that " + place + " is on is full. Make room there.") : Optional.empty();
        } catch (IOException unknown) {
            return Optional.empty();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public String explain(SQLException error) {
        return switch (error.getErrorCode()) {
            case ErrorCode.DATABASE_ALREADY_OPEN_1 ->
                place + " is in use by another program (H2 says: " + reason(error)
                        + "). Stop it, or use another --data directory.";
            case ErrorCode.FILE_CORRUPTED_1, ErrorCode.FILE_VERSION_ERROR_1 ->
                "The data in " + place + " is damaged or not Twinstack's (" + file() + "; H2 says: " + reason(error)
                        + "). Move that file away to start empty, or put back a copy of it.";
            case ErrorCode.IO_EXCEPTION_1, ErrorCode.IO_EXCEPTION_2, ErrorCode.DATABASE_IS_READ_ONLY ->
                "The data in " + place + " cannot be read or written (H2 says: " + reason(error)
                        + "). Check the directory's permissions and free space, or use another --data directory.";
            default -> "The journal in " + place + " failed (H2 says: " + reason(error) + ").";
        };
    }

    private static String file() {
        return FILE + ".mv.db";
    }

    /** {@return H2's message without its statement and error number} */
    private static String reason(SQLException error) {
        String message = String.valueOf(error.getMessage());
        int end = message.indexOf("; SQL statement:");
        int code = message.lastIndexOf(" [" + error.getErrorCode());
        return message.substring(0, end >= 0 ? end : code >= 0 ? code : message.length())
                .strip();
    }
}
