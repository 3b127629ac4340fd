package dev.twinstack.emulator.system;

import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.journal.Roster;
import dev.twinstack.emulator.kernel.Cause;
import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.Command;
import dev.twinstack.emulator.kernel.CommandSerializer;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Outcome;
import dev.twinstack.emulator.kernel.ResourceBehavior;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.sharding.ShardRegion;
import org.apache.pekko.cluster.sharding.typed.ShardingMessageExtractor;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.pattern.Patterns;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Projects live on the nodes of a cluster, each on one. This node finds them, and knows which are its own. Thread-safe.
 */
public final class Nodes implements Whereabouts, AutoCloseable {
    /** A request that is served in a project of this node; the project does not move until it is closed. */
    public interface Visit extends AutoCloseable {
        @Override
        void close();
    }

    private static final Logger LOG = LoggerFactory.getLogger(Nodes.class);
    private static final EntityTypeKey<Letter> PLACES = EntityTypeKey.create(Letter.class, "place");
    /** Ten for each of the most nodes one would think of. The whole table of them goes round when one moves. */
    private static final int SHARDS = 240;

    private static final Duration REPEAT_AFTER = Duration.ofSeconds(2);
    private static final Duration MOVING = Duration.ofSeconds(25);

    private final ActorSystem<?> system;
    private final Member member;
    private final Pulse pulse;
    private final CommandSerializer commands;
    private final Function<String, Behavior<ProjectActor.Message>> projects;
    private final Consumer<String> moved;
    private final Residence.Registry registry = new Residence.Registry();
    private final Map<String, URI> located = new ConcurrentHashMap<>();
    private volatile @Nullable ActorRef<Letter> region;
    private volatile boolean leaving;
    private volatile @Nullable URI self;

    /**
     * {@return this node, a member of the cluster} Blocks until it is.
     *
     * @param projects what keeps a place, see {@link Letter#place}
     * @param moved is told of places that are here no more
     * @param tick is run twice a second while the database answers
     * @throws dev.twinstack.emulator.journal.JournalException if that takes too long
     */
    static Nodes join(
            ActorSystem<?> system,
            Roster roster,
            Roster pulses,
            CommandSerializer commands,
            Function<String, Behavior<ProjectActor.Message>> projects,
            Consumer<String> moved,
            Runnable tick) {
        Member member = new Member(system, roster);
        member.enter();
        Pulse pulse = Pulse.start(pulses, () -> shutOut(system), tick);
        try {
            member.join();
        } catch (RuntimeException failed) {
            pulse.close();
            throw failed;
        }
        return new Nodes(system, member, pulse, commands, projects, moved);
    }

    private static void shutOut(ActorSystem<?> system) {
        LOG.error("the other nodes have shut this one out, since they did not hear of it; it ends");
        system.terminate();
    }

    private Nodes(
            ActorSystem<?> system,
            Member member,
            Pulse pulse,
            CommandSerializer commands,
            Function<String, Behavior<ProjectActor.Message>> projects,
            Consumer<String> moved) {
        this.system = system;
        this.member = member;
        this.pulse = pulse;
        this.commands = commands;
        this.projects = projects;
        this.moved = moved;
    }

    private static final class ByPlace extends ShardingMessageExtractor<Letter, Letter> {
        @Override
        public String entityId(Letter letter) {
            return letter.place();
        }

        @Override
        public String shardId(String place) {
            return Integer.toString(Math.floorMod(place.hashCode(), SHARDS));
        }

        @Override
        public Letter unwrapMessage(Letter letter) {
            return letter;
        }
    }

    /** Takes places in from now on, whose requests this node serves at that endpoint. */
    public void serve(URI endpoint) {
        self = endpoint;
        region = ClusterSharding.get(system)
                .init(Entity.of(PLACES, place -> home(place.getEntityId(), endpoint))
                        .withMessageExtractor(new ByPlace())
                        .withStopMessage(new Letter.Leave()));
    }

    private Behavior<Letter> home(String place, URI endpoint) {
        return Home.of(registry, place, projects.apply(place), endpoint.toString(), moved);
    }

    /** {@return completes once the nodes that were given up can write no more} */
    CompletionStage<?> fenced() {
        return member.fenced();
    }

