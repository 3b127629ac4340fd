package dev.twinstack.emulator.system;

import static dev.twinstack.emulator.system.Workbench.PROJECT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twinstack.emulator.journal.Journal;
import dev.twinstack.emulator.journal.JournalSettings;
import dev.twinstack.emulator.kernel.Desk;
import dev.twinstack.emulator.kernel.Desk.Order;
import dev.twinstack.emulator.kernel.DeskRules;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Outcome;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProjectActorTest {
    private static final EntityRef A = Desk.TYPE.ref(PROJECT, "a");
    private static final EntityRef B = Desk.TYPE.ref(PROJECT, "b");

    private final Journal journal = Journal.open(new JournalSettings.Memory());
    private Workbench bench = Workbench.on(journal, new DeskRules());

    @AfterEach
    void close() {
        bench.close();
        journal.close();
    }

    @Test
    void aProjectIsServedOnceItsJournalCanBeReadAgain() {
        assertThat(bench.ask(A, new Order.Open(3, List.of()))).isInstanceOf(Outcome.Done.class);
        bench.close();
        Workbench.sql(journal, "ALTER TABLE \"event_journal\" RENAME TO \"elsewhere\"");
        bench = Workbench.on(journal, new DeskRules());
        assertThatThrownBy(bench::snapshot).hasMessageContaining("cannot be read");
        Workbench.sql(journal, "ALTER TABLE \"elsewhere\" RENAME TO \"event_journal\"");
        long deadline = System.nanoTime() + Workbench.PATIENCE.toNanos();
        Outcome outcome = new Outcome.Failed("not asked yet");
        while (outcome instanceof Outcome.Failed && System.nanoTime() < deadline) {
            outcome = bench.ask(B, new Order.Open(1, List.of(A)));
        }
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        assertThat(bench.snapshot().all(Desk.TYPE)).extracting(Desk::id).containsExactly("a", "b");
    }
}
