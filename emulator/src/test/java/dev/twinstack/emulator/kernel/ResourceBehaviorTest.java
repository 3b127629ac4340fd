package dev.twinstack.emulator.kernel;

import static dev.twinstack.emulator.system.Workbench.PROJECT;
import static dev.twinstack.emulator.system.Workbench.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.emulator.inventory.Sweep;
import dev.twinstack.emulator.journal.Journal;
import dev.twinstack.emulator.journal.JournalSettings;
import dev.twinstack.emulator.kernel.Desk.Order;
import dev.twinstack.emulator.kernel.Desk.Word;
import dev.twinstack.emulator.system.Workbench;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The persistent actor, under its real parent, beside a real inventory and on a real journal. */
class ResourceBehaviorTest {
    private static final EntityRef A = desk("a");
    private static final EntityRef B = desk("b");
    private static final EntityRef C = desk("c");
    private static final int MANY = 50;
    private static final int RESTS = 10;

    private final Journal journal = Journal.open(new JournalSettings.Memory());
    private final DeskRules rules = new DeskRules();
    private Workbench bench = Workbench.on(journal, rules);

    @AfterEach
    void close() {
        bench.close();
        journal.close();
    }

    @Test
    void oneCommandInThenAnswerEventAndState() {
        Outcome outcome = bench.ask(A, open(3));
        Desk state = state(A);
        assertThat(outcome).isEqualTo(new Outcome.Done(state));
        assertThat(state.room()).isEqualTo(3);
        assertThat(bench.journalled(A)).containsExactly("desk.opened {\"id\":\"a\",\"room\":3,\"had\":[]}");
    }

    @Test
    void aRefusalLeavesNoTrace() {
        assertThat(refusal(bench.ask(A, hear("too early")))).isEqualTo("desk-not-found");
        assertThat(bench.journalled(A)).isEmpty();
        assertThat(bench.snapshot().all(Desk.TYPE)).isEmpty();
    }

    @Test
    void commandsThatArriveDuringAWriteAreJournalledInOne() {
        done(A, open(3));
        done(B, open(3));
        CountDownLatch gate = new CountDownLatch(1);
        CompletionStage<Outcome> first = bench.send(A, new Order.Hear(new Word("0", () -> pass(gate))));
        long before = bench.vitals().journal().writes().count();
        List<CompletionStage<Outcome>> others = IntStream.rangeClosed(1, MANY)
                .mapToObj(i -> bench.send(A, hear("" + i)))
                .toList();
        assertThat(refusal(bench.ask(B, open(3)))).as("behind the others").isEqualTo("desk-exists");
        gate.countDown();
        assertThat(await(first)).isInstanceOf(Outcome.Done.class);
        others.forEach(other -> assertThat(await(other)).isInstanceOf(Outcome.Done.class));
        assertThat(bench.vitals().journal().writes().count() - before)
                .as("writes for %s commands: the first, then the others, but for some on their way", MANY + 1)
                .isLessThanOrEqualTo(4);
        assertThat(bench.journalled(A).stream().skip(1))
                .containsExactlyElementsOf(IntStream.rangeClosed(0, MANY)
                        .mapToObj(i -> heard("" + i))
                        .toList());
    }

    @Test
    void whatWasJournalledIsThereAfterARestart() {
        done(A, open(3));
        done(B, open(3, A));
        done(A, hear("one"));
        List<Desk> before = List.copyOf(bench.snapshot().all(Desk.TYPE));
        restart(direct -> direct);
        assertThat(bench.snapshot().all(Desk.TYPE)).containsExactlyElementsOf(before);
        done(A, hear("two"));
        assertThat(state(A).heard()).containsExactly("one", "two");
        assertThat(state(A).given()).containsEntry(B, 1);
    }

    @Test
    void whatIsAskedAgainIsNotDoneTwice() {
        done(A, open(3));
        bench.tell(B, open(3, A));
        assertThat(refusal(bench.ask(B, open(3, A)))).isEqualTo("desk-exists");
        assertThat(bench.journalled(B)).hasSize(1);
        assertThat(state(A).given()).containsOnlyKeys(B);
    }

    @Test
    void theSameClaimantIsGrantedTheSameOnce() {
        done(A, open(3));
        assertThat(bench.ask(A, new Order.Take(B))).isEqualTo(new Outcome.Done(1));
        assertThat(bench.ask(A, new Order.Take(B))).isEqualTo(new Outcome.Done(1));
        assertThat(bench.ask(A, new Order.Take(C))).isEqualTo(new Outcome.Done(2));
        done(A, new Order.GiveBack(B));
        done(A, new Order.GiveBack(B));
        assertThat(bench.journalled(A)).hasSize(4);
    }

    @Test
    void oneOwnersRefusalGivesBackWhatTheOthersGranted() {
        done(A, open(3));
        done(B, open(0));
        assertThat(refusal(bench.ask(C, open(1, A, B)))).isEqualTo("desk-full");
        assertThat(state(A).given()).as("when the refusal is out").isEmpty();
        assertThat(bench.journalled(A)).hasSize(3);
        assertThat(bench.journalled(C)).isEmpty();
    }

