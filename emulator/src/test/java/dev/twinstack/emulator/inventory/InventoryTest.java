package dev.twinstack.emulator.inventory;

import static dev.twinstack.emulator.inventory.SweepTest.giving;
import static dev.twinstack.emulator.inventory.SweepTest.having;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.emulator.inventory.Inventory.Get;
import dev.twinstack.emulator.inventory.Inventory.Publish;
import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.Desk;
import dev.twinstack.emulator.kernel.DeskRules;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Existence;
import dev.twinstack.emulator.kernel.Outcome;
import dev.twinstack.emulator.kernel.Publication;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.pattern.StatusReply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pcollections.HashTreePMap;

class InventoryTest {
    private static final EntityRef A = Desk.TYPE.ref("p", "a");
    private static final EntityRef B = Desk.TYPE.ref("p", "b");
    private static final EntityRef POOL = Desk.TYPE.ref("region", "pool");
    private static final Outcome DONE = new Outcome.Done("done");
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration A_MOMENT = Duration.ofMillis(100);
    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final Existence<Desk> GONE = new Existence.Gone<>(desk("a", 0));

    private final ActorTestKit kit = ActorTestKit.create(ManualTime.config());
    private final ManualTime time = ManualTime.get(kit.system());
    private final CompletableFuture<Replay.Result> load = new CompletableFuture<>();
    private final CompletableFuture<Replay.Result> secondLoad = new CompletableFuture<>();
    private final BlockingQueue<CompletableFuture<Replay.Result>> loads =
            new LinkedBlockingQueue<>(List.of(load, secondLoad));
    private final TestProbe<StatusReply<Snapshot>> reader = kit.createTestProbe();
    private final TestProbe<Outcome> asker = kit.createTestProbe();
    private final TestProbe<Sweep.Dangling> doubted = kit.createTestProbe();
    private volatile Optional<Snapshot> region = Optional.empty();

    @AfterEach
    void stop() {
        kit.shutdownTestKit();
    }

    @Test
    void anAnswerGoesOutOnceItsStateCanBeListed() {
        CountDownLatch gate = new CountDownLatch(1);
        ActorRef<Inventory.Message> inventory = start(snapshot -> {
            if (snapshot.find(A).isPresent()) {
                pass(gate);
            }
        });
        load.complete(nothing());
        inventory.tell(publish(A, 1, live("a", 1)));
        asker.expectNoMessage(A_MOMENT);
        gate.countDown();
        asker.expectMessage(PATIENCE, DONE);
        assertThat(snapshot(inventory).find(A)).isPresent();
    }

    @Test
    void anOlderStateChangesNothingButItsAnswerGoesOut() {
        ActorRef<Inventory.Message> inventory = start(snapshot -> {});
        load.complete(nothing());
        inventory.tell(publish(A, 2, live("a", 2)));
        inventory.tell(publish(A, 1, live("a", 1)));
        inventory.tell(publish(A, 2, live("a", 3)));
        for (int i = 0; i < 3; i++) {
            asker.expectMessage(PATIENCE, DONE);
        }
        assertThat(snapshot(inventory).find(Desk.TYPE, "a")).hasValue(desk("a", 2));
        inventory.tell(publish(A, 3, GONE));
        inventory.tell(publish(A, 2, live("a", 2)));
        assertThat(snapshot(inventory).find(A)).isEmpty();
    }

    @Test
    void whatComesWhileTheProjectIsLoadedWaits() {
        ActorRef<Inventory.Message> inventory = start(snapshot -> {});
        inventory.tell(new Get(reader.ref()));
        inventory.tell(publish(A, 5, live("a", 5)));
        inventory.tell(publish(B, 5, live("b", 5)));
        reader.expectNoMessage(A_MOMENT);
        asker.expectNoMessage(Duration.ZERO);
        Snapshot stored = Snapshot.empty("p").put(A, desk("a", 4)).put(B, desk("b", 6));
        load.complete(new Replay.Result(stored, Map.of(A, 4L, B, 6L)));
        assertThat(reader.receiveMessage(PATIENCE).getValue()).isEqualTo(stored);
        asker.expectMessage(PATIENCE, DONE);
        asker.expectMessage(PATIENCE, DONE);
        assertThat(snapshot(inventory).all(Desk.TYPE)).containsExactly(desk("a", 5), desk("b", 6));
    }

    @Test
    void aProjectThatCannotBeReadIsNotServed() {
        ActorRef<Inventory.Message> inventory = start(snapshot -> {});
        inventory.tell(new Get(reader.ref()));
        inventory.tell(publish(A, 1, live("a", 1)));
        load.completeExceptionally(new IllegalStateException("unreadable"));
        assertThat(reader.receiveMessage(PATIENCE).isError()).isTrue();
        assertThat(asker.receiveMessage(PATIENCE)).isInstanceOf(Outcome.Failed.class);
        inventory.tell(new Get(reader.ref()));
        inventory.tell(publish(A, 2, live("a", 2)));
        assertThat(reader.receiveMessage(PATIENCE).isError()).isTrue();
        assertThat(asker.receiveMessage(PATIENCE)).isInstanceOf(Outcome.Failed.class);
    }

