package dev.twinstack.emulator.system;

import dev.twinstack.emulator.inventory.Inventory;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.kernel.Entities;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Lodging;
import dev.twinstack.emulator.kernel.Outcome;
import dev.twinstack.emulator.kernel.Publication;
import dev.twinstack.emulator.kernel.Resource;
import dev.twinstack.emulator.kernel.ResourceBehavior;
import dev.twinstack.emulator.kernel.Vitals;
import dev.twinstack.emulator.timing.Moment;
import dev.twinstack.emulator.timing.Timing;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.pattern.StatusReply;

/**
 * Parent of one project's entities and inventory: starts them when they are asked for, lets idle entities rest. Nothing
 * is decided before the project has been read: what time it is, and how long things take here, is in what is read.
 */
final class ProjectActor extends AbstractBehavior<ProjectActor.Message> {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
    /** In both H2 and PostgreSQL. */
    private static final String UNIQUE_VIOLATION = "23505";

    sealed interface Message {}

    record Deliver(EntityRef entity, ResourceBehavior.Message message) implements Message {}

    record Get(ActorRef<StatusReply<Snapshot>> replyTo) implements Message {}

    /** Let all entities end what they have begun, then stop. */
    record Close() implements Message {}

    private record WriteFailed(EntityRef entity, Throwable why) implements Message {}

    private record Idle(EntityRef entity) implements Message {}

    private record Awake(EntityRef entity) implements Message {}

    private record Stopped(EntityRef entity) implements Message {}

    private record Read() implements Message {}

    private record Unreadable(Throwable why) implements Message {}

    /**
     * What entities and their parent need of the process they live in.
     *
     * @param readWithin how long a project may take to be read
     * @param timings how long things take, by project
     * @param shared whether other processes could write what is written here
     */
    record Surroundings(
            Map<String, Resource<?, ?, ?>> resources,
            Entities entities,
            Clock clock,
            Duration idleAfter,
            Duration readWithin,
            Function<String, Timing> timings,
            Vitals vitals,
            boolean shared) {
        /** Surroundings in which nothing takes time. */
        Surroundings(
                Map<String, Resource<?, ?, ?>> resources,
                Entities entities,
                Clock clock,
                Duration idleAfter,
                Duration readWithin,
                Vitals vitals) {
            this(resources, entities, clock, idleAfter, readWithin, project -> Timing.INSTANT, vitals, false);
        }
    }

    private final Surroundings surroundings;
    private final ActorRef<Inventory.Message> inventory;
    private final Map<EntityRef, ActorRef<ResourceBehavior.Message>> running = new HashMap<>();
    /** Entities told to rest, with what came for them since. */
    private final Map<EntityRef, List<ResourceBehavior.Message>> resting = new HashMap<>();
    /** What came before the project was read. */
    private final List<Deliver> early = new ArrayList<>();

    private boolean read;

    private boolean closing;

    static Behavior<Message> of(Behavior<Inventory.Message> inventory, Surroundings surroundings) {
        return Behaviors.setup(context -> new ProjectActor(context, inventory, surroundings));
    }

    private ProjectActor(
            ActorContext<Message> context, Behavior<Inventory.Message> inventory, Surroundings surroundings) {
        super(context);
        this.surroundings = surroundings;
        this.inventory = context.spawn(inventory, "inventory");
    }

    @Override
    public Receive<Message> createReceive() {
        return newReceiveBuilder()
                .onMessage(Deliver.class, deliver -> {
                    if (read) {
                        deliver(deliver.entity(), deliver.message());
                    } else {
                        hold(deliver);
                    }
                    return this;
                })
                .onMessage(Read.class, now -> {
                    read = true;
                    early.forEach(deliver -> deliver(deliver.entity(), deliver.message()));
                    early.clear();
                    return this;
                })
                .onMessage(Unreadable.class, unreadable -> {
                    early.forEach(deliver -> refuse(deliver, unreadable.why()));
                    early.clear();
                    return this;
                })
                .onMessage(Get.class, get -> {
                    inventory.tell(new Inventory.Get(get.replyTo()));
                    return this;
                })
                .onMessage(Close.class, close -> close())
                .onMessage(WriteFailed.class, this::writeFailed)
                .onMessage(Idle.class, idle -> {
                    rest(idle.entity());
                    return this;
                })
                .onMessage(Awake.class, awake -> {
                    resume(awake.entity());
                    if (closing) {
                        getContext().scheduleOnce(LOOK_AGAIN, getContext().getSelf(), new Close());
                    }
                    return this;
                })
                .onMessage(Stopped.class, stopped -> {
                    running.remove(stopped.entity());
                    surroundings.vitals().gone(stopped.entity().type());
                    resume(stopped.entity());
                    return closing ? close() : this;
                })
                .build();
    }