    @Test
    void aRefusalGivesBackOnlyWhatWasTakenForIt() {
        done(A, open(3));
        done(B, open(0));
        done(C, open(1, A));
        assertThat(refusal(bench.ask(C, new Order.Acquire(List.of(A, B))))).isEqualTo("desk-full");
        assertThat(state(A).given()).containsOnlyKeys(C);
        assertThat(state(C).had()).containsOnlyKeys(A);
    }

    @Test
    void anOwnersSilenceIsAFailureAndTheOthersGetBackTheirs() {
        done(A, open(3));
        done(B, open(3));
        restart(direct -> (entity, command) -> entity.equals(B) ? silence() : direct.ask(entity, command));
        assertThat(bench.ask(C, open(1, A, B))).isInstanceOf(Outcome.Failed.class);
        assertThat(state(A).given()).isEmpty();
        assertThat(bench.journalled(C)).isEmpty();
    }

    @Test
    void aGrantWhoseAnswerAndReleaseWereLostIsSweptWhenTheProjectIsLoaded() {
        done(A, open(3));
        restart(direct -> (entity, command) ->
                command instanceof Order.Take ? direct.ask(entity, command).thenCompose(lost -> silence()) : silence());
        assertThat(bench.ask(C, open(1, A))).isInstanceOf(Outcome.Failed.class);
        assertThat(state(A).given()).containsOnlyKeys(C);
        restart(direct -> direct);
        awaitThat(() -> state(A).given().isEmpty());
        done(C, open(1, A));
    }

    /** The journal has the grant and not yet its use, so to whoever looks from outside the claim dangles. */
    @Test
    void aClaimThatIsAboutToBeUsedIsKeptThoughItIsDoubted() {
        done(A, open(3));
        CompletableFuture<Void> gate = new CompletableFuture<>();
        restart(direct ->
                (entity, command) -> direct.ask(entity, command).thenCombine(gate, (outcome, opened) -> outcome));
        CompletionStage<Outcome> opening = bench.send(C, open(1, A));
        awaitThat(() -> bench.journalled(A).size() == 2);
        bench.doubt(new Sweep.Dangling(C, Desk.claim(A, C).hold()));
        gate.complete(null);
        assertThat(await(opening)).isInstanceOf(Outcome.Done.class);
        done(A, hear("whatever was told before"));
        assertThat(state(A).given()).containsOnlyKeys(C);
    }

    @Test
    void whileItGathersAnEntityAnswersClaimsButNothingElse() {
        done(A, open(3));
        done(B, open(3));
        CompletableFuture<Void> gate = new CompletableFuture<>();
        restart(direct ->
                (entity, command) -> direct.ask(entity, command).thenCombine(gate, (outcome, opened) -> outcome));
        CompletionStage<Outcome> acquiring = bench.send(B, new Order.Acquire(List.of(A)));
        CompletionStage<Outcome> waiting = bench.send(B, hear("after"));
        assertThat(bench.ask(B, new Order.Take(C))).isEqualTo(new Outcome.Done(1));
        assertThat(waiting.toCompletableFuture()).isNotDone();
        gate.complete(null);
        assertThat(await(acquiring)).isInstanceOf(Outcome.Done.class);
        assertThat(await(waiting)).isInstanceOf(Outcome.Done.class);
        // Nobody ever opened C, so a sweep may take back what it was given, at any time.
        assertThat(bench.journalled(B).stream().map(event -> event.split(" ", 2)[0]))
                .containsSubsequence("desk.opened", "desk.given", "desk.acquired", "desk.heard");
    }

    @Test
    void twoThatClaimOnEachOtherDoNotWaitForEver() {
        done(A, open(3));
        done(B, open(3));
        CompletionStage<Outcome> a = bench.send(A, new Order.Acquire(List.of(B)));
        CompletionStage<Outcome> b = bench.send(B, new Order.Acquire(List.of(A)));
        assertThat(await(a)).isInstanceOf(Outcome.Done.class);
        assertThat(await(b)).isInstanceOf(Outcome.Done.class);
        assertThat(state(A).given()).containsOnlyKeys(B);
        assertThat(state(B).given()).containsOnlyKeys(A);
    }

    @Test
    void whoClosesHasLetGoBeforeItAnswers() {
        done(A, open(3));
        done(B, open(3));
        done(C, open(1, A, B));
        assertThat(refusal(bench.ask(A, new Order.Close()))).isEqualTo("desk-in-use");
        done(C, new Order.Close());
        assertThat(bench.snapshot().find(C)).isEmpty();
        assertThat(Stream.of(A, B).map(this::state))
                .allSatisfy(owner -> assertThat(owner.given()).isEmpty());
        done(A, new Order.Close());
        assertThat(refusal(bench.ask(A, new Order.Take(C)))).isEqualTo("desk-not-found");
    }

