package dev.twinstack.scenarios.load.inject;

import dev.twinstack.scenarios.assertion.Verdict;
import dev.twinstack.scenarios.load.measure.Meter;
import dev.twinstack.scenarios.load.plan.Journey;
import dev.twinstack.scenarios.load.wire.Lane;
import dev.twinstack.scenarios.run.Turn;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * One journey under way. Its first step should begin when the arrival is due, each further one when the one before it
 * has ended and any pause is over: what is late beyond that counts to the step's latency.
 */
final class Trip {
    private final Turn turn;
    private final Lane lane;
    private final Meter meter;
    private final SplittableRandom random;
    private final BooleanSupplier goesOn;
    private long due;
    private long thought;

    Trip(Turn turn, Lane lane, Meter meter, SplittableRandom random, BooleanSupplier goesOn, long due) {
        this.turn = turn;
        this.lane = lane;
        this.meter = meter;
        this.random = random;
        this.goesOn = goesOn;
        this.due = due;
    }

    /** Takes the journey, and notes how it went. */
    void take(Journey journey) {
        long begin = due;
        long now = System.nanoTime();
        Meter.Gauge gauge = meter.journey(journey.name());
        meter.started(now - begin);
        gauge.started();
        boolean well = parts(journey.parts());
        long end = System.nanoTime();
        if (well) {
            gauge.completed(end - begin - thought, end - now - thought);
        } else {
            gauge.refused(goesOn.getAsBoolean() ? "a step of it failed" : "the run ended early");
        }
        meter.ended(well);
    }

    private boolean parts(List<Journey.Part> parts) {
        for (Journey.Part part : parts) {
            boolean well = goesOn.getAsBoolean()
                    && switch (part) {
                        case Journey.Part.Act it -> act(it);
                        case Journey.Part.Think it -> think(it);
                        case Journey.Part.Repeat it -> repeat(it);
                    };
            if (!well) {
                return false;
            }
        }
        return true;
    }

    private boolean repeat(Journey.Part.Repeat it) {
        for (int i = 0; i < it.times(); i++) {
            if (!parts(it.parts())) {
                return false;
            }
        }
        return true;
    }

    private boolean think(Journey.Part.Think it) {
        long nanos = it.from().toNanos();
        long spread = it.to().toNanos() - nanos;
        if (spread > 0) {
            nanos += random.nextLong(spread + 1);
        }
        due += nanos;
        thought += nanos;
        return waited(due);
    }

    /** {@return whether it is that time now, rather than the thread's end} */
    static boolean waited(long until) {
        for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
            if (Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(left);
        }
        return true;
    }

    private boolean act(Journey.Part.Act it) {
        Meter.Gauge gauge = meter.action(it.action());
        gauge.started();
        lane.begin();
        long called = System.nanoTime();
        Verdict verdict = turn.perform(it.step());
        long end = System.nanoTime();
        long fromIntended = end - due;
        long fromSent = end - lane.sentAt(called);
        meter.requests(lane.requests());
        due = end;
        return switch (verdict) {
            case Verdict.Held _ -> {
                gauge.completed(fromIntended, fromSent);
                yield true;
            }
            case Verdict.Failed failed -> {
                gauge.refused(Problems.of(failed));
                yield false;
            }
            case Verdict.CouldNotRun none -> {
                gauge.unanswered(Problems.of(none), fromIntended, fromSent);
                yield false;
            }
            case Verdict.Skipped skipped -> {
                gauge.refused(skipped.why());
                yield false;
            }
        };
    }
}
