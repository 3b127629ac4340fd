package dev.twinstack.api.metrics;

import static dev.twinstack.api.metrics.Families.counter;
import static dev.twinstack.api.metrics.Families.counters;
import static dev.twinstack.api.metrics.Families.gauge;
import static dev.twinstack.api.metrics.Families.gauges;
import static dev.twinstack.api.metrics.Families.histogram;

import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.kernel.JournalVitals;
import dev.twinstack.emulator.kernel.Vitals;
import dev.twinstack.emulator.system.Cloud;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What goes on behind the HTTP server: entities, journal, projects. */
record CloudMetrics(Cloud cloud) implements MultiCollector {
    /** So many of the largest projects have figures of their own: a thousand would be more than anybody reads. */
    static final int PROJECTS = 100;

    @Override
    public MetricSnapshots collect() {
        return new MetricSnapshots(Stream.of(
                        entities(cloud.vitals()),
                        journal(cloud.vitals().journal()),
                        projects(cloud.vitals(), cloud.loaded()))
                .flatMap(MetricSnapshots::stream)
                .toList());
    }

    private static MetricSnapshots entities(Vitals vitals) {
        Map<Labels, Long> alive = new LinkedHashMap<>();
        new TreeMap<>(vitals.alive()).forEach((type, count) -> alive.put(Labels.of("type", type), count));
        return MetricSnapshots.of(
                gauges("twinstack_entities", "Entities in memory, each an actor; idle ones leave it.", alive),
                counters(
                        "twinstack_entity_asks",
                        "Commands that entities were asked, claims of others included, by how they ended.",
                        Map.of(
                                Labels.of("outcome", "done"), vitals.done(),
                                Labels.of("outcome", "refused"), vitals.refused(),
                                Labels.of("outcome", "failed"), vitals.failed())),
                gauge(
                        "twinstack_entity_asks_in_flight",
                        "Commands without an answer yet: in a mailbox, in an entity, or on their way through the"
                                + " inventory.",
                        vitals.inFlight()),
                gauge(
                        "twinstack_entity_commands_waiting",
                        "Of those in flight: taken in by an entity and not settled, so waiting for a decision, for"
                                + " grants of owners or for the journal.",
                        vitals.waiting()),
                histogram(
                        "twinstack_entity_recovery_duration_seconds",
                        "How long entities took to come into memory and read their events.",
                        vitals.recoveries()),
                counter(
                        "twinstack_entity_recovery_failures",
                        "Entities that could not read their events.",
                        vitals.failedRecoveries()));
    }

    private static MetricSnapshots journal(JournalVitals journal) {
        return MetricSnapshots.of(
                histogram(
                        "twinstack_journal_write_duration_seconds",
                        "How long an entity's write took until it was durable.",
                        journal.writes()),
                counter("twinstack_journal_events", "Events that are durable.", journal.events()),
                counter("twinstack_journal_write_failures", "Writes that failed.", journal.failures()),
                gauge("twinstack_journal_writes_in_flight", "Writes that are not durable yet.", journal.underWay()),
                gauge(
                        "twinstack_journal_lag_seconds",
                        "For how long no write has ended although one is under way.",
                        journal.lagInSeconds()));
    }

    private MetricSnapshots projects(Vitals vitals, Collection<Snapshot> projects) {
        Map<String, Long> byType = new TreeMap<>();
        projects.forEach(project ->
                project.byType().forEach((type, states) -> byType.merge(type, (long) states.size(), Long::sum)));
        Map<Labels, Long> resources = new LinkedHashMap<>();
        byType.forEach((type, count) -> resources.put(Labels.of("type", type), count));
        List<Snapshot> largest = projects.stream()
                .sorted(Comparator.comparingInt(Snapshot::size).reversed().thenComparing(Snapshot::project))
                .limit(PROJECTS)
                .toList();
        Map<Labels, Long> sizes = new LinkedHashMap<>();
        Map<Labels, Long> revisions = new LinkedHashMap<>();
        for (Snapshot project : largest) {
            Labels labels = Labels.of("project", project.project());
            sizes.put(labels, (long) project.size());
            revisions.put(labels, project.revision());
        }
        return MetricSnapshots.of(
                gauge("twinstack_projects_loaded", "Projects in memory, the region's own included.", projects.size()),
                gauges("twinstack_resources", "Live resources of all projects in memory.", resources),
                gauges(
                        "twinstack_project_resources",
                        "Live resources of each of the " + PROJECTS + " largest projects in memory.",
                        sizes),
                gauges(
                        "twinstack_project_revision",
                        "How many events each of these projects has had: the revision of its inventory.",
                        revisions),
                histogram(
                        "twinstack_project_load_duration_seconds",
                        "How long projects took to be read from the journal.",
                        vitals.loads()),
                counter(
                        "twinstack_project_load_failures",
                        "Attempts to read a project from the journal that failed.",
                        vitals.failedLoads()),
                gauge("twinstack_event_followers", "Clients that follow the events of a project.", cloud.followers()),
                gauge(
                        "twinstack_clock_ahead_seconds",
                        "How far the twin's clock is ahead of the machine's.",
                        cloud.clock().ahead().toMillis() / 1e3));
    }
}
