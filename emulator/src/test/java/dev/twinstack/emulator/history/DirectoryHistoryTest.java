package dev.twinstack.emulator.history;

import dev.twinstack.emulator.journal.JournalSettings;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class DirectoryHistoryTest extends DurableHistoryBehaviours {
    @TempDir
    private Path data;

    @Override
    JournalSettings settings() {
        return new JournalSettings.Directory(data);
    }
}
