package dev.twinstack.emulator.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The nodes that share a journal, as the database knows them: where a newcomer finds the others, and who may write no
 * more. The database is what all of them need anyway, so it is also where they meet: no list of addresses to keep, and
 * never two clusters on one journal. All methods block; thread-safe.
 */
public final class Roster implements AutoCloseable {
    /** One node of those that ever shared the journal. */
    public record Incarnation(String address, long number) {}

    /** What a newcomer is to do. */
    public sealed interface Meeting {
        /** Join one of these, {@code host:port}. */
        record Join(List<String> addresses) implements Meeting {}

        /** There is nobody: be the first. Whoever was there before is shut out. */
        record Found() implements Meeting {}
    }

    /** Longer than a living node may stay silent (see {@link #pulse}); its last word is counted from here. */
    private static final String ALIVE = "NOT fenced AND seen > now() - interval '6 seconds'";

    /** One at a time decides whether to found. */
    private static final String FOUNDING = "1417111920, coalesce(hashtext(current_schema()), 0)";

    private static final int END_SESSIONS_WITHIN_MILLIS = 2_000;
    private static final String CONNECT_SECONDS = "2";
    private static final String ANSWER_SECONDS = "3";

    private final PostgresStore store;
    private @Nullable Connection kept;

    Roster(PostgresStore store) {
        this.store = store;
    }

    /** Is on the roster from now on, as a newcomer. Long-silent nodes are dropped from it. */
    public synchronized void enter(Incarnation self) throws SQLException {
        update("DELETE FROM twinstack_node WHERE seen < now() - interval '1 day'");
        try (PreparedStatement statement = connection()
                .prepareStatement("INSERT INTO twinstack_node (node, address, incarnation, seen, member, fenced)"
                        + " VALUES (?, ?, ?, now(), FALSE, FALSE)")) {
            statement.setString(1, store.node());
            statement.setString(2, self.address());
            statement.setLong(3, self.number());
            statement.executeUpdate();
        }
    }

    /**
     * Says that this node lives. {@return whether it may go on; false for good once it was shut out}
     *
     * @throws SQLException if the database does not say; the next time goes through a new connection
     */
    public synchronized boolean pulse() throws SQLException {
        try {
            return update("UPDATE twinstack_node SET seen = now() WHERE node = '" + store.node() + "' AND NOT fenced")
                    == 1;
        } catch (SQLException broken) {
            close();
            throw broken;
        }
    }

    /** {@return what to do to come together with the others} A node that is told to found is a member by that. */
    public synchronized Meeting meet() throws SQLException {
        Connection connection = connection();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_xact_lock(" + FOUNDING + ")");
            List<String> members = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery("SELECT address FROM twinstack_node WHERE member AND " + ALIVE
                    + " AND node <> '" + store.node() + "' ORDER BY seen DESC")) {
                while (rows.next()) {
                    members.add(rows.getString(1));
                }
            }
            if (members.isEmpty()) {
                statement.execute(
                        "UPDATE twinstack_node SET fenced = TRUE WHERE member AND node <> '" + store.node() + "'");
                statement.execute("UPDATE twinstack_node SET member = TRUE WHERE node = '" + store.node() + "'");
                endSessions(connection, "fenced");
            }
            connection.commit();
            return members.isEmpty() ? new Meeting.Found() : new Meeting.Join(members);
        } catch (SQLException | RuntimeException failed) {
            close();
            throw failed;
        } finally {
            if (kept != null) {
                connection.setAutoCommit(true);
            }
        }
    }

    /** Is a member from now on, whom newcomers may join. */
    public synchronized void joined() throws SQLException {
        update("UPDATE twinstack_node SET member = TRUE WHERE node = '" + store.node() + "'");
    }

    /**
     * Shuts a node out: its sessions are over when this returns, and it gets no new ones. What it has written stands;
     * it writes nothing more, even if it was only stopped and does not know yet.
     */
    public synchronized void fence(Incarnation other) throws SQLException {
        try (PreparedStatement statement = connection()
                .prepareStatement("UPDATE twinstack_node SET fenced = TRUE WHERE address = ? AND incarnation = ?")) {
            statement.setString(1, other.address());
            statement.setLong(2, other.number());
            statement.executeUpdate();
            endSessions(connection(), "fenced");
        } catch (SQLException broken) {
            close();
            throw broken;
        }
    }

    private static void endSessions(Connection connection, String which) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_terminate_backend(pid, " + END_SESSIONS_WITHIN_MILLIS
                    + ") FROM pg_stat_activity JOIN twinstack_node ON application_name = '"
                    + PostgresStore.applicationName("") + "' || node WHERE " + which + " AND pid <> pg_backend_pid()");
        }
    }

    /** {@return what to tell the user of what the database said} */
    public JournalException refusal(SQLException error) {
        return store.refusal(error);
    }

    /** {@return what to tell the user when the others let nobody in} */
    public JournalException notJoined(Duration within) {
        return new JournalException("The nodes that share " + store.place() + " did not let this one in within "
                + within.toSeconds() + " seconds. Check that they reach the address given with --join, and it theirs.");
    }

    /** Is off the roster. */
    public synchronized void leave() throws SQLException {
        update("DELETE FROM twinstack_node WHERE node = '" + store.node() + "'");
    }

    private int update(String sql) throws SQLException {
        try (Statement statement = connection().createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    private Connection connection() throws SQLException {
        if (kept == null) {
            kept = store.connect(CONNECT_SECONDS, ANSWER_SECONDS);
        }
        return kept;
    }

    @Override
    public synchronized void close() {
        Connection old = kept;
        kept = null;
        if (old != null) {
            try {
                old.close();
            } catch (SQLException broken) {
                return; // as good as closed
            }
        }
    }
}
