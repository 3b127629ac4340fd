package dev.twinstack.emulator.kernel;

import dev.twinstack.emulator.kernel.Publication.Reply;
import dev.twinstack.emulator.kernel.ResourceBehavior.Message;
import dev.twinstack.emulator.kernel.Work.Settled;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.BehaviorInterceptor;
import org.apache.pekko.actor.typed.TypedActorContext;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * What an entity was asked and has not answered. Whatever needs no state is taken in on arrival, also while the entity
 * writes or recovers, so that nothing waits where Pekko would drop it: behind a write that the journal rejects, or
 * beyond the room of its stash.
 */
final class Backlog extends BehaviorInterceptor<Message, Message> {
    /** A command whose claims were not all granted. */
    private record Ungranted(Work work, Outcome why) {}

    private final ActorContext<Message> context;
    private final EntityRef self;
    private final Lodging lodging;
    private final Errands errands;
    private final Deque<Work> queue = new ArrayDeque<>();
    /** Commands on the entity's own state, while another waits for grants. */
    private final Deque<Work> deferred = new ArrayDeque<>();

    /** What was decided to be taken, but not before the releases decided with it. */
    private final List<Batch.Needing> toTake = new ArrayList<>();

    private final List<Ungranted> ungranted = new ArrayList<>();
    private List<Settled> writing = List.of();
    private int gathering;
    private int releasing;
    private boolean flushSent;
    private boolean recovered;

    Backlog(ActorContext<Message> context, EntityRef self, Lodging lodging) {
        super(Message.class);
        this.context = context;
        this.self = self;
        this.lodging = lodging;
        this.errands = new Errands(lodging.entities());
    }

    @Override
    public Behavior<Message> aroundReceive(
            TypedActorContext<Message> typed, Message message, ReceiveTarget<Message> entity) {
        return switch (message) {
            case ResourceBehavior.Ask ask -> {
                lodging.vitals().taken();
                queue.add(Work.of(ask));
                flushSoon();
                yield Behaviors.same();
            }
            case ResourceBehavior.Gathered(var work, var result) -> {
                gathered(work, result);
                yield Behaviors.same();
            }
            case ResourceBehavior.Released(var reply) -> {
                releasing--;
                reply.send();
                yield Behaviors.same();
            }
            case ResourceBehavior.Idle idle -> {
                if (!busy()) {
                    lodging.idle(self);
                }
                yield Behaviors.same();
            }
            case ResourceBehavior.Rest rest -> {
                if (!busy()) {
                    yield entity.apply(typed, rest);
                }
                lodging.awake(self);
                yield Behaviors.same();
            }
            case ResourceBehavior.LetGo letGo -> entity.apply(typed, letGo);
            case ResourceBehavior.Flush flush -> entity.apply(typed, flush);
        };
    }

    private boolean busy() {
        return !recovered || hasWork() || !writing.isEmpty() || gathering > 0 || releasing > 0;
    }

    /** Whoever is busy may just be taking it; who asked will ask again. */
    void giveBackIfIdle(Claim.Hold hold) {
        if (!busy()) {
            errands.release(List.of(hold), Cause.ITSELF);
        }
    }

    private boolean hasWork() {
        return !queue.isEmpty() || !ungranted.isEmpty();
    }

    /** Asks the entity for a flush; whatever comes in before it is read is decided with it. */
    private void flushSoon() {
        if (!flushSent) {
            flushSent = true;
            context.getSelf().tell(new ResourceBehavior.Flush());
        }
    }

    /** Decides all that waits; but commands on the entity's own state go on waiting while one of them has to. */
    void decide(Batch<?, ?, ?> batch) {
        flushSent = false;
        ungranted.forEach(one -> batch.fail(one.work(), one.why()));
        ungranted.clear();
        for (Work work = queue.poll(); work != null; work = queue.poll()) {
            if (gathering == 0 || work.command() instanceof Command.OnBehalf) {
                batch.add(work);
                gathering += batch.needing().size();
                toTake.addAll(batch.needing());
                batch.needing().clear();
            } else {
                deferred.add(work);
            }
        }
    }

    /**
     * Asks the owners, once what earlier commands let go of was sent back: a claim that is given up and taken again must
     * reach its owner in that order.
     */
    private void takeNow() {
        List<Batch.Needing> all = List.copyOf(toTake);
        toTake.clear();
        all.forEach(this::gather);
    }

    private void gather(Batch.Needing needing) {
        context.pipeToSelf(
                errands.take(needing.claims(), needing.work().cause()),
                (result, failure) -> new ResourceBehavior.Gathered(needing.work(), result));
    }

    private void gathered(Work work, Errands.Result result) {
        gathering--;
        deferred.descendingIterator().forEachRemaining(queue::addFirst);
        deferred.clear();
        Work richer = result.addTo(work);
        result.failure()
                .ifPresentOrElse(why -> ungranted.add(new Ungranted(richer, why)), () -> queue.addFirst(richer));
        flushSoon();
    }

    void writing(List<Settled> settled) {
        writing = settled;
    }

    /** {@return the answers that the write allows to go out} */
    List<Reply> written() {
        List<Settled> settled = writing;
        writing = List.of();
        return settle(settled);
    }

    /**
     * Tells those whose events were being written. Nothing is given back: whether the journal has the events shows
     * when it is read again, and the sweep knows what follows from them.
     */
    void writeFailed(Throwable why) {
        recovered = false;
        lodging.vitals().settled(writing.size());
        writing.forEach(one -> one.reply().failed(self + " could not be written: " + why));
        writing = List.of();
        takeNow();
        lodging.writeFailed(self, why);
    }

    /** Tells everybody who waits, rather than to let them wait for a journal that cannot be read. */
    void recoveryFailed(Throwable why) {
        List<Work> waiting = new ArrayList<>(queue);
        waiting.addAll(deferred);
        ungranted.forEach(one -> waiting.add(one.work()));
        queue.clear();
        deferred.clear();
        ungranted.clear();
        lodging.vitals().settled(waiting.size());
        waiting.forEach(
                work -> work.replyTo().tell(new Outcome.Failed(self + " cannot be read from the journal: " + why)));
    }

    void recovered() {
        recovered = true;
        flushSent = false;
        if (hasWork()) {
            flushSoon();
        }
    }

    /** {@return the answers to send now} Those that let go of something go out when its owners have journalled that. */
    List<Reply> settle(List<Settled> settled) {
        lodging.vitals().settled(settled.size());
        List<Reply> now = new ArrayList<>();
        for (Settled one : settled) {
            if (one.released().isEmpty()) {
                now.add(one.reply());
            } else {
                releasing++;
                context.pipeToSelf(
                        errands.release(one.released(), one.cause()),
                        (done, failure) -> new ResourceBehavior.Released(one.reply()));
            }
        }
        takeNow();
        return now;
    }
}
