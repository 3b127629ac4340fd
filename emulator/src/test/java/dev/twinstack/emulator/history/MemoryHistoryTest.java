package dev.twinstack.emulator.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.emulator.journal.JournalSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryHistoryTest extends HistoryBehaviours {
    @Override
    JournalSettings settings() {
        return new JournalSettings.Memory();
    }

    /** H2 is asked in another way once a project has most of many rows. */
    @Test
    void mostOfTheJournalIsInTheSameOrderAsLittleOfIt() {
        change(System.nanoTime());
        List<String> little = names();
        grow(PROJECT, 250);
        List<String> most = names();
        assertThat(most).hasSizeGreaterThan(1_000);
        assertThat(most.subList(0, little.size())).isEqualTo(little);
        grow("other", 400);
        assertThat(names()).isEqualTo(most);
        found().forEach((revision, snapshot) -> assertSame(at(revision), snapshot));
    }
}
