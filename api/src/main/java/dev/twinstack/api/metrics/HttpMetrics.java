package dev.twinstack.api.metrics;

import static dev.twinstack.api.metrics.Families.counter;
import static dev.twinstack.api.metrics.Families.counters;
import static dev.twinstack.api.metrics.Families.gauge;
import static dev.twinstack.api.metrics.Families.gauges;
import static dev.twinstack.api.metrics.Families.histograms;

import dev.twinstack.emulator.kernel.Histogram;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** What is asked of the HTTP server: rate, errors and duration of each operation that was called. */
record HttpMetrics(Traffic traffic, String version) implements MultiCollector {
    @Override
    public MetricSnapshots collect() {
        Map<Labels, Histogram> durations = new HashMap<>();
        Map<Labels, Long> requests = new HashMap<>();
        traffic.operations().forEach((operation, count) -> {
            Labels labels = Labels.of("operation", operation.name(), "dialect", dialect(operation));
            durations.put(labels, count.durations());
            count.statuses()
                    .forEach((status, number) ->
                            requests.put(labels.merge(Labels.of("status", Integer.toString(status))), number.sum()));
        });
        return MetricSnapshots.of(
                histograms(
                        "twinstack_http_request_duration_seconds",
                        "How long requests took to be answered, by operation and by the dialect it was called in.",
                        durations),
                counters("twinstack_http_requests", "Requests answered, by operation and status.", requests),
                gauge("twinstack_http_requests_in_flight", "Requests without an answer yet.", traffic.inFlight()),
                counter(
                        "twinstack_http_requests_handed_over",
                        "Requests that came to this node and were answered by the one their project lives on, which"
                                + " counts them.",
                        traffic.elsewhere()),
                gauges(
                        "twinstack_build_info",
                        "1, for the version that runs.",
                        Map.of(Labels.of("version", version), 1)));
    }

    private static String dialect(Traffic.Operation operation) {
        return operation.dialect().getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }
}