    @Test
    void anIdleEntityRestsAndMissesNothing() {
        bench.close();
        bench = new Workbench(journal, rules, Duration.ofMillis(1), direct -> direct);
        done(A, open(3));
        int made = rules.openings();
        List<String> said = new ArrayList<>();
        long deadline = System.nanoTime() + Workbench.PATIENCE.toNanos();
        for (int i = 0; rules.openings() < made + RESTS && System.nanoTime() < deadline; i++) {
            CompletionStage<Outcome> first = bench.send(A, hear(i + " first"));
            CompletionStage<Outcome> second = bench.send(A, hear(i + " second"));
            said.addAll(List.of(i + " first", i + " second"));
            assertThat(await(first)).isInstanceOf(Outcome.Done.class);
            assertThat(await(second)).isInstanceOf(Outcome.Done.class);
            // Around the moment at which it goes to rest.
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5 + i % 6 * 5L));
        }
        assertThat(rules.openings()).as("it did rest, and came back").isGreaterThan(made);
        assertThat(state(A).heard()).containsExactlyElementsOf(said);
    }

    @Test
    void aBugInTheRulesFailsThatCommandAlone() {
        done(A, open(3));
        CountDownLatch gate = new CountDownLatch(1);
        bench.send(A, new Order.Hear(new Word("0", () -> pass(gate))));
        CompletionStage<Outcome> before = bench.send(A, hear("1"));
        CompletionStage<Outcome> bug = bench.send(A, new Order.Stumble());
        CompletionStage<Outcome> after = bench.send(A, hear("2"));
        gate.countDown();
        assertThat(await(bug)).isInstanceOf(Outcome.Failed.class);
        assertThat(await(before)).isInstanceOf(Outcome.Done.class);
        assertThat(await(after)).isInstanceOf(Outcome.Done.class);
        assertThat(state(A).heard()).containsExactly("0", "1", "2");
    }

    @Test
    void anEventThatCannotBeWrittenFailsItsCommandAndTheEntityGoesOn() {
        done(A, open(3));
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        CompletionStage<Outcome> unwritable = bench.send(A, new Order.Hear(new Word("x", () -> {
            writing.countDown();
            pass(gate);
            throw new IllegalStateException("cannot be written");
        })));
        pass(writing);
        CompletionStage<Outcome> during = bench.send(A, hear("during"));
        gate.countDown();
        assertThat(failure(await(unwritable))).contains("could not be written");
        assertThat(await(during)).isInstanceOf(Outcome.Done.class);
        done(A, hear("after"));
        assertThat(state(A).heard()).containsExactly("during", "after");
    }

    @Test
    void whoLosesARaceOfTwoWritersIsToldAndGoesOnFromTheJournal() {
        done(A, open(3));
        done(A, hear("mine"));
        Workbench.sql(journal, """
                INSERT INTO "event_journal" ("deleted", "persistence_id", "sequence_number", "writer",
                    "write_timestamp", "adapter_manifest", "event_payload", "event_ser_id", "event_ser_manifest")
                SELECT "deleted", "persistence_id", 3, 'another', "write_timestamp", "adapter_manifest",
                    "event_payload", "event_ser_id", "event_ser_manifest"
                FROM "event_journal" WHERE "sequence_number" = 2""");
        assertThat(failure(bench.ask(A, hear("lost")))).contains("could not be written");
        done(A, hear("after"));
        assertThat(state(A).heard()).containsExactly("mine", "mine", "after");
    }

    @Test
    void aJournalThatIsGoneIsToldPromptly() {
        done(A, open(3));
        Workbench.sql(journal, "DROP TABLE \"event_journal\"");
        assertThat(failure(bench.ask(A, hear("lost")))).contains("could not be written");
        assertThat(failure(bench.ask(A, hear("lost as well")))).contains("cannot be read");
        assertThat(failure(bench.ask(B, open(1)))).contains("cannot be read");
    }

    private void restart(UnaryOperator<Entities> between) {
        bench.close();
        bench = new Workbench(journal, rules, Duration.ofMinutes(1), between);
    }

    private static void awaitThat(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Workbench.PATIENCE.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    /** What an entity hears from one that does not answer in time. */
    private static CompletionStage<Outcome> silence() {
        return CompletableFuture.completedStage(new Outcome.Failed("no answer"));
    }

    private static void pass(CountDownLatch gate) {
        try {
            if (!gate.await(Workbench.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("the gate stayed shut");
            }
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private void done(EntityRef desk, Order order) {
        assertThat(bench.ask(desk, order)).isInstanceOf(Outcome.Done.class);
    }

    private Desk state(EntityRef desk) {
        return bench.snapshot().find(Desk.TYPE, desk.id()).orElseThrow();
    }

    private static String refusal(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return ((Outcome.Refused) outcome).error().reason();
    }

    private static String failure(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        return ((Outcome.Failed) outcome).reason();
    }

    private static EntityRef desk(String id) {
        return Desk.TYPE.ref(PROJECT, id);
    }

    private static Order open(int room, EntityRef... owners) {
        return new Order.Open(room, List.of(owners));
    }

    private static Order hear(String text) {
        return new Order.Hear(new Word(text));
    }

    private static String heard(String text) {
        return "desk.heard {\"word\":\"" + text + "\"}";
    }
}
