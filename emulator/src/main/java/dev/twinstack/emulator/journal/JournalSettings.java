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
}
