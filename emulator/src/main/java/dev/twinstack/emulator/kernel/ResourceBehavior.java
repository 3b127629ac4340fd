package dev.twinstack.emulator.kernel;

import dev.twinstack.emulator.kernel.Publication.Reply;
import java.time.Duration;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.persistence.typed.EventRejectedException;
import org.apache.pekko.persistence.typed.JournalPersistFailed;
import org.apache.pekko.persistence.typed.JournalPersistRejected;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.RecoveryCompleted;
import org.apache.pekko.persistence.typed.RecoveryFailed;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.Effect;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;
import org.apache.pekko.persistence.typed.javadsl.SignalHandler;

/**
 * The one persistent actor: decide, claim, persist, evolve, publish, answer. Commands that arrive during a write are
 * decided together after it and journalled in one write, so an owner that many claim from is not bound to one claim a
 * round trip. When a write fails those who asked for it are told, and the entity starts again from its journal.
 */
public final class ResourceBehavior<S, C extends Command, E extends Event>
        extends EventSourcedBehavior<ResourceBehavior.Message, Entry<E>, Existence<S>> {

    /** What the actor understands. */
    public sealed interface Message {}

    public record Ask(Command command, ActorRef<Outcome> replyTo, Cause cause) implements Message {
        /** A question that no request stands behind. */
        public Ask(Command command, ActorRef<Outcome> replyTo) {
            this(command, replyTo, Cause.ITSELF);
        }
    }

    /** Stop if nothing is under way; otherwise {@link Lodging#awake} is told. */
    public record Rest() implements Message {}

    /**
     * An owner has this claim in the entity's name, and the entity's published state does not. It is given back, unless
     * it is held after all or something is under way that may be about to use it: only the entity knows.
     */
    public record LetGo(Claim.Hold hold) implements Message {}

    /** Decide what waits. */
    record Flush() implements Message {}

    record Idle() implements Message {}

    /** The owners have answered. */
    record Gathered(Work work, Errands.Result result) implements Message {}

    /** What a command let go of was given back. */
    record Released(Reply reply) implements Message {}

    private static final Duration FIRST_RETRY = Duration.ofMillis(200);
    private static final Duration LAST_RETRY = Duration.ofSeconds(10);
    private static final double JITTER = 0.1;

    private final ActorContext<Message> context;
    private final EntityRef self;
    private final Lifecycle<S, C, E> lifecycle;
    private final Lodging lodging;
    private final Backlog backlog;
    private final long began = System.nanoTime();
    private long writeBegan;

    public static <S, C extends Command, E extends Event> Behavior<Message> of(
            EntityRef self, Resource<S, C, E> resource, Lodging lodging) {
        Lifecycle<S, C, E> lifecycle = new Lifecycle<>(resource);
        return Behaviors.setup(context -> {
            context.setReceiveTimeout(lodging.idleAfter(), new Idle());
            Backlog backlog = new Backlog(context, self, lodging);
            Behavior<Message> entity =
                    Behaviors.setup(restarted -> new ResourceBehavior<>(context, self, lifecycle, lodging, backlog));
            // A write that fails restarts the entity by itself; one that is rejected (it could not be serialized)
            // would stop it.
            return Behaviors.intercept(
                    () -> backlog,
                    Behaviors.supervise(entity).onFailure(EventRejectedException.class, SupervisorStrategy.restart()));
        });
    }

    private ResourceBehavior(
            ActorContext<Message> context,
            EntityRef self,
            Lifecycle<S, C, E> lifecycle,
            Lodging lodging,
            Backlog backlog) {
        super(
                PersistenceId.ofUniqueId(self.toString()),
                SupervisorStrategy.restartWithBackoff(FIRST_RETRY, LAST_RETRY, JITTER));
        this.context = context;
        this.self = self;
        this.lifecycle = lifecycle;
        this.lodging = lodging;
        this.backlog = backlog;
    }

    @Override
    public Existence<S> emptyState() {
        return new Existence.Never<>();
    }

    @Override
    public CommandHandler<Message, Entry<E>, Existence<S>> commandHandler() {
        return (existence, message) -> switch (message) {
            case Flush flush -> flush(existence);
            case Rest rest -> Effect().stop();
            case LetGo(Claim.Hold hold) -> {
                if (!lifecycle.holds(self, existence).contains(hold)) {
                    backlog.giveBackIfIdle(hold);
                }
                yield Effect().none();
            }
            case Ask ask -> throw misled(ask);
            case Idle idle -> throw misled(idle);
            case Gathered gathered -> throw misled(gathered);
            case Released released -> throw misled(released);
        };
    }

    private static IllegalStateException misled(Message message) {
        return new IllegalStateException("the backlog takes this in: " + message);
    }

    @Override
    public EventHandler<Existence<S>, Entry<E>> eventHandler() {
        return (existence, entry) -> lifecycle.evolve(existence, entry.event());
    }

    @Override
    public SignalHandler<Existence<S>> signalHandler() {
        return newSignalHandlerBuilder()
                .onSignal(RecoveryCompleted.instance(), existence -> {
                    lodging.vitals().recovered(began);
                    publish(existence, List.of(), List.of());
                    backlog.recovered();
                })
                .onSignal(RecoveryFailed.class, (existence, failed) -> {
                    lodging.vitals().recoveryFailed();
                    backlog.recoveryFailed(failed.getFailure());
                })
                .onSignal(JournalPersistFailed.class, (existence, failed) -> writeFailed(failed.failure()))
                .onSignal(JournalPersistRejected.class, (existence, failed) -> writeFailed(failed.failure()))
                .build();
    }

    private void writeFailed(Throwable why) {
        lodging.vitals().journal().failed();
        backlog.writeFailed(why);
    }

    private Effect<Entry<E>, Existence<S>> flush(Existence<S> existence) {
        Batch<S, C, E> batch = new Batch<>(self, lifecycle, existence, lodging.moment());
        backlog.decide(batch);
        List<Entry<E>> entries = batch.entries();
        if (entries.isEmpty()) {
            backlog.settle(batch.settled()).forEach(Reply::send);
            return Effect().none();
        }
        backlog.writing(batch.settled());
        writeBegan = lodging.vitals().journal().begin();
        return Effect().persist(entries).thenRun(after -> {
            lodging.vitals().journal().written(writeBegan, entries.size());
            publish(after, backlog.written(), entries);
        });
    }

    private void publish(Existence<S> existence, List<Reply> replies, List<Entry<E>> entries) {
        lodging.publish(new Publication(self, lastSequenceNumber(context), existence, replies, entries));
    }
}
