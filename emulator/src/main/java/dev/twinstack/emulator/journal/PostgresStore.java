package dev.twinstack.emulator.journal;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * A PostgreSQL database, reached over the network.
 *
 * @param node of several that share it; empty if this process has it for itself
 */
record PostgresStore(String url, String user, String password, String node) implements Store {

    /** Two numbers: 0x5477696E, which is "Twin", and the schema, so that one database can hold several twins. */
    private static final String LOCK_KEY = "1417111918, coalesce(hashtext(current_schema()), 0)";

    /** One node at a time makes the tables: two that create the same one at once fail. */
    private static final String PREPARING = "1417111919, coalesce(hashtext(current_schema()), 0)";

    private static final String LOCK_HOLDER = """
            SELECT a.application_name FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
            WHERE l.locktype = 'advisory' AND l.granted AND l.classid::bigint = 1417111918
              AND l.objid = coalesce(hashtext(current_schema()), 0)::bit(32)::bigint::oid
              AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())""";

    static PostgresStore of(JournalSettings.Database settings) {
        if (!settings.jdbcUrl().startsWith("jdbc:postgresql:")) {
            throw new JournalException("--database takes a PostgreSQL URL, jdbc:postgresql://host:port/database, not "
                    + withoutSecrets(settings.jdbcUrl()) + ". For data in files use --data DIR.");
        }
        return new PostgresStore(settings.jdbcUrl(), settings.user(), settings.password(), "");
    }

    static PostgresStore of(JournalSettings.Shared settings) {
        PostgresStore alone = of(settings.database());
        return new PostgresStore(alone.url, alone.user, alone.password, settings.node());
    }

    private boolean isShared() {
        return !node.isEmpty();
    }

    /** {@return the URL without its parameters and its {@code user:password@}, where a password may be} */
    static String withoutSecrets(String url) {
        return url.replaceFirst("\\?.*", "").replaceFirst("//[^/]*@", "//");
    }

    @Override
    public String place() {
        return withoutSecrets(url);
    }

    @Override
    public Properties properties() {
        Properties properties = new Properties();
        if (!user.isEmpty()) {
            properties.setProperty("user", user);
        }
        if (!password.isEmpty()) {
            properties.setProperty("password", password);
        }
        // How a second twin, and the database's own tools, name the first.
        properties.setProperty("ApplicationName", applicationName());
        properties.setProperty("tcpKeepAlive", "true");
        return properties;
    }

    private String applicationName() {
        return isShared()
                ? applicationName(node)
                : JournalException.holder(ProcessHandle.current().pid());
    }

    /** {@return how the database names the sessions of a node} At most 63 characters, more would be cut. */
    static String applicationName(String node) {
        return "Twinstack node " + node;
    }

    /** {@return a connection that fails rather than to wait, for as many seconds} */
    Connection connect(String connectSeconds, String answerSeconds) throws SQLException {
        Properties impatient = properties();
        impatient.setProperty("loginTimeout", connectSeconds);
        impatient.setProperty("connectTimeout", connectSeconds);
        impatient.setProperty("socketTimeout", answerSeconds);
        return DriverManager.getConnection(url, impatient);
    }

    @Override
    public String schema() {
        return "postgresql.sql";
    }

    @Override
    public Map<String, Object> slick() {
        Map<String, Object> slick = new HashMap<>();
        slick.put("profile", "slick.jdbc.PostgresProfile$");
        slick.put("db.driver", "org.postgresql.Driver");
        properties().forEach((key, value) -> slick.put("db.properties." + key, value));
        // A batch travels as one INSERT of many rows.
        slick.put("db.properties.reWriteBatchedInserts", "true");
        if (isShared()) {
            // Fails for a node that was shut out: with its sessions ended, it can never write again.
            slick.put(
                    "db.connectionInitSql",
                    "SELECT CASE WHEN fenced THEN ('shut out by the other nodes: ' || node)::integer END"
                            + " FROM twinstack_node WHERE node = '" + node + "'");
        }
        return slick;
    }

    /**
     * The lock goes with the connection. Two seconds of patience: after a kill -9 the server needs a moment to
     * notice that the client has gone.
     */
    @Override
    public void claim(Connection kept) throws SQLException {
        try (Statement statement = kept.createStatement()) {
            statement.execute("SET lock_timeout = '2s'");
            try {
                statement.execute("SELECT pg_advisory_lock" + (isShared() ? "_shared(" : "(") + LOCK_KEY + ")");
            } catch (SQLException e) {
                if (!"55P03".equals(e.getSQLState())) {
                    throw e;
                }
                throw new JournalException.InUse(place(), holder(statement), "--database", e);
            }
            statement.execute("RESET lock_timeout");
            if (isShared()) {
                statement.execute("SELECT pg_advisory_lock(" + PREPARING + ")");
            }
        }
    }

    @Override
    public void prepared(Connection kept) throws SQLException {
        if (isShared()) {
            try (Statement statement = kept.createStatement()) {
                statement.execute("SELECT pg_advisory_unlock(" + PREPARING + ")");
            }
        }
    }

    private static String holder(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery(LOCK_HOLDER)) {
            return rows.next() && !rows.getString(1).isEmpty() ? rows.getString(1) : "Twinstack";
        }
    }

    /** pgjdbc reads by {@code fetchSize} only inside a transaction. */
    @Override
    public void stream(Connection reading) throws SQLException {
        reading.setReadOnly(true);
        reading.setAutoCommit(false);
    }

    @Override
    public String replay(Connection reading, String prefix) {
        return BY_KEY;
    }

    /** The server sorts, on its disk if need be. */
    @Override
    public String history(Connection reading, List<String> prefixes) {
        return BY_ORDERING.formatted(Store.inRanges(prefixes.size()));
    }

    /** Nothing to do: the lock goes with the connection. */
    @Override
    public void leave(Connection kept) {}

    @Override
    public String explain(SQLException error) {
        String says = " (PostgreSQL says: " + error.getMessage() + "). ";
        String state = String.valueOf(error.getSQLState());
        return switch (state) {
            case "08001", "08006" ->
                place() + " cannot be reached" + says + "Check that the server runs and that host and port are right.";
            case "08004", "28000", "28P01" ->
                place() + " does not accept this user and password" + says
                        + "Give them in the URL: ?user=NAME&password=SECRET.";
            case "3D000" -> place() + " does not exist" + says + "Create it first: createdb NAME.";
            case "42501", "3F000" ->
                "Twinstack may not create its tables in " + place() + says
                        + "Use a database this user owns, or GRANT CREATE on its schema.";
            default -> "The journal in " + place() + " failed" + says.strip();
        };
    }
}
