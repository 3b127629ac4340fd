package dev.twinstack.emulator.system;

import dev.twinstack.emulator.kernel.ResourceBehavior;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/**
 * A place on the node it lives on: the sharded entity. Told to leave, it first lets requests end that are being served
 * here, then its entities what they have begun; nothing that was accepted is cut off unless that takes too long.
 */
final class Home extends AbstractBehavior<Letter> {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
    /** Shorter than the cluster waits for a place to hand over ({@code handoff-timeout}). */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Residence residence;
    private final ActorRef<ProjectActor.Message> project;
    private final String endpoint;
    private long leaveBy;

    /**
     * @param endpoint where this node serves requests
     * @param moved is handed the residence when the place is gone from here
     */
    static Behavior<Letter> of(
            Residence.Registry registry,
            String place,
            Behavior<ProjectActor.Message> project,
            String endpoint,
            Consumer<String> moved) {
        return Behaviors.setup(context -> {
            ActorRef<ProjectActor.Message> child = context.spawn(project, "project");
            context.watch(child);
            Residence residence = new Residence(place, child);
            registry.settle(residence);
            return new Home(context, registry, residence, endpoint, moved);
        });
    }

    private final Residence.Registry registry;
    private final Consumer<String> moved;

    private Home(
            ActorContext<Letter> context,
            Residence.Registry registry,
            Residence residence,
            String endpoint,
            Consumer<String> moved) {
        super(context);
        this.registry = registry;
        this.residence = residence;
        this.project = residence.project();
        this.endpoint = endpoint;
        this.moved = moved;
    }

    @Override
    public Receive<Letter> createReceive() {
        return newReceiveBuilder()
                .onMessage(Letter.Ask.class, ask -> {
                    project.tell(new ProjectActor.Deliver(
                            ask.entity(), new ResourceBehavior.Ask(ask.command(), ask.replyTo(), ask.cause())));
                    return this;
                })
                .onMessage(Letter.LetGo.class, letGo -> {
                    project.tell(new ProjectActor.Deliver(letGo.claimant(), new ResourceBehavior.LetGo(letGo.hold())));
                    return this;
                })
                .onMessage(Letter.Locate.class, locate -> {
                    locate.replyTo().tell(new Letter.Here(endpoint));
                    return this;
                })
                .onMessage(Letter.Leave.class, leave -> leave())
                .onSignal(Terminated.class, gone -> Behaviors.stopped())
                .onSignal(PostStop.class, stop -> {
                    registry.vacate(residence);
                    moved.accept(residence.place());
                    return this;
                })
                .build();
    }

    private Behavior<Letter> leave() {
        long now = System.nanoTime();
        if (leaveBy == 0) {
            leaveBy = now + PATIENCE.toNanos();
            residence.close();
        }
        if (now - leaveBy >= 0) {
            return Behaviors.stopped();
        }
        if (residence.isBusy()) {
            getContext().scheduleOnce(LOOK_AGAIN, getContext().getSelf(), new Letter.Leave());
        } else {
            project.tell(new ProjectActor.Close());
        }
        return this;
    }
}
