package dev.twinstack.emulator.inventory;

import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Existence;
import dev.twinstack.emulator.kernel.Outcome;
import dev.twinstack.emulator.kernel.Publication;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.StashBuffer;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.pattern.StatusReply;

/**
 * The one place that knows all of a project. Entities publish here before anybody is answered, so whoever has an answer
 * can list it. It first folds the project's journal; what comes meanwhile waits. A journal that cannot be read is read
 * again when somebody next asks, but not at once.
 */
public final class Inventory {
    /** What the actor understands. */
    public sealed interface Message {}

    public record Publish(Publication publication) implements Message {}

    public record Get(ActorRef<StatusReply<Snapshot>> replyTo) implements Message {}

    private record Loaded(Replay.Result result) implements Message {}

    private record LoadFailed(Throwable why) implements Message {}

    private record MayRetry() implements Message {}

    private record SweepTick() implements Message {}

    /**
     * @param by the one that began it, which a defect may have stopped since
     * @param first the one after loading
     */
    private record Swept(Inventory by, List<Sweep.Dangling> found, boolean first) implements Message {}

    private record SweepFailed(Inventory by) implements Message {}

    /** What a sweep looked at: a late grant of the region's changes only the region. */
    private record Revisions(long project, long region) {}

    /** How long a claim may stand whose claimant does not know of it; longer than any command may take. */
    private static final Duration GRACE = Duration.ofSeconds(30);

    private static final Duration FIRST_RETRY = Duration.ofMillis(200);
    private static final Duration LAST_RETRY = Duration.ofSeconds(30);
    private static final int WAITING_WHILE_LOADING = 100_000;

    private final ActorContext<Message> context;
    private final TimerScheduler<Message> timers;
    private final StashBuffer<Message> stash;
    private final String project;
    private final Supplier<CompletionStage<Replay.Result>> journal;
    private final Consumer<Sweep.Dangling> doubter;
    private final Audience audience;
    private final Sweep sweep;
    private final Supplier<Optional<Snapshot>> region;
    private Snapshot snapshot;
    private final SequenceNumbers numbers = new SequenceNumbers();
    private Set<Sweep.Dangling> suspects = new HashSet<>();
    private Revisions swept = new Revisions(-1, -1);
    private boolean sweeping;
    private Duration retryAfter = FIRST_RETRY;

    /**
     * @param journal reads the project's journal; blocking is its own affair
     * @param region what is known of the region's own project, from whose pools this one is served
     * @param doubter asks the claimant of a claim that dangles to let go of it: it may be about to use it
     * @param audience is told of every snapshot, and what made it, before any answer that depends on it goes out
     */
    public static Behavior<Message> of(
            String project,
            Supplier<CompletionStage<Replay.Result>> journal,
            Sweep sweep,
            Supplier<Optional<Snapshot>> region,
            Consumer<Sweep.Dangling> doubter,
            Audience audience) {
        // Entities publish what is in the journal already, so one that a defect stopped finds it all there; what waited
        // for it goes on waiting.
        return Behaviors.withStash(WAITING_WHILE_LOADING, stash -> {
            Behavior<Message> inventory = Behaviors.setup(context -> Behaviors.withTimers(
                    timers -> new Inventory(context, timers, stash, project, journal, sweep, region, doubter, audience)
                            .loading()));
            return Behaviors.supervise(inventory).onFailure(SupervisorStrategy.restart());
        });
    }

    /** {@return an inventory of what is listed elsewhere: it is empty, and answers go straight out} */
    public static Behavior<Message> none(String project) {
        return Behaviors.receive(Message.class)
                .onMessage(Publish.class, publish -> {
                    publish.publication().replies().forEach(Publication.Reply::send);
                    return Behaviors.same();
                })
                .onMessage(Get.class, get -> {
                    get.replyTo().tell(StatusReply.success(Snapshot.empty(project)));
                    return Behaviors.same();
                })
                .build();
    }

    private Inventory(
            ActorContext<Message> context,
            TimerScheduler<Message> timers,
            StashBuffer<Message> stash,
            String project,
            Supplier<CompletionStage<Replay.Result>> journal,
            Sweep sweep,
            Supplier<Optional<Snapshot>> region,
            Consumer<Sweep.Dangling> doubter,
            Audience audience) {
        this.context = context;
        this.timers = timers;
        this.stash = stash;
        this.project = project;
        this.journal = journal;
        this.snapshot = Snapshot.empty(project);
        this.sweep = sweep;
        this.region = region;
        this.doubter = doubter;
        this.audience = audience;
    }

