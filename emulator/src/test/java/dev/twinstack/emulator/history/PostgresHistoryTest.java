package dev.twinstack.emulator.history;

import dev.twinstack.emulator.journal.JournalSettings;
import dev.twinstack.emulator.journal.PostgresServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PostgresHistoryTest extends DurableHistoryBehaviours {
    private static PostgresServer server;

    private @Nullable JournalSettings settings;

    @BeforeAll
    static void startServer() {
        server = PostgresServer.startOrAbort();
    }

    @AfterAll
    static void stopServer() {
        if (server != null) {
            server.close();
        }
    }

    @Override
    JournalSettings settings() {
        JournalSettings known = settings == null ? new JournalSettings.Database(server.newDatabase()) : settings;
        settings = known;
        return known;
    }
}
