package dev.twinstack.emulator.inventory;

import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Existence;
import dev.twinstack.emulator.kernel.Outcome;
import dev.twinstack.emulator.kernel.Publication;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.StashBuffer;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.pattern.StatusReply;

/**
 * The one place that knows all of a project. Entities publish here before anybody is answered, so whoever has an answer
 * can list it. It first folds the project's journal; what comes meanwhile waits.
 */
public final class Inventory {
    /** What the actor understands. */
    public sealed interface Message {}

    public record Publish(Publication publication) implements Message {}

    public record Get(ActorRef<StatusReply<Snapshot>> replyTo) implements Message {}

    private record Loaded(Replay.Result result) implements Message {}

    private record LoadFailed(Throwable why) implements Message {}

    private record SweepTick() implements Message {}

    /** What a sweep looked at: a late grant of the region's changes only the region. */
    private record Revisions(long project, long region) {}

    /** How long a claim may stand whose claimant does not know of it; longer than any command may take. */
    private static final Duration GRACE = Duration.ofSeconds(30);

    private static final int WAITING_WHILE_LOADING = 100_000;

    private final Consumer<Sweep.Dangling> doubter;
    private final Consumer<Snapshot> newest;
    private final Sweep sweep;
    private final Supplier<Optional<Snapshot>> region;
    private Snapshot snapshot;
    private final Map<EntityRef, Long> sequenceNrs = new HashMap<>();
    private Set<Sweep.Dangling> suspects = new HashSet<>();
    private Revisions swept = new Revisions(-1, -1);

    /**
     * @param load reads the project's journal; blocking is its own affair
     * @param region what is known of the region's own project, from whose pools this one is served
     * @param doubter asks the claimant of a claim that dangles to let go of it: it may be about to use it
     * @param newest is handed every snapshot before any answer that depends on it goes out
     */
    public static Behavior<Message> of(
            String project,
            CompletionStage<Replay.Result> load,
            Sweep sweep,
            Supplier<Optional<Snapshot>> region,
            Consumer<Sweep.Dangling> doubter,
            Consumer<Snapshot> newest) {
        return Behaviors.setup(context -> Behaviors.withStash(WAITING_WHILE_LOADING, stash -> {
            context.pipeToSelf(
                    load, (result, failure) -> failure == null ? new Loaded(result) : new LoadFailed(failure));
            return loading(context, project, stash, new Inventory(project, sweep, region, doubter, newest));
        }));
    }

    private Inventory(
            String project,
            Sweep sweep,
            Supplier<Optional<Snapshot>> region,
            Consumer<Sweep.Dangling> doubter,
            Consumer<Snapshot> newest) {
        this.snapshot = Snapshot.empty(project);
        this.sweep = sweep;
        this.region = region;
        this.doubter = doubter;
        this.newest = newest;
    }

    private static Behavior<Message> loading(
            ActorContext<Message> context, String project, StashBuffer<Message> stash, Inventory inventory) {
        return Behaviors.receive(Message.class)
                .onMessage(Loaded.class, loaded -> {
                    inventory.load(loaded.result());
                    return stash.unstashAll(Behaviors.withTimers(timers -> inventory.serving(timers)));
                })
                .onMessage(LoadFailed.class, failed -> {
                    context.getLog().error("project {} cannot be read from the journal", project, failed.why());
                    return stash.unstashAll(failed(project));
                })
                .onAnyMessage(message -> {
                    stash.stash(message);
                    return Behaviors.same();
                })
                .build();
    }

    /** A project that cannot be read is not served at all: better no answer than a wrong one. */
    private static Behavior<Message> failed(String project) {
        String why = "the journal of project " + project + " cannot be read; the log says why";
        return Behaviors.receive(Message.class)
                .onMessage(Get.class, get -> {
                    get.replyTo().tell(StatusReply.error(why));
                    return Behaviors.same();
                })
                .onMessage(Publish.class, publish -> {
                    publish.publication().replies().forEach(reply -> reply.to().tell(new Outcome.Failed(why)));
                    return Behaviors.same();
                })
                .build();
    }

    private void load(Replay.Result result) {
        snapshot = result.snapshot();
        sequenceNrs.putAll(result.sequenceNrs());
        newest.accept(snapshot);
        // Most of it was left by a process that is gone, so nothing need be waited for.
        claimedFromHere().forEach(doubter);
    }

    private Behavior<Message> serving(TimerScheduler<Message> timers) {
        timers.startTimerWithFixedDelay(new SweepTick(), GRACE);
        return Behaviors.receive(Message.class)
                .onMessage(Publish.class, publish -> {
                    apply(publish.publication());
                    return Behaviors.same();
                })
                .onMessage(Get.class, get -> {
                    get.replyTo().tell(StatusReply.success(snapshot));
                    return Behaviors.same();
                })
                .onMessage(SweepTick.class, tick -> {
                    sweep();
                    return Behaviors.same();
                })
                .build();
    }

    private void apply(Publication publication) {
        EntityRef entity = publication.entity();
        if (publication.sequenceNr() > sequenceNrs.getOrDefault(entity, 0L)) {
            sequenceNrs.put(entity, publication.sequenceNr());
            switch (publication.existence()) {
                case Existence.Never<?> never -> {}
                case Existence.Live<?>(Object state) -> snapshot = snapshot.put(entity, state);
                case Existence.Gone<?> gone -> {
                    snapshot = snapshot.remove(entity);
                }
            }
            newest.accept(snapshot);
        }
        publication.replies().forEach(Publication.Reply::send);
    }

    /** What this project's entities do not know of, here and in the region's own project. */
    private List<Sweep.Dangling> claimedFromHere() {
        List<Sweep.Dangling> dangling = new ArrayList<>(sweep.dangling(snapshot, snapshot));
        region.get().ifPresent(owners -> dangling.addAll(sweep.dangling(owners, snapshot)));
        return dangling;
    }

    /** The same, and what the region's own entities do not know of here, such as a peering that never came to be. */
    private List<Sweep.Dangling> dangling() {
        List<Sweep.Dangling> dangling = claimedFromHere();
        region.get().ifPresent(claimants -> dangling.addAll(sweep.dangling(snapshot, claimants)));
        return dangling;
    }

    /** Doubts what dangled at the last sweep already, and notes what dangles now. */
    private void sweep() {
        Revisions now = new Revisions(
                snapshot.revision(), region.get().map(Snapshot::revision).orElse(0L));
        if (now.equals(swept) && suspects.isEmpty()) {
            return;
        }
        swept = now;
        Set<Sweep.Dangling> dangling = new HashSet<>(dangling());
        dangling.stream().filter(suspects::contains).forEach(doubter);
        suspects = dangling;
    }
}
