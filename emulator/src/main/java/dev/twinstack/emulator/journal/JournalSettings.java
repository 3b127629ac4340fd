package dev.twinstack.emulator.journal;

import java.nio.file.Path;

/** Where events are kept. */
public sealed interface JournalSettings {

    /** In memory: gone when the journal is closed. */
    record Memory() implements JournalSettings {}

    /** In an H2 file below {@code dir}, which is created if absent. One process at a time. */
    record Directory(Path dir) implements JournalSettings {}

    /**
     * In a PostgreSQL database that exists already. One process at a time.
     *
     * @param jdbcUrl {@code jdbc:postgresql://host:port/database}, with any of pgjdbc's parameters
     * @param user empty: the one in the URL, or pgjdbc's default
     * @param password empty: the one in the URL, or pgjdbc's default
     */
    record Database(String jdbcUrl, String user, String password) implements JournalSettings {

        /** The credentials are in the URL, or none are needed. */
        public Database(String jdbcUrl) {
            this(jdbcUrl, "", "");
        }

        /** Without the password, since settings end up in logs. */
        @Override
        public String toString() {
            return "Database[" + PostgresStore.withoutSecrets(jdbcUrl) + "]";
        }
    }

    /**
     * In a database that several nodes share: any number of processes, none of which may use it as {@link Database}
     * meanwhile.
     *
     * @param node what tells this process from all others that ever shared the database, such as a UUID
     */
    record Shared(Database database, String node) implements JournalSettings {
        public Shared {
            if (!node.matches("[0-9a-f-]{1,36}")) {
                throw new IllegalArgumentException("not the name of a node: " + node);
            }
        }
    }

    /**
     * {@return a database, to be shared as {@code node}}
     *
     * @throws JournalException if it is no database
     */
    static Shared shared(JournalSettings settings, String node) {
        return switch (settings) {
            case Database database -> new Shared(database, node);
            case Shared shared -> new Shared(shared.database(), node);
            case Memory() -> throw notShared();
            case Directory directory -> throw notShared();
        };
    }

    private static JournalException notShared() {
        return new JournalException("Several nodes share a PostgreSQL database: --join needs --database URL.");
    }
}
