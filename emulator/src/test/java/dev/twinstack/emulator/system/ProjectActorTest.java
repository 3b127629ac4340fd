package dev.twinstack.emulator.system;

import static dev.twinstack.emulator.system.Workbench.PROJECT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twinstack.emulator.journal.Journal;
import dev.twinstack.emulator.journal.JournalSettings;
import dev.twinstack.emulator.kernel.Context;
import dev.twinstack.emulator.kernel.Decision;
import dev.twinstack.emulator.kernel.Desk;
import dev.twinstack.emulator.kernel.Desk.Happening;
import dev.twinstack.emulator.kernel.Desk.Order;
import dev.twinstack.emulator.kernel.DeskRules;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProjectActorTest {
    private static final EntityRef A = Desk.TYPE.ref(PROJECT, "a");
    private static final EntityRef B = Desk.TYPE.ref(PROJECT, "b");
    private static final Duration A_MOMENT = Duration.ofMillis(300);

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

    /** The project's own pace, and the region's clock, are in what has yet to be read. */
    @Test
    void nothingIsDecidedBeforeTheProjectIsRead() {
        bench.close();
        CompletableFuture<Void> gate = new CompletableFuture<>();
        CompletableFuture<Boolean> readWhenDecided = new CompletableFuture<>();
        bench = Workbench.on(
                journal,
                new DeskRules() {
                    @Override
                    public Decision<Happening> open(Order command, Context ctx) {
                        readWhenDecided.complete(gate.isDone());
                        return super.open(command, ctx);
                    }
                },
                gate);
        CompletionStage<Outcome> opening = bench.send(A, new Order.Open(3, List.of()));
        assertThat(readWhenDecided).as("decided").failsWithin(A_MOMENT);
        gate.complete(null);
        assertThat(Workbench.await(opening)).isInstanceOf(Outcome.Done.class);
        assertThat(readWhenDecided).isCompletedWithValue(true);
    }

    @Test
    void whatWaitsForAProjectThatCannotBeReadIsTold() {
        bench.close();
        CompletableFuture<Void> gate = new CompletableFuture<>();
        bench = Workbench.on(journal, new DeskRules(), gate);
        CompletionStage<Outcome> opening = bench.send(A, new Order.Open(3, List.of()));
        gate.completeExceptionally(new IllegalStateException("unreadable"));
        assertThat(Workbench.await(opening)).isInstanceOf(Outcome.Failed.class);
        assertThat(bench.journalled(A)).isEmpty();
    }
}
