package dev.twinstack.emulator.history;

import dev.twinstack.emulator.journal.JournalSettings;
import dev.twinstack.emulator.journal.PostgresServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PostgresHistoryTest extends DurableHistoryBehaviours {
    private static PostgresServer server;

    private final JournalSettings settings = new JournalSettings.Database(server.newDatabase());

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
        return settings;
    }
}
