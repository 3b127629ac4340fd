package dev.twinstack.emulator.kernel;

import dev.twinstack.emulator.kernel.Work.Settled;
import dev.twinstack.emulator.timing.Moment;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Several commands decided one after the other, each on the state that the events before it make; all events are then
 * journalled in one write. No effects of its own.
 */
final class Batch<S, C extends Command, E extends Event> {
    private static final Logger LOG = LoggerFactory.getLogger(Batch.class);

    /** A command that has to ask owners first. */
    record Needing(Work work, List<Claim> claims) {}

    private final EntityRef self;
    private final Lifecycle<S, C, E> lifecycle;
    private final Moment moment;
    private final List<Entry<E>> entries = new ArrayList<>();
    private final List<Settled> settled = new ArrayList<>();
    private final List<Needing> needing = new ArrayList<>();
    private Existence<S> existence;

    Batch(EntityRef self, Lifecycle<S, C, E> lifecycle, Existence<S> existence, Moment moment) {
        this.self = self;
        this.lifecycle = lifecycle;
        this.existence = existence;
        this.moment = moment;
    }

    List<Entry<E>> entries() {
        return entries;
    }

    List<Settled> settled() {
        return settled;
    }

    List<Needing> needing() {
        return needing;
    }

    /** Decides one more command. A bug in its rules fails that command alone. */
    void add(Work work) {
        try {
            switch (lifecycle.decide(existence, work.command(), new Context(self, moment, work.grants()))) {
                case Decision.Refuse<E>(DomainError error) -> fail(work, new Outcome.Refused(error));
                case Decision.Needs<E>(List<Claim> claims) -> needing.add(new Needing(work, missing(work, claims)));
                case Decision.Persist<E>(List<E> more, Object answer) -> persist(work, more, answer);
            }
        } catch (RuntimeException bug) {
            LOG.error("{} could not decide {}", self, work.command(), bug);
            fail(work, new Outcome.Failed("a defect in " + self));
        }
    }

    /** Ends a command that changes nothing. What was taken for it goes back, but for what the entity had already. */
    void fail(Work work, Outcome why) {
        Set<Claim.Hold> taken = work.holds();
        lifecycle.holds(self, existence).forEach(taken::remove);
        settled.add(work.settled(why, taken));
    }

    private List<Claim> missing(Work work, List<Claim> claims) {
        List<Claim> missing = claims.stream()
                .filter(claim -> !work.grants().containsKey(claim.owner()))
                .toList();
        if (missing.isEmpty()) {
            throw new IllegalStateException("asks again for what it was granted");
        }
        return missing;
    }

    /** What was held, or taken for this command, and is not held afterwards, goes back, in the order it was taken in. */
    private void persist(Work work, List<E> more, Object answer) {
        Existence<S> after = lifecycle.evolve(existence, more);
        Set<Claim.Hold> released = new LinkedHashSet<>(lifecycle.holds(self, existence));
        released.addAll(work.holds());
        lifecycle.holds(self, after).forEach(released::remove);
        settled.add(work.settled(new Outcome.Done(answer == Decision.State.AFTER ? state(after) : answer), released));
        more.forEach(event -> entries.add(new Entry<>(event, work.cause())));
        existence = after;
    }

    private Object state(Existence<S> after) {
        return switch (after) {
            case Existence.Live<S>(S state) -> state;
            case Existence.Gone<S>(S last) -> last;
            case Existence.Never<S> never -> throw new IllegalStateException("nothing was opened");
        };
    }
}
