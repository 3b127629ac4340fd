package dev.twinstack.emulator.system;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.twinstack.emulator.ResourceTypes;
import dev.twinstack.emulator.addresspool.AddressPool;
import dev.twinstack.emulator.clock.Lead;
import dev.twinstack.emulator.history.History;
import dev.twinstack.emulator.inventory.Audience;
import dev.twinstack.emulator.inventory.Feed;
import dev.twinstack.emulator.inventory.Feeds;
import dev.twinstack.emulator.inventory.Inventory;
import dev.twinstack.emulator.inventory.Rehearsal;
import dev.twinstack.emulator.inventory.Replay;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.inventory.Sweep;
import dev.twinstack.emulator.journal.Journal;
import dev.twinstack.emulator.journal.JournalSettings;
import dev.twinstack.emulator.kernel.Cause;
import dev.twinstack.emulator.kernel.Command;
import dev.twinstack.emulator.kernel.Entities;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.EventSerializer;
import dev.twinstack.emulator.kernel.Outcome;
import dev.twinstack.emulator.kernel.Publication;
import dev.twinstack.emulator.kernel.Resource;
import dev.twinstack.emulator.kernel.ResourceBehavior;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.pekko.actor.BootstrapSetup;
import org.apache.pekko.actor.setup.ActorSystemSetup;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.persistence.Persistence;
import org.apache.pekko.serialization.SerializationSetup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One running cloud in this process: entities, inventories, and the journal under them. */
public final class Cloud implements Entities, AutoCloseable {
    /** Made before any actor system is: SLF4J complains where several threads set it up at once. */
    private static final Logger LOG = LoggerFactory.getLogger(Cloud.class);

    private static final Duration STOPPING = Duration.ofSeconds(20);

    private record ToProject(String project, ProjectActor.Message message) {}

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
    private final ActorSystem<ToProject> system;

    /**
     * @throws dev.twinstack.emulator.journal.JournalException if the data cannot be opened; its message says what to do
     */
    public static Cloud start(CloudSettings settings) {
        Journal journal = Journal.open(settings.journal());
        try {
            return new Cloud(settings, journal);
        } catch (RuntimeException failed) {
            journal.close();
            throw failed;
        }
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
        Config config = journal.config().withFallback(ConfigFactory.load());
        this.system = ActorSystem.create(
                Behaviors.setup(this::guardian),
                "twinstack",
                ActorSystemSetup.create(
                        BootstrapSetup.create(config),
                        SerializationSetup.create(extended -> List.of(StoredEvents.details(extended, serializer)))));
        // Both go on in other threads, so that the first request need not wait for all of it.
        Persistence.get(system);
        ready();
    }

    private Behavior<ToProject> guardian(ActorContext<ToProject> context) {
        Map<String, Resource<?, ?, ?>> byName = new HashMap<>();
        resources.forEach(resource -> byName.put(resource.type().name(), resource));
        ProjectActor.Surroundings surroundings = new ProjectActor.Surroundings(
                Map.copyOf(byName), this, clock, settings.idleAfter(), settings.loadWithin(), this::timing, vitals);
        Map<String, ActorRef<ProjectActor.Message>> projects = new HashMap<>();
        return Behaviors.receiveMessage(message -> {
            projects.computeIfAbsent(
                            message.project(),
                            project -> context.spawnAnonymous(ProjectActor.of(inventory(project), surroundings)))
                    .tell(message.message());
            return Behaviors.same();
        });
    }

    private Behavior<Inventory.Message> inventory(String project) {
        return Inventory.of(
                project,
                () -> load(project),
                new Sweep(resources, sweeper),
                () -> project.equals(AddressPool.REGION)
                        ? Optional.empty()
                        : Optional.ofNullable(newest.get(AddressPool.REGION)),
                this::doubt,
                new Published());
    }

    /** What inventories tell. */
    private final class Published implements Audience {
        /** The clock is where it is said to be before anybody is told so. */
        @Override
        public void newest(Snapshot snapshot) {
            if (snapshot.project().equals(AddressPool.REGION)) {
                snapshot.find(Lead.TYPE, Lead.id()).map(Lead::ahead).ifPresent(clock::lead);
            }
            newest.put(snapshot.project(), snapshot);
        }

        @Override
        public void changed(Publication publication, long events, long revision) {
            feeds.changed(publication, events, revision);
        }
    }