    private Behavior<Message> loading() {
        context.pipeToSelf(
                CompletableFuture.completedStage(journal).thenCompose(Supplier::get),
                (result, failure) -> failure == null ? new Loaded(result) : new LoadFailed(failure));
        return Behaviors.receive(Message.class)
                .onMessage(Loaded.class, loaded -> {
                    try {
                        load(loaded.result());
                    } catch (RuntimeException defect) {
                        return failed(defect);
                    }
                    return stash.unstashAll(serving());
                })
                .onMessage(LoadFailed.class, failed -> failed(failed.why()))
                .onAnyMessage(message -> {
                    if (stash.isFull()) {
                        refuse(message, "too much waits for project " + project + " to be read from the journal");
                    } else {
                        stash.stash(message);
                    }
                    return Behaviors.same();
                })
                .build();
    }

    /** A project that cannot be read is not served at all: better no answer than a wrong one. */
    private Behavior<Message> failed(Throwable why) {
        context.getLog().error("project {} cannot be read from the journal", project, why);
        timers.startSingleTimer(new MayRetry(), retryAfter);
        retryAfter = retryAfter.multipliedBy(2).compareTo(LAST_RETRY) < 0 ? retryAfter.multipliedBy(2) : LAST_RETRY;
        return stash.unstashAll(Behaviors.receive(Message.class)
                .onMessage(MayRetry.class, may -> waiting())
                .onAnyMessage(message -> {
                    refuse(message, "the journal of project " + project + " cannot be read; the log says why");
                    return Behaviors.same();
                })
                .build());
    }

    /** It could not be read some time ago; the next request tries again. */
    private Behavior<Message> waiting() {
        return Behaviors.receive(Message.class)
                .onAnyMessage(message -> {
                    stash.stash(message);
                    return loading();
                })
                .build();
    }

    private static void refuse(Message message, String why) {
        switch (message) {
            case Get get -> get.replyTo().tell(StatusReply.error(why));
            case Publish publish ->
                publish.publication().replies().forEach(reply -> reply.to().tell(new Outcome.Failed(why)));
            case Loaded loaded -> {}
            case LoadFailed failed -> {}
            case MayRetry may -> {}
            case SweepTick tick -> {}
            case Swept swept -> {}
            case SweepFailed failed -> {}
        }
    }

    private void load(Replay.Result result) {
        snapshot = result.snapshot();
        numbers.load(result);
        audience.newest(snapshot);
        sweep(true);
    }

    private Behavior<Message> serving() {
        timers.startTimerWithFixedDelay(new SweepTick(), GRACE);
        return Behaviors.receive(Message.class)
                .onMessage(Publish.class, publish -> {
                    try {
                        apply(publish.publication());
                    } catch (RuntimeException defect) {
                        refuse(publish, "a defect in the inventory of project " + project);
                        throw defect;
                    }
                    return Behaviors.same();
                })
                .onMessage(Get.class, get -> {
                    get.replyTo().tell(StatusReply.success(snapshot));
                    return Behaviors.same();
                })
                .onMessage(SweepTick.class, tick -> {
                    numbers.endPeriod();
                    sweep(false);
                    return Behaviors.same();
                })
                .onMessage(Swept.class, result -> {
                    if (result.by() == this) {
                        doubt(result);
                    }
                    return Behaviors.same();
                })
                .onMessage(SweepFailed.class, failed -> {
                    if (failed.by() == this) {
                        sweeping = false;
                        swept = new Revisions(-1, -1); // the next tick tries again
                    }
                    return Behaviors.same();
                })
                .build();
    }

    private void apply(Publication publication) {
        EntityRef entity = publication.entity();
        long events = numbers.advance(publication);
        if (events > 0) {
            switch (publication.existence()) {
                case Existence.Never<?> never -> {}
                case Existence.Live<?>(Object state) -> snapshot = snapshot.put(entity, state, events);
                case Existence.Gone<?> gone -> {
                    snapshot = snapshot.remove(entity, events);
                }
            }
            audience.newest(snapshot);
            audience.changed(publication, events, snapshot.revision());
        }
        publication.replies().forEach(Publication.Reply::send);
    }

    /** Looks for what dangles now, unless nothing can have changed since the last sweep or that is still going on. */
    private void sweep(boolean first) {
        Optional<Snapshot> owners = region.get();
        Revisions now = new Revisions(
                snapshot.revision(), owners.map(Snapshot::revision).orElse(0L));
        if (sweeping || now.equals(swept) && suspects.isEmpty()) {
            return;
        }
        swept = now;
        sweeping = true;
        context.pipeToSelf(sweep.start(snapshot, owners), (found, failure) -> {
            if (failure != null) {
                context.getLog().error("project {} could not be swept", project, failure);
            }
            return failure == null ? new Swept(this, found, first) : new SweepFailed(this);
        });
    }

    /**
     * Doubts what dangled at the last sweep already. After loading nothing need be waited for: most of it was left by a
     * process that is gone.
     */
    private void doubt(Swept result) {
        sweeping = false;
        result.found().stream()
                .filter(dangling -> result.first() || suspects.contains(dangling))
                .forEach(doubter);
        suspects = new HashSet<>(result.found());
    }
}
