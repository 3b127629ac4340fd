package dev.twinstack.scenarios.load;

import dev.twinstack.scenarios.load.inject.Injector;
import dev.twinstack.scenarios.load.inject.Presence;
import dev.twinstack.scenarios.load.inject.Share;
import dev.twinstack.scenarios.load.inject.Stage;
import dev.twinstack.scenarios.load.measure.Meter;
import dev.twinstack.scenarios.load.measure.Pulse;
import dev.twinstack.scenarios.load.measure.Results;
import dev.twinstack.scenarios.load.measure.Row;
import dev.twinstack.scenarios.load.measure.Verdicts;
import dev.twinstack.scenarios.load.plan.Phase;
import dev.twinstack.scenarios.load.plan.Plan;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/** One run on a prepared stage: the load on the caller's thread, a look at it every second on another. */
final class LoadRun {
    private static final long SECOND = 1_000_000_000;

    private final Plan plan;
    private final Injector injector;
    private final Share share;
    private final boolean abortsWhenLost;
    private final Watcher watcher;
    private volatile String aborted = "";
    private volatile boolean over;

    /** Sees how it stands, once a second. */
    @FunctionalInterface
    interface Watcher {
        void saw(Results soFar, Pulse lastSecond, double elapsed);
    }

    LoadRun(Plan plan, Stage stage, Share share, boolean abortsWhenLost, Watcher watcher) {
        this.plan = plan;
        this.injector = stage.injector(share);
        this.share = share;
        this.abortsWhenLost = abortsWhenLost;
        this.watcher = watcher;
    }

    /** Ends it early; what is under way ends with its present step. */
    void abort(String why) {
        aborted = why;
        injector.stop();
    }

    Results run(String endpoint) {
        if (!plan.warmUp().isEmpty()) {
            injector.warmUp();
        }
        Meter meter = injector.meter();
        Results.About about = about(endpoint);
        long start = System.nanoTime();
        Thread looking = Thread.ofPlatform().name("load figures").start(() -> look(meter, about, start));
        long end;
        try {
            injector.run(meter, start);
        } finally {
            end = System.nanoTime();
            over = true;
            LockSupport.unpark(looking);
            join(looking);
        }
        meter.tick();
        double seconds = (end - start) / 1e9;
        double planned = plan.load().length().toNanos() / 1e9;
        Results measured = meter.results(about(endpoint), aborted.isEmpty() ? Math.max(seconds, planned) : seconds);
        return switch (plan.load()) {
            case Plan.Load.Open _ -> measured;
            case Plan.Load.Closed it -> corrected(measured, it.phases(), seconds / Math.max(seconds, planned));
        };
    }

    private Results.About about(String endpoint) {
        String model = switch (plan.load()) {
            case Plan.Load.Open _ -> "open";
            case Plan.Load.Closed _ -> "closed";
        };
        return new Results.About(
                plan.name(), plan.file(), endpoint, Instant.now().toString(), model, aborted, List.of());
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(Meter meter, Results.About about, long start) {
        long expected = injector.expected();
        for (long next = start + SECOND; !over; next += SECOND) {
            for (long left = next - System.nanoTime(); left > 0 && !over; left = next - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            if (over) {
                return;
            }
            Pulse pulse = meter.tick();
            double elapsed = (System.nanoTime() - start) / 1e9;
            Results soFar = meter.results(about, elapsed);
            watcher.saw(soFar, pulse, elapsed);
            if (abortsWhenLost && aborted.isEmpty()) {
                Verdicts.lostForGood(plan, soFar, expected)
                        .ifPresent(lost -> abort(lost.gate().words() + ": " + lost.saw()));
            }
        }
    }

    /**
     * In a closed load nobody says when a user should have begun: who waits for an answer does not send, and the
     * slowest is measured once where an open load would have measured it many times. HdrHistogram's correction puts the
     * missing ones in: for each that took longer than a user usually takes from one to the next of it, those that would
     * have been sent meanwhile. Users with a pace need no such guess.
     */
    private Results corrected(Results measured, List<Phase.Closed> phases, double done) {
        if (phases.stream().anyMatch(phase -> !phase.pace().isZero())) {
            return measured;
        }
        double userNanos = (double) Presence.total(phases) * done / share.of();
        List<Row> rows = measured.rows().stream()
                .map(row -> corrected(row, (long) (userNanos / Math.max(1, row.started()))))
                .toList();
        return new Results(
                measured.about(), measured.seconds(), measured.total(), measured.pulses(), rows, measured.lateness());
    }

    private static Row corrected(Row row, long interval) {
        Histogram whole = row.uncorrected().copyCorrectedForCoordinatedOmission(Math.max(1000, interval));
        return new Row(
                row.name(),
                row.journey(),
                row.started(),
                row.completed(),
                row.failed(),
                whole,
                row.uncorrected(),
                row.problems(),
                row.seconds());
    }
}
