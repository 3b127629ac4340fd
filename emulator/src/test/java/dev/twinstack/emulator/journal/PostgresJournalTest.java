package dev.twinstack.emulator.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresJournalTest extends DurableJournalBehaviours {

    private static PostgresServer server;
    private JournalSettings settings;

    @BeforeAll
    static void start() {
        server = PostgresServer.startOrAbort();
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void emptyDatabase() {
        settings = new JournalSettings.Database(server.newDatabase());
    }

    @Override
    JournalSettings settings() {
        return settings;
    }

    @Override
    void usesThePrimaryKey(String plan) {
        assertThat(plan).contains("event_journal_pkey").doesNotContain("Sort");
    }

    private static void refused(String url, String... words) {
        assertThatExceptionOfType(JournalException.class)
                .isThrownBy(() -> Journal.open(new JournalSettings.Database(url)))
                .satisfies(e -> assertThat(e.getMessage()).contains(words).doesNotContain(PostgresServer.PASSWORD));
    }

    @Test
    void aWrongPasswordIsRefused() {
        refused(server.url("postgres", "wrong"), "does not accept this user and password", "?user=NAME");
    }

    @Test
    void credentialsMayComeApartFromTheUrl() {
        String url = server.newDatabase().replaceFirst("\\?.*", "");
        refused(url + "?user=nobody", "does not accept this user and password");
        var settings = new JournalSettings.Database(url, PostgresServer.USER, PostgresServer.PASSWORD);
        assertThat(settings.toString()).doesNotContain(PostgresServer.PASSWORD);
        try (Journal journal = Journal.open(settings);
                Notebook.Desk desk = Notebook.Desk.on(journal)) {
            note(desk, "p|1", "one");
            assertThat(replay(journal, "p|")).hasSize(1);
        }
    }

    @Test
    void aMissingDatabaseIsRefused() {
        refused(server.url("nosuch", PostgresServer.PASSWORD), "/nosuch does not exist", "createdb");
    }

    @Test
    void anUnreachableServerIsRefused() {
        refused("jdbc:postgresql://127.0.0.1:1/twin", "127.0.0.1:1/twin cannot be reached");
    }

    @Test
    void anotherKindOfDatabaseIsRefused() {
        refused("jdbc:mysql://127.0.0.1/twin?password=secret", "jdbc:postgresql://host:port/database", "jdbc:mysql");
        refused("postgres://twin:secret@127.0.0.1/twin", "jdbc:postgresql://host:port/database");
    }
}