    private Behavior<Message> close() {
        if (running.isEmpty() && early.isEmpty()) {
            return Behaviors.stopped();
        }
        closing = true;
        if (!early.isEmpty()) {
            getContext().scheduleOnce(LOOK_AGAIN, getContext().getSelf(), new Close());
        }
        List.copyOf(running.keySet()).forEach(this::rest);
        return this;
    }

    /**
     * Another process has written what was to be written here: what this one knows of the project is not all there is.
     * It stops, and is read anew.
     */
    private Behavior<Message> writeFailed(WriteFailed failed) {
        if (!surroundings.shared() || !isSuperseded(failed.why())) {
            return this;
        }
        getContext().getLog().error("another node has written {}: its project is read anew", failed.entity());
        return Behaviors.stopped();
    }

    private static boolean isSuperseded(Throwable why) {
        for (Throwable cause = why; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException error && UNIQUE_VIOLATION.equals(error.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    private void rest(EntityRef idle) {
        ActorRef<ResourceBehavior.Message> entity = running.get(idle);
        if (entity != null && resting.putIfAbsent(idle, new ArrayList<>()) == null) {
            entity.tell(new ResourceBehavior.Rest());
        }
    }

    private void hold(Deliver deliver) {
        if (early.isEmpty()) {
            getContext()
                    .askWithStatus(
                            Snapshot.class,
                            inventory,
                            surroundings.readWithin(),
                            Inventory.Get::new,
                            (snapshot, failure) -> failure == null ? new Read() : new Unreadable(failure));
        }
        early.add(deliver);
    }

    private static void refuse(Deliver deliver, Throwable why) {
        if (deliver.message() instanceof ResourceBehavior.Ask ask) {
            ask.replyTo().tell(new Outcome.Failed(String.valueOf(why.getMessage())));
        }
    }

    private void deliver(EntityRef entity, ResourceBehavior.Message message) {
        List<ResourceBehavior.Message> waiting = resting.get(entity);
        if (waiting != null) {
            waiting.add(message);
        } else {
            running.computeIfAbsent(entity, this::start).tell(message);
        }
    }

    private void resume(EntityRef entity) {
        List<ResourceBehavior.Message> waiting = resting.remove(entity);
        if (waiting != null) {
            waiting.forEach(message -> deliver(entity, message));
        }
    }

    private ActorRef<ResourceBehavior.Message> start(EntityRef entity) {
        Resource<?, ?, ?> resource = surroundings.resources().get(entity.type());
        if (resource == null) {
            throw new IllegalArgumentException("no resource type for " + entity);
        }
        // Anonymous: a name would cost memory, and entities are found by this map only.
        ActorRef<ResourceBehavior.Message> started =
                getContext().spawnAnonymous(ResourceBehavior.of(entity, resource, new Here(entity.project())));
        getContext().watchWith(started, new Stopped(entity));
        surroundings.vitals().awoken(entity.type());
        return started;
    }

    private final class Here implements Lodging {
        private final ActorRef<Message> parent = getContext().getSelf();
        private final String project;

        Here(String project) {
            this.project = project;
        }

        @Override
        public Entities entities() {
            return surroundings.entities();
        }

        @Override
        public Vitals vitals() {
            return surroundings.vitals();
        }

        @Override
        public void publish(Publication publication) {
            inventory.tell(new Inventory.Publish(publication));
        }

        @Override
        public Moment moment() {
            return new Moment(
                    surroundings.clock().instant(), surroundings.timings().apply(project));
        }

        @Override
        public Duration idleAfter() {
            return surroundings.idleAfter();
        }

        @Override
        public void idle(EntityRef entity) {
            parent.tell(new Idle(entity));
        }

        @Override
        public void awake(EntityRef entity) {
            parent.tell(new Awake(entity));
        }

        @Override
        public void writeFailed(EntityRef entity, Throwable why) {
            parent.tell(new WriteFailed(entity, why));
        }
    }
}
