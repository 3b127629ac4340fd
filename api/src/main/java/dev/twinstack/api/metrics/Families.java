package dev.twinstack.api.metrics;

import dev.twinstack.emulator.kernel.Histogram;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Map;

/** What was counted, as families of metrics that a Prometheus server understands. */
final class Families {
    private static final double[] BOUNDS = Histogram.boundsInSeconds();

    private Families() {}

    /**
     * @param name without {@code _total}, which is added
     */
    static CounterSnapshot counter(String name, String help, Number value) {
        return counters(name, help, Map.of(Labels.EMPTY, value));
    }

    static CounterSnapshot counters(String name, String help, Map<Labels, ? extends Number> values) {
        CounterSnapshot.Builder family = CounterSnapshot.builder().name(name).help(help);
        values.forEach((labels, value) -> family.dataPoint(CounterDataPointSnapshot.builder()
                .labels(labels)
                .value(value.doubleValue())
                .build()));
        return family.build();
    }

    static GaugeSnapshot gauge(String name, String help, Number value) {
        return gauges(name, help, Map.of(Labels.EMPTY, value));
    }

    static GaugeSnapshot gauges(String name, String help, Map<Labels, ? extends Number> values) {
        GaugeSnapshot.Builder family = GaugeSnapshot.builder().name(name).help(help);
        values.forEach((labels, value) -> family.dataPoint(GaugeDataPointSnapshot.builder()
                .labels(labels)
                .value(value.doubleValue())
                .build()));
        return family.build();
    }

    static HistogramSnapshot histogram(String name, String help, Histogram histogram) {
        return histograms(name, help, Map.of(Labels.EMPTY, histogram));
    }

    static HistogramSnapshot histograms(String name, String help, Map<Labels, Histogram> histograms) {
        HistogramSnapshot.Builder family =
                HistogramSnapshot.builder().name(name).help(help);
        histograms.forEach((labels, histogram) -> family.dataPoint(HistogramDataPointSnapshot.builder()
                .labels(labels)
                .classicHistogramBuckets(ClassicHistogramBuckets.of(BOUNDS, histogram.counts()))
                .sum(histogram.sumInSeconds())
                .build()));
        return family.build();
    }
}
