package dev.twinstack.emulator.system;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.twinstack.emulator.inventory.Inventory;
import dev.twinstack.emulator.inventory.Replay;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.inventory.Sweep;
import dev.twinstack.emulator.journal.Journal;
import dev.twinstack.emulator.kernel.Command;
import dev.twinstack.emulator.kernel.Entities;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.EventSerializer;
import dev.twinstack.emulator.kernel.Outcome;
import dev.twinstack.emulator.kernel.Resource;
import dev.twinstack.emulator.kernel.ResourceBehavior;
import dev.twinstack.emulator.kernel.Vitals;
import dev.twinstack.emulator.timing.Timing;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.apache.pekko.actor.BootstrapSetup;
import org.apache.pekko.actor.setup.ActorSystemSetup;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.pattern.StatusReply;
import org.apache.pekko.serialization.SerializationSetup;

/** One project of one resource type, on real actors and a real journal, with a hand on what entities tell each other. */
public final class Workbench implements AutoCloseable {
    public static final String PROJECT = "p";
    /** Longer than anything takes, on a slow machine too. Who waits this long was told nothing. */
    public static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Journal journal;
    private final EventSerializer serializer;
    private final Vitals vitals = new Vitals();
    /** Complete once there is a system to send to. */
    private final CompletableFuture<Void> made = new CompletableFuture<>();

    private final ActorSystem<ProjectActor.Message> system;

    /** Nothing rests, and all messages arrive. */
    public static Workbench on(Journal journal, Resource<?, ?, ?> resource) {
        return new Workbench(journal, resource, Duration.ofMinutes(1), direct -> direct);
    }

    /** The same on a journal that other processes share. */
    static Workbench onShared(Journal journal, Resource<?, ?, ?> resource) {
        CompletionStage<?> now = CompletableFuture.completedStage(resource);
        return new Workbench(journal, resource, Duration.ofMinutes(1), direct -> direct, now, true);
    }

    /** The same, but the project is read only once the gate opens. */
    public static Workbench on(Journal journal, Resource<?, ?, ?> resource, CompletionStage<?> gate) {
        return new Workbench(journal, resource, Duration.ofMinutes(1), direct -> direct, gate, false);
    }

    /**
     * @param idleAfter when entities rest
     * @param between what stands between one entity and the others
     */
    public Workbench(Journal journal, Resource<?, ?, ?> resource, Duration idleAfter, UnaryOperator<Entities> between) {
        this(journal, resource, idleAfter, between, CompletableFuture.completedStage(idleAfter), false);
    }

    private Workbench(
            Journal journal,
            Resource<?, ?, ?> resource,
            Duration idleAfter,
            UnaryOperator<Entities> between,
            CompletionStage<?> gate,
            boolean shared) {
        this.journal = journal;
        this.serializer = new EventSerializer(List.of(resource));
        Entities entities = between.apply(this::send);
        Config config = journal.config().withFallback(ConfigFactory.load());
        this.system = ActorSystem.create(
                ProjectActor.of(
                        inventory(List.of(resource), gate),
                        new ProjectActor.Surroundings(
                                Map.of(resource.type().name(), resource),
                                entities,
                                Clock.systemUTC(),
                                idleAfter,
                                PATIENCE,
                                project -> Timing.INSTANT,
                                vitals,
                                shared)),
                "workbench",
                ActorSystemSetup.create(
                        BootstrapSetup.create(config),
                        SerializationSetup.create(extended -> List.of(StoredEvents.details(extended, serializer)))));
        made.complete(null);
    }

    /** {@return what was counted of the entities} */
    public Vitals vitals() {
        return vitals;
    }

    /** Asks the claimant of a claim to let go of it, as the inventory does when it seems to dangle. */
    public void doubt(Sweep.Dangling dangling) {
        system.tell(new ProjectActor.Deliver(dangling.claimant(), new ResourceBehavior.LetGo(dangling.hold())));
    }

    private Behavior<Inventory.Message> inventory(List<Resource<?, ?, ?>> resources, CompletionStage<?> gate) {
        return Inventory.of(
                PROJECT,
                () -> gate.thenCombineAsync(made, (opened, there) -> read(resources)),
                new Sweep(resources, Runnable::run),
                Optional::empty,
                this::doubt,
                snapshot -> {});
    }

    private Replay.Result read(List<Resource<?, ?, ?>> resources) {
        Replay replay = new Replay(PROJECT, serializer, resources);
        journal.replay(PROJECT + '|', replay::event);
        return replay.result();
    }

    public CompletionStage<Outcome> send(EntityRef entity, Command command) {
        return AskPattern.<ProjectActor.Message, Outcome>ask(
                        system,
                        replyTo -> new ProjectActor.Deliver(entity, new ResourceBehavior.Ask(command, replyTo)),
                        PATIENCE,
                        system.scheduler())
                .exceptionally(late -> new Outcome.Failed("no answer in time"));
    }

    /** {@return how it ended} Fails if there is no answer. */
    public Outcome ask(EntityRef entity, Command command) {
        return await(send(entity, command));
    }

    /** Asks for somebody who is gone when the answer comes. */
    public void tell(EntityRef entity, Command command) {
        ActorRef<Outcome> nobody = system.deadLetters();
        system.tell(new ProjectActor.Deliver(entity, new ResourceBehavior.Ask(command, nobody)));
    }

    public Snapshot snapshot() {
        return await(AskPattern.<ProjectActor.Message, Snapshot>askWithStatus(
                system,
                (ActorRef<StatusReply<Snapshot>> to) -> new ProjectActor.Get(to),
                PATIENCE,
                system.scheduler()));
    }

    /** {@return the events of an entity as the journal has them: names and JSON} */
    public List<String> journalled(EntityRef entity) {
        List<String> events = new ArrayList<>();
        journal.replay(entity.toString(), (id, sequenceNr, name, json) -> {
            if (id.equals(entity.toString())) {
                events.add(name + ' ' + new String(json, StandardCharsets.UTF_8));
            }
        });
        return events;
    }

    /** Does something to the journal's database, as another process might. */
    public static void sql(Journal journal, String statement) {
        String url = journal.config().getString("jdbc-journal.slick.db.url");
        try (Connection connection = DriverManager.getConnection(url, "sa", "");
                Statement execution = connection.createStatement()) {
            execution.execute(statement);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    public static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture()
                .orTimeout(PATIENCE.plusSeconds(1).toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    /** {@return completes when the project has stopped by itself} */
    CompletionStage<?> stopped() {
        return system.getWhenTerminated();
    }

    @Override
    public void close() {
        system.terminate();
        await(system.getWhenTerminated());
    }
}
