package dev.twinstack.emulator.system;

import com.typesafe.config.ConfigFactory;
import dev.twinstack.emulator.ResourceTypes;
import dev.twinstack.emulator.addresspool.AddressPool;
import dev.twinstack.emulator.clock.Lead;
import dev.twinstack.emulator.history.History;
import dev.twinstack.emulator.inventory.Audience;
import dev.twinstack.emulator.inventory.Feed;
import dev.twinstack.emulator.inventory.Feeds;
import dev.twinstack.emulator.inventory.Rehearsal;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.journal.Journal;
import dev.twinstack.emulator.journal.JournalSettings;
import dev.twinstack.emulator.kernel.Cause;
import dev.twinstack.emulator.kernel.Command;
import dev.twinstack.emulator.kernel.CommandSerializer;
import dev.twinstack.emulator.kernel.Entities;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.EventSerializer;
import dev.twinstack.emulator.kernel.Outcome;
import dev.twinstack.emulator.kernel.Publication;
import dev.twinstack.emulator.kernel.Resource;
import dev.twinstack.emulator.kernel.ResourceType;
import dev.twinstack.emulator.kernel.Vitals;
import dev.twinstack.emulator.project.Project;
import dev.twinstack.emulator.reachability.Horizon;
import dev.twinstack.emulator.reachability.Horizons;
import dev.twinstack.emulator.reachability.Tracer;
import dev.twinstack.emulator.region.Catalogue;
import dev.twinstack.emulator.timing.Moment;
import dev.twinstack.emulator.timing.Timing;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.persistence.Persistence;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One running cloud in this process: entities, inventories, and the journal under them. */
public final class Cloud implements Entities, AutoCloseable {
    /** Made before any actor system is: SLF4J complains where several threads set it up at once. */
    private static final Logger LOG = LoggerFactory.getLogger(Cloud.class);

    private static final Duration STOPPING = Duration.ofSeconds(40);

