package dev.twinstack.emulator.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.twinstack.emulator.journal.Notebook.Desk;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What every place that outlives the process must do besides. */
abstract class DurableJournalBehaviours extends JournalBehaviours {

    @Test
    void openingAgainKeepsEverything() {
        try (Journal journal = Journal.open(settings());
                Desk desk = Desk.on(journal)) {
            note(desk, "p|1", "one", "two");
        }
        for (int i = 0; i < 2; i++) {
            try (Journal journal = Journal.open(settings());
                    Desk desk = Desk.on(journal)) {
                assertThat(replay(journal, "p|")).extracting(Event::text).containsExactly("one", "two");
                assertThat(desk.read(desk.open("p|1"))).containsExactly("one", "two");
            }
        }
    }

    @Test
    void anInterruptedFirstOpeningIsCompleted() throws SQLException {
        try (Journal journal = Journal.open(settings())) {
            Rows.execute(journal, "DELETE FROM twinstack_format");
            Rows.execute(journal, "DROP TABLE \"event_journal\"");
        }
        try (Journal journal = Journal.open(settings())) {
            assertThat(replay(journal, "p|")).isEmpty();
        }
    }

    @Test
    void dataOfANewerFormatIsRefusedAndLeftAlone() throws SQLException {
        try (Journal journal = Journal.open(settings())) {
            Rows.execute(journal, "UPDATE twinstack_format SET version = 7");
        }
        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(JournalException.class)
                    .isThrownBy(() -> Journal.open(settings()))
                    .withMessageContaining("written by a newer Twinstack (format 7; this one knows up to 1)")
                    .withMessageContaining("Use that version");
        }
    }

    @Test
    void olderDataGoesThroughEachMigrationOnce() throws SQLException {
        try (Journal journal = Journal.open(settings())) {
            Rows.insert(journal, "p|", 1, 1);
        }
        List<String> applied = new ArrayList<>();
        Schema third = new Schema(List.of(
                (connection, store) -> {
                    applied.add("to 2");
                    try (var statement = connection.createStatement()) {
                        statement.execute("UPDATE \"event_journal\" SET \"event_ser_manifest\" = 'renamed'");
                    }
                },
                (connection, store) -> applied.add("to 3")));
        for (int i = 0; i < 2; i++) {
            try (Journal journal = Journal.open(settings(), third)) {
                assertThat(replay(journal, "p|")).extracting(Event::manifest).containsExactly("renamed");
            }
        }
        assertThat(applied).containsExactly("to 2", "to 3");
        assertThatExceptionOfType(JournalException.class)
                .isThrownBy(() -> Journal.open(settings()))
                .withMessageContaining("format 3");
    }

    @Test
    void anotherApplicationsJournalIsRefused() throws SQLException {
        try (Journal journal = Journal.open(settings())) {
            Rows.execute(journal, "DROP TABLE twinstack_format");
        }
        assertThatExceptionOfType(JournalException.class)
                .isThrownBy(() -> Journal.open(settings()))
                .withMessageContaining("another application");
    }

    @Test
    void aSecondProcessIsRefusedUntilTheFirstEndsHoweverItEnds() throws Exception {
        try (Child child = Child.holding(settings())) {
            assertThat(child.line()).isEqualTo("open");
            assertThatExceptionOfType(JournalException.class)
                    .isThrownBy(() -> Journal.open(settings()))
                    .withMessageContaining(
                            "is in use by another Twinstack (pid " + child.pid() + "). Stop it, or use another");
            child.kill();
            Journal.open(settings()).close();
        }
    }

    @Test
    void aSecondOpeningInThisProcessIsRefusedAndTheFirstStaysLocked() throws Exception {
        try (Journal journal = Journal.open(settings())) {
            assertThatExceptionOfType(JournalException.class)
                    .isThrownBy(() -> Journal.open(settings()))
                    .withMessageContaining("is in use by another Twinstack (pid "
                            + ProcessHandle.current().pid());
            try (Child child = Child.holding(settings())) {
                assertThat(child.line()).contains("is in use by another Twinstack");
            }
            assertThat(replay(journal, "p|")).isEmpty();
        }
        Journal.open(settings()).close();
    }

    @Test
    void nothingAcknowledgedIsLostToKill9() throws Exception {
        Map<String, Long> acknowledged = new TreeMap<>();
        try (Child child = Child.writing(settings())) {
            for (int i = 0; i < 2_000; i++) {
                acknowledge(acknowledged, child.line());
            }
            child.kill().forEach(line -> acknowledge(acknowledged, line));
        }
        assertThat(acknowledged).hasSize(8);
        try (Journal journal = Journal.open(settings());
                Desk desk = Desk.on(journal)) {
            Map<String, Long> stored = new TreeMap<>();
            journal.replay("load|", (id, nr, manifest, payload) -> {
                assertThat(nr).as(id).isEqualTo(stored.getOrDefault(id, 0L) + 1);
                stored.put(id, nr);
            });
            acknowledged.forEach((id, nr) -> {
                assertThat(stored.getOrDefault(id, 0L)).as(id).isGreaterThanOrEqualTo(nr);
                assertThat(desk.read(desk.open(id))).as(id).hasSizeGreaterThanOrEqualTo(nr.intValue());
            });
        }
    }

    private static void acknowledge(Map<String, Long> acknowledged, String line) {
        String[] words = line.split(" ");
        acknowledged.merge(words[0], Long.valueOf(words[1]), Math::max);
    }
}
