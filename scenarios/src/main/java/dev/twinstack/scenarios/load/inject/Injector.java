package dev.twinstack.scenarios.load.inject;

import dev.twinstack.scenarios.load.measure.Meter;
import dev.twinstack.scenarios.load.plan.Journey;
import dev.twinstack.scenarios.load.plan.Phase;
import dev.twinstack.scenarios.load.plan.Plan;
import dev.twinstack.scenarios.load.wire.Lane;
import dev.twinstack.scenarios.run.Turn;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Begins journeys when they are due, each in a virtual thread. An open load does not wait for anybody: what the cloud
 * is slow with piles up, as it would in production, until the plan's limit; beyond it arrivals are dropped and counted.
 */
public final class Injector {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final long LOOKS = 2_000_000;
    private static final long LONGEST_PARK = 100_000_000;

    private final Plan plan;
    private final Field field;
    private final Share share;
    private final AtomicLong turns = new AtomicLong();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final Set<Thread> underWay = ConcurrentHashMap.newKeySet();
    private final int weights;
    private volatile boolean stopped;

    Injector(Plan plan, Field field, Share share) {
        this.plan = plan;
        this.field = field;
        this.share = share;
        this.weights = plan.journeys().stream().mapToInt(Journey::weight).sum();
    }

    /** Begins nothing further; journeys under way end with their present step. */
    public void stop() {
        stopped = true;
    }

    /** Brings the plan's warm-up, and waits for its end. */
    public void warmUp() {
        Meter unread = meter();
        open(new Schedule(plan.warmUp(), Plan.Spread.EVEN, plan.seed()), unread, System.nanoTime());
        drain();
    }

    /** {@return a meter for what the plan does} */
    public Meter meter() {
        return new Meter(
                plan.actions(), plan.journeys().stream().map(Journey::name).toList());
    }

    /**
     * Brings the load and waits for its end, and then for what is under way, as long as the plan says.
     *
     * @param start when it begins, as {@link System#nanoTime} tells time
     */
    public void run(Meter meter, long start) {
        switch (plan.load()) {
            case Plan.Load.Open it -> open(new Schedule(it.phases(), it.spread(), plan.seed()), meter, start);
            case Plan.Load.Closed it -> new Users(it.phases(), start).run(meter);
        }
        drain();
    }

    /** {@return how many journeys the plan offers; zero if only the run can tell} */
    public long expected() {
        return switch (plan.load()) {
            case Plan.Load.Open it -> share.part(new Schedule(it.phases(), it.spread(), plan.seed()).expected());
            case Plan.Load.Closed _ -> 0;
        };
    }

    private void open(Schedule schedule, Meter meter, long start) {
        for (long index = 0; schedule.hasNext() && !stopped; index++) {
            long due = start + schedule.next();
            if (share.has(index)) {
                awaitDue(due);
                if (!stopped) {
                    arrive(meter, due);
                }
            }
        }
    }

    private void awaitDue(long due) {
        for (long left = due - System.nanoTime(); left > 0 && !stopped; left = due - System.nanoTime()) {
            // In pieces, so that a stop is noticed within a long pause.
            LockSupport.parkNanos(Math.min(left, LONGEST_PARK));
        }
    }

    private void arrive(Meter meter, long due) {
        meter.offered();
        if (inFlight.get() >= plan.limits().inFlight()) {
            meter.dropped();
            return;
        }
        Field.@Nullable Actor actor = field.hasActors() ? field.actors().poll() : null;
        if (field.hasActors() && actor == null) {
            meter.dropped();
            return;
        }
        begin(() -> journey(meter, due, actor));
    }

    private void journey(Meter meter, long due, Field.@Nullable Actor actor) {
        long number = turns.getAndIncrement();
        SplittableRandom random = new SplittableRandom(plan.seed() + (number * share.of() + share.number()) * GOLDEN);
        int project = actor == null ? (int) (number % field.projects().size()) : actor.project();
        Turn from = actor == null ? field.projects().get(project) : actor.turn();
        Lane lane = field.connections().lane();
        Turn turn = from.again(from.cloud().over(field.carrying().apply(lane)));
        set(turn, number, project, random);
        new Trip(turn, lane, meter, random, () -> !stopped, due).take(picked(random));
        if (actor != null) {
            field.actors().add(actor);
        }
    }

    /** Numbers differ between injectors: those of the first go 0, 3, 6, … when there are three. */
    private void set(Turn turn, long number, int project, SplittableRandom random) {
        long own = number * share.of() + share.number() - 1;
        turn.set("turn", Long.toString(own));
        turn.set("turn.low", Long.toString(own & 255));
        turn.set("turn.high", Long.toString(own >> 8 & 255));
        turn.set("project-number", Integer.toString(project));
        turn.set("random", Integer.toString(random.nextInt(1_000_000)));
    }

    private Journey picked(SplittableRandom random) {
        List<Journey> journeys = plan.journeys();
        int left = journeys.size() == 1 ? 0 : random.nextInt(weights);
        for (Journey journey : journeys) {
            left -= journey.weight();
            if (left < 0) {
                return journey;
            }
        }
        return journeys.getLast();
    }

    /** Waits for what is under way, as long as the plan says, and then ends it. */
    private void drain() {
        long end = System.nanoTime() + plan.limits().drain().toNanos();
        while (inFlight.get() > 0 && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(LOOKS);
        }
        underWay.forEach(Thread::interrupt);
        while (inFlight.get() > 0) {
            LockSupport.parkNanos(LOOKS);
        }
    }

    /** Runs it in a thread that {@link #drain} knows. */
    private void begin(Runnable work) {
        inFlight.incrementAndGet();
        Thread thread = Thread.ofVirtual().unstarted(() -> {
            try {
                work.run();
            } finally {
                underWay.remove(Thread.currentThread());
                inFlight.decrementAndGet();
            }
        });
        underWay.add(thread);
        thread.start();
    }

    /** The users of a closed load. */
    private final class Users {
        private final List<Phase.Closed> phases;
        private final long start;

        Users(List<Phase.Closed> phases, long start) {
            this.phases = phases;
            this.start = start;
        }

        void run(Meter meter) {
            int most = phases.stream().mapToInt(Phase.Closed::most).max().orElse(0);
            for (int user = 0; user < most; user++) {
                if (share.has(user)) {
                    List<Presence> presences = Presence.of(phases, user);
                    begin(() -> presences.forEach(presence -> live(presence, meter)));
                }
            }
            awaitDue(start + plan.load().length().toNanos());
        }

        private void live(Presence presence, Meter meter) {
            long due = start + presence.from();
            long end = start + presence.to();
            while (!stopped && Trip.waited(due) && System.nanoTime() - end < 0) {
                if (presence.pace() == 0) {
                    due = System.nanoTime();
                }
                meter.offered();
                Field.@Nullable Actor actor = field.hasActors() ? field.actors().poll() : null;
                if (field.hasActors() && actor == null) {
                    throw new IllegalStateException("more users than actors");
                }
                journey(meter, due, actor);
                due += presence.pace();
            }
        }
    }
}
