package dev.twinstack.scenarios.load.measure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.jspecify.annotations.Nullable;

/**
 * Counts and times. Those who note never wait; {@link #tick} and {@link #results} are for one thread.
 */
public final class Meter {
    private static final int MOST_PROBLEMS = 200;

    private final List<Gauge> gauges = new ArrayList<>();
    private final Map<String, Gauge> actions = new HashMap<>();
    private final Map<String, Gauge> journeys = new HashMap<>();
    private final LongAdder offered = new LongAdder();
    private final LongAdder started = new LongAdder();
    private final LongAdder completed = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final LongAdder requests = new LongAdder();
    private final Recorder lateness = Latencies.recorder();
    private final Histogram allLateness = Latencies.none();
    private final List<Pulse> pulses = new ArrayList<>();
    private Pulse last = Pulse.NONE;
    private long mostInFlight;

    /** A meter for what a plan does. */
    public Meter(List<String> actions, List<String> journeys) {
        actions.forEach(name -> this.actions.put(name, added(name, false)));
        journeys.forEach(name -> this.journeys.put(name, added(name, true)));
    }

    private Gauge added(String name, boolean journey) {
        Gauge gauge = new Gauge(name, journey);
        gauges.add(gauge);
        return gauge;
    }

    public Gauge action(String name) {
        return found(actions, name);
    }

    public Gauge journey(String name) {
        return found(journeys, name);
    }

    private static Gauge found(Map<String, Gauge> gauges, String name) {
        Gauge gauge = gauges.get(name);
        if (gauge == null) {
            throw new IllegalArgumentException("nothing is measured as " + name);
        }
        return gauge;
    }

    public void offered() {
        offered.increment();
    }

    public void dropped() {
        dropped.increment();
    }

    /** A journey begins, so many nanoseconds after it should have. */
    public void started(long late) {
        started.increment();
        lateness.recordValue(Latencies.within(late));
    }

    public void ended(boolean well) {
        (well ? completed : failed).increment();
    }

    public void requests(int count) {
        requests.add(count);
    }

    private Pulse now() {
        // What has ended is read before what has started, so that never more has ended than started.
        long well = completed.sum();
        long badly = failed.sum();
        long begun = started.sum();
        return new Pulse(offered.sum(), begun, well, badly, dropped.sum(), begun - well - badly, requests.sum());
    }

    /** {@return what happened since the last call} To be called once a second. */
    public Pulse tick() {
        Pulse now = now();
        Pulse since = now.minus(last);
        last = now;
        mostInFlight = Math.max(mostInFlight, now.inFlight());
        pulses.add(since);
        allLateness.add(lateness.getIntervalHistogram());
        gauges.forEach(Gauge::tick);
        return since;
    }

    /** {@return everything up to the last tick} */
    public Results results(Results.About about, double seconds) {
        List<Row> rows = gauges.stream().map(Gauge::row).toList();
        Pulse total = new Pulse(
                last.offered(),
                last.started(),
                last.completed(),
                last.failed(),
                last.dropped(),
                mostInFlight,
                last.requests());
        return new Results(about, seconds, total, pulses, rows, allLateness);
    }

    /** What is noted of one action or journey. */
    public static final class Gauge {
        private final String name;
        private final boolean journey;
        private final LongAdder started = new LongAdder();
        private final LongAdder completed = new LongAdder();
        private final LongAdder failed = new LongAdder();
        private final Recorder corrected = Latencies.recorder();
        private final Recorder uncorrected = Latencies.recorder();
        private final Map<String, LongAdder> problems = new ConcurrentHashMap<>();
        private final Histogram allCorrected = Latencies.none();
        private final Histogram allUncorrected = Latencies.none();
        private final List<Row.Slice> seconds = new ArrayList<>();
        private @Nullable Histogram spare;
        private @Nullable Histogram spareUncorrected;
        private long lastStarted;
        private long lastCompleted;
        private long lastFailed;

        private Gauge(String name, boolean journey) {
            this.name = name;
            this.journey = journey;
        }

        public void started() {
            started.increment();
        }

        /**
         * It ended well.
         *
         * @param fromIntended nanoseconds since it should have begun
         * @param fromSent nanoseconds since it was sent
         */
        public void completed(long fromIntended, long fromSent) {
            completed.increment();
            timed(fromIntended, fromSent);
        }

        /** It was refused, or what came was not what was expected. Its time is nobody's latency. */
        public void refused(String problem) {
            failed.increment();
            count(problem);
        }

        /** No answer came. It took at least so long, and leaving it out would hide the slowest. */
        public void unanswered(String problem, long fromIntended, long fromSent) {
            failed.increment();
            count(problem);
            timed(fromIntended, fromSent);
        }

        private void timed(long fromIntended, long fromSent) {
            corrected.recordValue(Latencies.within(fromIntended));
            uncorrected.recordValue(Latencies.within(fromSent));
        }

        private void count(String problem) {
            String key = problems.size() < MOST_PROBLEMS || problems.containsKey(problem) ? problem : "others";
            problems.computeIfAbsent(key, _ -> new LongAdder()).increment();
        }

        private void tick() {
            long well = completed.sum();
            long badly = failed.sum();
            long begun = started.sum();
            Histogram interval = corrected.getIntervalHistogram(spare);
            allCorrected.add(interval);
            seconds.add(new Row.Slice(
                    begun - lastStarted, well - lastCompleted, badly - lastFailed, Latencies.encoded(interval)));
            spare = interval;
            spareUncorrected = uncorrected.getIntervalHistogram(spareUncorrected);
            allUncorrected.add(spareUncorrected);
            lastStarted = begun;
            lastCompleted = well;
            lastFailed = badly;
        }

        private Row row() {
            Map<String, Long> counts = new HashMap<>();
            problems.forEach((problem, count) -> counts.put(problem, count.sum()));
            return new Row(
                    name,
                    journey,
                    lastStarted,
                    lastCompleted,
                    lastFailed,
                    allCorrected,
                    allUncorrected,
                    counts,
                    seconds);
        }
    }
}
