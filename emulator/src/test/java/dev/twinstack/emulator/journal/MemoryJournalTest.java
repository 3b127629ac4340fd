package dev.twinstack.emulator.journal;

import static org.assertj.core.api.Assertions.assertThat;

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