    @Override
    public CompletionStage<Outcome> ask(EntityRef entity, Command command, Cause cause, Duration within) {
        Optional<Residence> here = registry.find(Letter.place(entity));
        if (here.isPresent()) {
            return AskPattern.ask(
                    here.get().project(),
                    replyTo -> new ProjectActor.Deliver(entity, new ResourceBehavior.Ask(command, replyTo, cause)),
                    within,
                    system.scheduler());
        }
        ActorRef<Letter> others = region;
        return others == null || !commands.travels(command)
                ? CompletableFuture.completedStage(new Outcome.Failed(entity + " does not live on this node"))
                : send(others, entity, command, cause, within);
    }

    /** A claim bears repeating, and is repeated: letters are lost when a place moves, or its node dies. */
    private CompletionStage<Outcome> send(
            ActorRef<Letter> others, EntityRef entity, Command command, Cause cause, Duration within) {
        boolean once = !(command instanceof Command.OnBehalf) || within.compareTo(REPEAT_AFTER) <= 0;
        CompletionStage<Outcome> answer = AskPattern.ask(
                others,
                replyTo -> new Letter.Ask(entity, command, cause, replyTo),
                once ? within : REPEAT_AFTER,
                system.scheduler());
        return once
                ? answer
                : answer.exceptionallyCompose(late -> send(others, entity, command, cause, within.minus(REPEAT_AFTER)));
    }

    @Override
    public void doubt(EntityRef claimant, Claim.Hold hold) {
        Optional<Residence> here = registry.find(Letter.place(claimant));
        ActorRef<Letter> others = region;
        if (here.isPresent()) {
            here.get().project().tell(new ProjectActor.Deliver(claimant, new ResourceBehavior.LetGo(hold)));
        } else if (others != null && commands.travels(hold.release())) {
            others.tell(new Letter.LetGo(claimant, hold));
        }
    }

    @Override
    public CompletionStage<Snapshot> snapshot(String project, Duration within) {
        return registry.find(project)
                .<CompletionStage<Snapshot>>map(here ->
                        AskPattern.askWithStatus(here.project(), ProjectActor.Get::new, within, system.scheduler()))
                .orElseGet(() -> CompletableFuture.failedStage(
                        new IllegalStateException("project " + project + " does not live on this node")));
    }

    /** {@return whether this node may answer: it is sure that nobody has taken over what lives here} */
    public boolean isCurrent() {
        return pulse.isFresh();
    }

    /** {@return whether requests are welcome} */
    public boolean isReady() {
        return region != null && !leaving && isCurrent() && member.isUp();
    }

    /** {@return leave to serve a request in a project that lives here, or empty} */
    public Optional<Visit> enter(String project) {
        return registry.find(project).filter(Residence::enter).map(here -> here::exit);
    }

    /** {@return where the requests of a project are served, as far as was known last} */
    public Optional<URI> lastKnown(String project) {
        return Optional.ofNullable(located.get(project));
    }

    /** {@return where the requests of a project are served} It is brought up there if it lives nowhere. */
    public CompletionStage<URI> locate(String project, Duration within) {
        ActorRef<Letter> others = region;
        if (others == null) {
            return CompletableFuture.failedStage(new IllegalStateException("this node has not joined yet"));
        }
        return AskPattern.<Letter, Letter.Here>ask(
                        others, replyTo -> new Letter.Locate(project, replyTo), within, system.scheduler())
                .thenApply(here -> {
                    URI endpoint = URI.create(here.endpoint());
                    located.put(project, endpoint);
                    return endpoint;
                });
    }

    /** {@return whether requests at that endpoint come to this node} */
    public boolean isHere(URI endpoint) {
        return endpoint.equals(self);
    }

    /** A project was not where it was thought to be. */
    public void forget(String project) {
        located.remove(project);
    }

    /** Hands over what lives here. Blocks until it lives elsewhere, and what was being served has been. */
    public void leave() {
        leaving = true;
        ActorRef<Letter> others = region;
        if (others != null && member.isUp()) {
            Patterns.gracefulStop(Adapter.toClassic(others), MOVING, ShardRegion.gracefulShutdownInstance())
                    .toCompletableFuture()
                    .orTimeout(MOVING.toSeconds() + 1, TimeUnit.SECONDS)
                    .exceptionally(late -> {
                        LOG.warn("not all projects could be handed over: {}", late.getMessage());
                        return false;
                    })
                    .join();
        }
    }

    /** Leaves the roster. The actor system must have terminated. */
    @Override
    public void close() {
        pulse.close();
        member.close();
    }

    /** {@return the members of the cluster, as this node sees them} */
    public long size() {
        int up = 0;
        for (var each : Cluster.get(system).state().getMembers()) {
            if (each.status().equals(MemberStatus.up())) {
                up++;
            }
        }
        return up;
    }
}