    private final CloudSettings settings;
    private final TwinClock clock;
    private final Journal journal;
    private final List<Resource<?, ?, ?>> resources;
    private final EventSerializer serializer;
    private final ExecutorService loaders =
            Executors.newFixedThreadPool(2, Thread.ofPlatform().daemon().factory());
    /** Apart from the loaders: clients wait for a project to be loaded, and nobody for a sweep. */
    private final ExecutorService sweeper =
            Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory());

    private final Map<String, Snapshot> newest = new ConcurrentHashMap<>();
    private final Vitals vitals = new Vitals();
    private final Feeds feeds;
    private final Tracer tracer;
    private final Horizons horizons = new Horizons();
    private final History history;
    private final JournalReader reader;
    private final ActorSystem<?> system;
    private final Whereabouts whereabouts;
    private final Entities questions;
    private final CompletionStage<?> clockRead;

    /**
     * @throws dev.twinstack.emulator.journal.JournalException if the data cannot be opened; its message says what to do
     */
    public static Cloud start(CloudSettings settings) {
        Journal journal = Journal.open(journal(settings));
        try {
            return new Cloud(settings, journal);
        } catch (RuntimeException failed) {
            journal.close();
            throw failed;
        }
    }

    private static JournalSettings journal(CloudSettings settings) {
        return settings.membership() instanceof Membership.Node
                ? JournalSettings.shared(settings.journal(), UUID.randomUUID().toString())
                : settings.journal();
    }

    /**
     * Does what every start does first, whatever its settings: logging, configuration, the database's code. May run
     * beside the reading of those settings, to shorten the start; {@link #start} does without it.
     */
    public static void prepare() {
        LOG.debug("preparing");
        ConfigFactory.load();
        Journal.open(new JournalSettings.Memory()).close();
    }

    private Cloud(CloudSettings settings, Journal journal) {
        this.clock = new TwinClock(settings.clock());
        this.settings = settings.with(clock);
        this.feeds = new Feeds(clock);
        this.tracer = new Tracer(Catalogue.of(settings.region()));
        this.journal = journal;
        this.resources = ResourceTypes.all(settings.region());
        this.serializer = new EventSerializer(resources);
        this.history = new History(journal, serializer, resources);
        this.reader = new JournalReader(journal, serializer, resources, loaders, vitals);
        this.questions = new Questions(this, reader, journal);
        Places places = new Places(this, resources, reader, sweeper, new Published());
        ActorSystems systems = new ActorSystems(journal, serializer);
        switch (settings.membership()) {
            case Membership.Alone() -> {
                ActorSystem<InProcess.ToProject> alone = systems.alone(InProcess.guardian(places.behaviors(false)));
                this.system = alone;
                this.whereabouts = new InProcess(alone);
                // Both go on in other threads, so that the first request need not wait for all of it.
                Persistence.get(system);
                this.clockRead = snapshot(AddressPool.REGION);
            }
            case Membership.Node node -> {
                CommandSerializer commands = new CommandSerializer(resources);
                this.clockRead = reader.region(Lead.TYPE).thenAccept(this::follow);
                this.system = systems.node(node, commands, resources);
                this.whereabouts = join(commands, places);
            }
        }
    }

    private Nodes join(CommandSerializer commands, Places places) {
        try {
            return Nodes.join(
                    system,
                    journal.roster(),
                    journal.roster(),
                    commands,
                    places.behaviors(true),
                    this::moved,
                    this::followClock);
        } catch (RuntimeException failed) {
            terminate();
            throw failed;
        }
    }

    /** Whoever follows a project that lives elsewhere now is told nothing more here, and finds it there. */
    private void moved(String place) {
        newest.remove(place);
        feeds.end(place);
    }

    /** {@return the nodes this cloud is one of, or empty if it is alone} */
    public Optional<Nodes> nodes() {
        return whereabouts instanceof Nodes nodes ? Optional.of(nodes) : Optional.empty();
    }

    Whereabouts whereabouts() {
        return whereabouts;
    }

    /** Takes over how far another node has put the clock forward. */
    private void followClock() {
        reader.region(Lead.TYPE).thenAccept(this::follow);
    }

    /** What inventories tell. */
    private final class Published implements Audience {
        /** The clock is where it is said to be before anybody is told so. */
        @Override
        public void newest(Snapshot snapshot) {
            if (snapshot.project().equals(AddressPool.REGION)) {
                follow(snapshot);
            }
            newest.put(snapshot.project(), snapshot);
        }

        @Override
        public void changed(Publication publication, long events, long revision) {
            feeds.changed(publication, events, revision);
        }
    }

    private void follow(Snapshot region) {
        region.find(Lead.TYPE, Lead.id()).map(Lead::ahead).ifPresent(clock::lead);
    }

    @Override
    public CompletionStage<Outcome> ask(EntityRef entity, Command command) {
        return questions.ask(entity, command);
    }

    @Override
    public Entities by(Cause cause) {
        return questions.by(cause);
    }

    /** {@return how a command would end, by what its project and the region hold now} Nothing is done: {@link Rehearsal}. */
    public CompletionStage<Outcome> rehearse(EntityRef entity, Command command) {
        return snapshot(entity.project())
                .thenCombine(
                        region(AddressPool.TYPE),
                        (project, region) -> new Rehearsal(
                                        resources,
                                        asked -> Optional.ofNullable(
                                                        asked.project().equals(project.project())
                                                                ? project
                                                                : asked.project()
                                                                                .equals(AddressPool.REGION)
                                                                        ? region
                                                                        : newest.get(asked.project()))
                                                .flatMap(snapshot -> snapshot.find(asked)),
                                        this::moment)
                                .of(entity, command));
    }

    /** {@return the time by the twin's clock, and how long things take in a project} */
    public Moment moment(String project) {
        return new Moment(clock.instant(), timing(project));
    }

    /** {@return how long things take in a project: as it was told, or as in this twin} */
    Timing timing(String project) {
        return known(project)
                .flatMap(snapshot -> snapshot.find(Project.TYPE, project))
                .map(found -> found.pace().over(settings.timing()))
                .orElse(settings.timing());
    }

    /** {@return the twin's clock; everything goes by it} */
    public TwinClock clock() {
        return clock;
    }

    /** {@return everything in a project, if it is in memory} */
    Optional<Snapshot> known(String project) {
        return Optional.ofNullable(newest.get(project));
    }

    /**
     * {@return everything in a project, not older than any answer given before this call} Fails if the project's journal
     * cannot be read.
     */
    public CompletionStage<Snapshot> snapshot(String project) {
        Snapshot known = newest.get(project);
        return known != null
                ? CompletableFuture.completedStage(known)
                : whereabouts.snapshot(project, settings.loadWithin());
    }

    /**
     * {@return what belongs to the region, at least all of these types, not older than any answer given before this
     * call}
     */
    public CompletionStage<Snapshot> region(ResourceType<?>... types) {
        return nodes().isPresent() ? reader.region(types) : snapshot(AddressPool.REGION);
    }

    /** {@return everything in a project, and of other projects what its traces see: see {@link Horizon}} */
    public CompletionStage<Snapshot> horizon(String project) {
        return snapshot(project).thenCompose(own -> {
            List<String> others = Horizon.projects(own);
            return others.isEmpty() ? CompletableFuture.completedStage(own) : horizon(own, others);
        });
    }

    private CompletionStage<Snapshot> horizon(Snapshot own, List<String> projects) {
        List<CompletableFuture<Snapshot>> others = projects.stream()
                .map(other -> snapshot(other).toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(others.toArray(CompletableFuture[]::new))
                .thenApply(all -> horizons.of(
                        own, others.stream().map(CompletableFuture::join).toList()));
    }

    /** {@return what follows flows through the projects' snapshots} */
    public Tracer tracer() {
        return tracer;
    }

    /**
     * {@return when the twin's clock is where it was when it was stopped: before that, there is no telling the time}
     * Fails if the region's journal cannot be read.
     */
    public CompletionStage<?> ready() {
        return nodes().isPresent() ? clockRead : snapshot(AddressPool.REGION);
    }

    /** {@return what changes in a project from now on, and what has changed lately if somebody followed it} */
    public CompletionStage<Feed.Follower> follow(String project) {
        return feeds.follow(project, () -> snapshot(project));
    }

    /** {@return how many follow, all projects together} */
    public int followers() {
        return feeds.followers();
    }

    /** Tells all who follow that there will be no more. */
    public void endFeeds() {
        feeds.close();
    }

    /** {@return what projects were, by their journals} */
    public History history() {
        return history;
    }

    /** {@return what to tell the user if nothing can be written any more, for want of room} */
    public Optional<String> full() {
        return journal.full();
    }

    /** {@return the names of the events that a feed tells of, and how they are stored} */
    public EventSerializer events() {
        return serializer;
    }

    /** {@return what is counted of this cloud} */
    public Vitals vitals() {
        return vitals;
    }

    /** {@return the projects that are in memory, as they are now} */
    public Collection<Snapshot> loaded() {
        return List.copyOf(newest.values());
    }

    public ActorSystem<?> actorSystem() {
        return system;
    }

    /** {@return how it is run; the clock is the twin's} */
    public CloudSettings settings() {
        return settings;
    }

    /** Stops after what was accepted is durable; the journal is closed last. */
    @Override
    public void close() {
        endFeeds();
        terminate();
        nodes().ifPresent(Nodes::close);
        loaders.shutdown();
        sweeper.shutdown();
        history.close();
        journal.close();
    }

    private void terminate() {
        system.terminate();
        system.getWhenTerminated()
                .toCompletableFuture()
                .orTimeout(STOPPING.toSeconds(), java.util.concurrent.TimeUnit.SECONDS)
                .exceptionally(late -> org.apache.pekko.Done.getInstance())
                .join();
    }
}