    @Test
    void aProjectThatCouldNotBeReadOnceIsServedWhenItCanBe() {
        ActorRef<Inventory.Message> inventory = start(snapshot -> {});
        load.completeExceptionally(new IllegalStateException("unreadable"));
        inventory.tell(new Get(reader.ref()));
        assertThat(reader.receiveMessage(PATIENCE).isError()).isTrue();
        time.timePasses(A_MOMENT);
        inventory.tell(new Get(reader.ref()));
        assertThat(reader.receiveMessage(PATIENCE).isError()).as("too early").isTrue();
        assertThat(loads).as("not tried yet").hasSize(1);
        time.timePasses(GRACE);
        assertThat(loads).as("nobody has asked since").hasSize(1);
        inventory.tell(new Get(reader.ref()));
        inventory.tell(publish(B, 1, live("b", 1)));
        secondLoad.complete(new Replay.Result(Snapshot.empty("p").put(A, desk("a", 4)), Map.of(A, 4L)));
        assertThat(reader.receiveMessage(PATIENCE).getValue().find(A)).isPresent();
        asker.expectMessage(PATIENCE, DONE);
        assertThat(snapshot(inventory).all(Desk.TYPE)).containsExactly(desk("a", 4), desk("b", 1));
    }

    @Test
    void anInventoryThatADefectStopsReadsTheJournalAgainAndMissesNothing() {
        AtomicBoolean defect = new AtomicBoolean();
        ActorRef<Inventory.Message> inventory = start(snapshot -> {
            if (defect.getAndSet(false)) {
                throw new IllegalStateException("a defect");
            }
        });
        load.complete(nothing());
        snapshot(inventory);
        defect.set(true);
        inventory.tell(publish(A, 1, live("a", 1)));
        inventory.tell(publish(B, 1, live("b", 1)));
        assertThat(asker.receiveMessage(PATIENCE)).as("of A").isInstanceOf(Outcome.Failed.class);
        secondLoad.complete(new Replay.Result(Snapshot.empty("p").put(A, desk("a", 1)), Map.of(A, 1L)));
        asker.expectMessage(PATIENCE, DONE);
        assertThat(snapshot(inventory).all(Desk.TYPE)).containsExactly(desk("a", 1), desk("b", 1));
    }

    @Test
    void whatStillWaitedWhenADefectStoppedTheInventoryIsAnswered() {
        AtomicBoolean defect = new AtomicBoolean(true);
        ActorRef<Inventory.Message> inventory = start(snapshot -> {
            if (snapshot.find(A).isPresent() && defect.getAndSet(false)) {
                throw new IllegalStateException("a defect");
            }
        });
        inventory.tell(publish(A, 1, live("a", 1)));
        inventory.tell(publish(B, 1, live("b", 1)));
        inventory.tell(new Get(reader.ref()));
        load.complete(nothing());
        assertThat(asker.receiveMessage(PATIENCE)).as("of A").isInstanceOf(Outcome.Failed.class);
        secondLoad.complete(new Replay.Result(Snapshot.empty("p").put(A, desk("a", 1)), Map.of(A, 1L)));
        asker.expectMessage(PATIENCE, DONE);
        assertThat(reader.receiveMessage(PATIENCE).getValue().all(Desk.TYPE))
                .containsExactly(desk("a", 1), desk("b", 1));
    }

    @Test
    void aSweepThatADefectOvertookIsForgotten() {
        BlockingQueue<Runnable> sweeps = new LinkedBlockingQueue<>();
        AtomicBoolean defect = new AtomicBoolean();
        ActorRef<Inventory.Message> inventory = start(
                snapshot -> {
                    if (defect.getAndSet(false)) {
                        throw new IllegalStateException("a defect");
                    }
                },
                sweeps::add);
        load.complete(new Replay.Result(Snapshot.empty("p").put(A, giving("a", B)), Map.of(A, 2L)));
        snapshot(inventory);
        defect.set(true);
        inventory.tell(publish(B, 1, new Existence.Live<>(having("b", A))));
        assertThat(asker.receiveMessage(PATIENCE)).isInstanceOf(Outcome.Failed.class);
        Snapshot stored = Snapshot.empty("p").put(A, giving("a", B)).put(B, having("b", A));
        secondLoad.complete(new Replay.Result(stored, Map.of(A, 2L, B, 1L)));
        snapshot(inventory);
        sweeps.remove().run();
        snapshot(inventory);
        doubted.expectNoMessage(A_MOMENT);
        time.timePasses(GRACE);
        snapshot(inventory);
        assertThat(sweeps).as("its own, which is not over").hasSize(1);
    }

