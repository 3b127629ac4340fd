package dev.twinstack.emulator.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twinstack.emulator.journal.Notebook.Desk;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every place for events must do; extended once for each. */
abstract class JournalBehaviours {

    /** {@return a place that is empty when the test begins, the same one throughout a test} */
    abstract JournalSettings settings();

    record Event(String persistenceId, long sequenceNr, String manifest, String text) {}

    static List<Event> replay(Journal journal, String prefix) {
        List<Event> events = new ArrayList<>();
        journal.replay(prefix, (id, nr, manifest, payload) -> events.add(new Event(id, nr, manifest, text(payload))));
        return events;
    }

    private static String text(byte[] payload) {
        return new String(payload, UTF_8);
    }

    static void note(Desk desk, String id, String... texts) {
        var notebook = desk.open(id);
        for (String text : texts) {
            Notebook.await(desk.note(notebook, text));
        }
    }

    @Test
    void anEntityRecoversWhatItStored() {
        try (Journal journal = Journal.open(settings())) {
            try (Desk desk = Desk.on(journal)) {
                note(desk, "p|book|1", "first", "zweitens, ü und €");
            }
            try (Desk desk = Desk.on(journal)) {
                var notebook = desk.open("p|book|1");
                assertThat(desk.read(notebook)).containsExactly("first", "zweitens, ü und €");
                assertThat(Notebook.await(desk.note(notebook, "third"))).isEqualTo(3);
            }
        }
    }

    @Test
    void replayGivesOnePrefixAndEachEntityInOrder() {
        try (Journal journal = Journal.open(settings())) {
            try (Desk desk = Desk.on(journal)) {
                // A locale's order would ignore the bars.
                for (String id : List.of("p|b", "p|a", "p|B", "p|A", "p|é", "p", "p}", "p0|a", "pa|x", "P|a", "q|a")) {
                    note(desk, id, "one", "two");
                }
            }
            assertThat(replay(journal, "p|"))
                    .extracting(event -> event.persistenceId() + " " + event.sequenceNr() + " " + event.text())
                    .containsExactlyInAnyOrder(
                            "p|A 1 one",
                            "p|A 2 two",
                            "p|B 1 one",
                            "p|B 2 two",
                            "p|a 1 one",
                            "p|a 2 two",
                            "p|b 1 one",
                            "p|b 2 two",
                            "p|é 1 one",
                            "p|é 2 two");
            assertThat(replay(journal, "p|")).extracting(Event::manifest).containsOnly("note.taken");
            assertInOrder(replay(journal, "p|"));
            assertThat(replay(journal, "nobody|")).isEmpty();
        }
    }

    @Test
    void replayStreamsMoreThanOneFetch() throws SQLException {
        try (Journal journal = Journal.open(settings())) {
            Rows.insert(journal, "many|", 25, 200);
            assertThat(replay(journal, "many|")).hasSize(5_000).satisfies(JournalBehaviours::assertInOrder);
        }
    }

    /** Most of all there is may be read in another way than a little of it. */
    @Test
    void replayGivesMostOrLittleOfTheJournalAlike() throws SQLException {
        try (Journal journal = Journal.open(settings())) {
            Rows.insert(journal, "a|", 10, 50);
            Rows.insert(journal, "b|", 40, 50);
            Rows.insert(journal, "c|", 10, 5);
            for (Map.Entry<String, Integer> each :
                    Map.of("a|", 10 * 50, "b|", 40 * 50, "c|", 10 * 5).entrySet()) {
                assertThat(replay(journal, each.getKey()))
                        .hasSize(each.getValue())
                        .doesNotHaveDuplicates()
                        .allMatch(event -> event.persistenceId().startsWith(each.getKey()))
                        .satisfies(JournalBehaviours::assertInOrder);
            }
        }
    }

    private static void assertInOrder(List<? extends Event> events) {
        Map<String, Long> last = new HashMap<>();
        for (Event event : events) {
            long before = last.getOrDefault(event.persistenceId(), 0L);
            assertThat(event.sequenceNr()).as(event.toString()).isEqualTo(before + 1);
            last.put(event.persistenceId(), event.sequenceNr());
        }
    }

    @Test
    void replayIsServedByThePrimaryKeyWithoutSorting() throws SQLException {
        try (Journal journal = Journal.open(settings())) {
            Rows.insert(journal, "a|", 100, 50);
            Rows.insert(journal, "b|", 10, 5);
            assertThat(Rows.explain(journal, "b|")).satisfies(this::usesThePrimaryKey);
        }
    }

    abstract void usesThePrimaryKey(String plan);

    @Test
    void whatTheSinkThrowsEndsTheReplay() throws SQLException {
        try (Journal journal = Journal.open(settings())) {
            Rows.insert(journal, "x|", 1, 3);
            List<Long> seen = new ArrayList<>();
            assertThatThrownBy(() -> journal.replay("x|", (id, nr, manifest, payload) -> {
                        seen.add(nr);
                        throw new IllegalStateException("no such event");
                    }))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("no such event");
            assertThat(seen).containsExactly(1L);
        }
    }

    @Test
    void aPrefixMustHaveAnEnd() {
        try (Journal journal = Journal.open(settings())) {
            assertThatIllegalArgumentException().isThrownBy(() -> replay(journal, ""));
            assertThatIllegalArgumentException().isThrownBy(() -> replay(journal, "é"));
        }
    }
}
