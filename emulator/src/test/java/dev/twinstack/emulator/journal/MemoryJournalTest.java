package dev.twinstack.emulator.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class MemoryJournalTest extends JournalBehaviours {

    @Override
    JournalSettings settings() {
        return new JournalSettings.Memory();
    }

    @Override
    void usesThePrimaryKey(String plan) {
        assertThat(plan).contains("PUBLIC.PRIMARY_KEY").contains("index sorted");
    }

    /** Neither by looking rows up nor by sorting them. */
    @Test
    void mostOfAJournalIsReadInTheOrderOfItsRows() throws SQLException {
        try (Journal journal = Journal.open(settings())) {
            Rows.insert(journal, "a|", 30, 50);
            Rows.insert(journal, "b|", 10, 50);
            try (Connection reading = Rows.connect(journal)) {
                Store store = H2Store.memory();
                assertThat(store.replay(reading, "a|")).isEqualTo(H2Store.BY_ROW);
                assertThat(store.replay(reading, "b|")).isEqualTo(Store.BY_KEY);
            }
            assertThat(Rows.explain(journal, "a|", H2Store.BY_ROW))
                    .contains("tableScan")
                    .contains("index sorted");
        }
    }

    @Test
    void twoJournalsShareNothingAndOneLeavesNothingBehind() throws SQLException {
        try (Journal one = Journal.open(settings());
                Journal other = Journal.open(settings())) {
            Rows.insert(one, "p|", 1, 1);
            assertThat(replay(one, "p|")).hasSize(1);
            assertThat(replay(other, "p|")).isEmpty();
        }
    }
}