    @Test
    void whatDanglesWhenTheProjectIsLoadedIsDoubtedAtOnce() {
        region = Optional.of(Snapshot.empty("region").put(POOL, giving("pool", B)));
        start(snapshot -> {});
        Snapshot stored = Snapshot.empty("p").put(A, giving("a", B));
        load.complete(new Replay.Result(stored, Map.of(A, 2L)));
        assertThat(doubted.receiveSeveralMessages(2, PATIENCE))
                .containsExactlyInAnyOrder(dangling(A, B), dangling(POOL, B));
    }

    @Test
    void aClaimIsDoubtedWhenItDangledAtTwoSweeps() {
        ActorRef<Inventory.Message> inventory = start(snapshot -> {});
        load.complete(nothing());
        inventory.tell(publish(A, 2, new Existence.Live<>(giving("a", B))));
        snapshot(inventory);
        time.timePasses(GRACE);
        snapshot(inventory);
        doubted.expectNoMessage(A_MOMENT);
        time.timePasses(GRACE);
        doubted.expectMessage(PATIENCE, dangling(A, B));
    }

    @Test
    void aClaimantThatComesToBeInTheMeantimeKeepsItsClaim() {
        ActorRef<Inventory.Message> inventory = start(snapshot -> {});
        load.complete(nothing());
        inventory.tell(publish(A, 2, new Existence.Live<>(giving("a", B))));
        snapshot(inventory);
        time.timePasses(GRACE);
        inventory.tell(publish(B, 1, new Existence.Live<>(having("b", A))));
        snapshot(inventory);
        time.timePasses(GRACE);
        time.timePasses(GRACE);
        snapshot(inventory);
        doubted.expectNoMessage(A_MOMENT);
    }

    /** A grant that came too late for its claimant, which has long given up, changes the region only. */
    @Test
    void aClaimOnTheRegionIsSweptThoughNothingHappensInTheProject() {
        ActorRef<Inventory.Message> inventory = start(snapshot -> {});
        load.complete(nothing());
        snapshot(inventory);
        time.timePasses(GRACE);
        snapshot(inventory);
        region = Optional.of(Snapshot.empty("region").put(POOL, giving("pool", B)));
        time.timePasses(GRACE);
        snapshot(inventory);
        time.timePasses(GRACE);
        doubted.expectMessage(PATIENCE, dangling(POOL, B));
    }

    /** It may be under way for all this project knows; the claimant is asked, who knows better. */
    @Test
    void aClaimOfTheRegionIsDoubtedAfterLoading() {
        region = Optional.of(Snapshot.empty("region"));
        start(snapshot -> {});
        load.complete(new Replay.Result(Snapshot.empty("p").put(A, giving("a", POOL)), Map.of(A, 2L)));
        doubted.expectMessage(PATIENCE, dangling(A, POOL));
    }

    @Test
    void aClaimThatTheRegionKnowsOfStands() {
        region = Optional.of(Snapshot.empty("region").put(POOL, having("pool", A)));
        ActorRef<Inventory.Message> inventory = start(snapshot -> {});
        load.complete(new Replay.Result(Snapshot.empty("p").put(A, giving("a", POOL)), Map.of(A, 2L)));
        for (int i = 0; i < 3; i++) {
            snapshot(inventory);
            time.timePasses(GRACE);
        }
        snapshot(inventory);
        doubted.expectNoMessage(A_MOMENT);
    }

    private ActorRef<Inventory.Message> start(Consumer<Snapshot> newest) {
        return start(newest, Runnable::run);
    }

    /** @param sweeper does the sweeps */
    private ActorRef<Inventory.Message> start(Consumer<Snapshot> newest, Executor sweeper) {
        return kit.spawn(Inventory.of(
                "p",
                loads::remove,
                new Sweep(List.of(new DeskRules()), sweeper),
                () -> region,
                dangling -> doubted.ref().tell(dangling),
                newest::accept));
    }

    private Snapshot snapshot(ActorRef<Inventory.Message> inventory) {
        inventory.tell(new Get(reader.ref()));
        return reader.receiveMessage(PATIENCE).getValue();
    }

    private static Replay.Result nothing() {
        return new Replay.Result(Snapshot.empty("p"), Map.of());
    }

    private Publish publish(EntityRef entity, long sequenceNr, Existence<Desk> existence) {
        return new Publish(
                new Publication(entity, sequenceNr, existence, List.of(new Publication.Reply(asker.ref(), DONE))));
    }

    private static Existence<Desk> live(String id, int room) {
        return new Existence.Live<>(desk(id, room));
    }

    private static Desk desk(String id, int room) {
        return new Desk(id, room, HashTreePMap.empty(), HashTreePMap.empty(), List.of());
    }

    private static Sweep.Dangling dangling(EntityRef owner, EntityRef claimant) {
        return new Sweep.Dangling(claimant, new Claim.Hold(owner, new Desk.Order.GiveBack(claimant)));
    }

    private static void pass(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }
}