    /** A claimant of a type that is no more has never come to be. */
    private void doubt(Sweep.Dangling dangling) {
        EntityRef claimant = dangling.claimant();
        if (resources.stream().anyMatch(resource -> resource.type().name().equals(claimant.type()))) {
            ResourceBehavior.LetGo letGo = new ResourceBehavior.LetGo(dangling.hold());
            system.tell(new ToProject(claimant.project(), new ProjectActor.Deliver(claimant, letGo)));
        } else {
            ask(dangling.hold().owner(), dangling.hold().release());
        }
    }

    /** Reads a project's journal; after the region's, whose pools a project's claims are swept from. */
    private CompletionStage<Replay.Result> load(String project) {
        CompletionStage<?> before = project.equals(AddressPool.REGION)
                ? CompletableFuture.completedStage(project)
                : snapshot(AddressPool.REGION);
        return before.thenApplyAsync(
                ready -> {
                    long began = System.nanoTime();
                    boolean well = false;
                    try {
                        Replay replay = new Replay(project, serializer, resources);
                        journal.replay(project + '|', replay::event);
                        Replay.Result result = replay.result();
                        well = true;
                        return result;
                    } finally {
                        vitals.loaded(began, well);
                    }
                },
                loaders);
    }

    @Override
    public CompletionStage<Outcome> ask(EntityRef entity, Command command) {
        return ask(entity, command, Cause.ITSELF);
    }

    @Override
    public Entities by(Cause cause) {
        return (entity, command) -> ask(entity, command, cause);
    }

    private CompletionStage<Outcome> ask(EntityRef entity, Command command, Cause cause) {
        vitals.asked();
        return AskPattern.<ToProject, Outcome>ask(
                        system,
                        replyTo -> new ToProject(
                                entity.project(),
                                new ProjectActor.Deliver(entity, new ResourceBehavior.Ask(command, replyTo, cause))),
                        settings.answerWithin(),
                        system.scheduler())
                .exceptionally(late -> new Outcome.Failed("no answer from " + entity + ": " + late.getMessage()))
                .thenApply(outcome -> {
                    vitals.answered(outcome);
                    return outcome;
                });
    }

    /** {@return how a command would end, by what its project and the region hold now} Nothing is done: {@link Rehearsal}. */
    public CompletionStage<Outcome> rehearse(EntityRef entity, Command command) {
        return snapshot(entity.project())
                .thenApply(project -> new Rehearsal(
                                resources,
                                asked -> Optional.ofNullable(
                                                asked.project().equals(project.project())
                                                        ? project
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
    private Timing timing(String project) {
        return Optional.ofNullable(newest.get(project))
                .flatMap(snapshot -> snapshot.find(Project.TYPE, project))
                .map(found -> found.pace().over(settings.timing()))
                .orElse(settings.timing());
    }

    /** {@return the twin's clock; everything goes by it} */
    public TwinClock clock() {
        return clock;
    }

    /**
     * {@return everything in a project, not older than any answer given before this call} Fails if the project's journal
     * cannot be read.
     */
    public CompletionStage<Snapshot> snapshot(String project) {
        Snapshot known = newest.get(project);
        return known != null
                ? CompletableFuture.completedStage(known)
                : AskPattern.askWithStatus(
                        system,
                        replyTo -> new ToProject(project, new ProjectActor.Get(replyTo)),
                        settings.loadWithin(),
                        system.scheduler());
    }

    /** {@return everything in a project, and of other projects what its traces see: see {@link Horizon}} */
    public CompletionStage<Snapshot> horizon(String project) {
        return snapshot(project).thenCompose(own -> {
            List<CompletableFuture<Snapshot>> others = Horizon.projects(own).stream()
                    .map(other -> snapshot(other).toCompletableFuture())
                    .toList();
            return others.isEmpty()
                    ? CompletableFuture.completedStage(own)
                    : CompletableFuture.allOf(others.toArray(CompletableFuture[]::new))
                            .thenApply(all -> horizons.of(
                                    own,
                                    others.stream().map(CompletableFuture::join).toList()));
        });
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
        return snapshot(AddressPool.REGION);
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
        system.terminate();
        system.getWhenTerminated()
                .toCompletableFuture()
                .orTimeout(STOPPING.toSeconds(), java.util.concurrent.TimeUnit.SECONDS)
                .exceptionally(late -> org.apache.pekko.Done.getInstance())
                .join();
        loaders.shutdown();
        sweeper.shutdown();
        history.close();
        journal.close();
    }
}
