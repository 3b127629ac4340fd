package dev.twinstack.scenarios.load.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * The figures of one action, or of one journey as a whole.
 *
 * @param corrected from the intended start to the end, the time spent waiting to be sent included
 * @param uncorrected from the first byte sent to the end, as the client itself would see it
 * @param problems how often each went wrong, by status and code
 * @param seconds one for each second of the run
 */
public record Row(
        String name,
        boolean journey,
        long started,
        long completed,
        long failed,
        Histogram corrected,
        Histogram uncorrected,
        Map<String, Long> problems,
        List<Slice> seconds) {
    public Row {
        problems = Map.copyOf(problems);
        seconds = List.copyOf(seconds);
    }

    /**
     * One second of it.
     *
     * @param latency from the intended start, as {@link Latencies#decoded} reads it
     */
    public record Slice(long started, long completed, long failed, String latency) {
        private static final Slice NOTHING = new Slice(0, 0, 0, "");

        Slice plus(Slice other) {
            String both = latency.isEmpty()
                    ? other.latency
                    : other.latency.isEmpty()
                            ? latency
                            : Latencies.encoded(
                                    Latencies.sum(Latencies.decoded(latency), Latencies.decoded(other.latency)));
            return new Slice(started + other.started, completed + other.completed, failed + other.failed, both);
        }
    }

    /** {@return both together, under this one's name} */
    Row plus(Row other) {
        Map<String, Long> sum = new TreeMap<>(problems);
        other.problems.forEach((problem, count) -> sum.merge(problem, count, Long::sum));
        List<Slice> slices = new ArrayList<>();
        for (int i = 0; i < Math.max(seconds.size(), other.seconds.size()); i++) {
            slices.add(at(i).plus(other.at(i)));
        }
        return new Row(
                name,
                journey,
                started + other.started,
                completed + other.completed,
                failed + other.failed,
                Latencies.sum(corrected, other.corrected),
                Latencies.sum(uncorrected, other.uncorrected),
                sum,
                slices);
    }

    private Slice at(int second) {
        return second < seconds.size() ? seconds.get(second) : Slice.NOTHING;
    }

    /** {@return the latencies of the seconds from {@code from} on and before {@code to}, from the intended start} */
    public Histogram between(int from, int to) {
        Histogram sum = Latencies.none();
        for (int i = from; i < Math.min(to, seconds.size()); i++) {
            if (!seconds.get(i).latency().isEmpty()) {
                sum.add(Latencies.decoded(seconds.get(i).latency()));
            }
        }
        return sum;
    }

    static Row none(String name) {
        return new Row(name, false, 0, 0, 0, Latencies.none(), Latencies.none(), Map.of(), List.of());
    }

    Row named(String other) {
        return new Row(other, journey, started, completed, failed, corrected, uncorrected, problems, seconds);
    }
}
