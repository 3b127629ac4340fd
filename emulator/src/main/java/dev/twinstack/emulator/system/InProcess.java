package dev.twinstack.emulator.system;

import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.kernel.Cause;
import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.Command;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Outcome;
import dev.twinstack.emulator.kernel.ResourceBehavior;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** All projects live here. */
record InProcess(ActorSystem<ToProject> system) implements Whereabouts {
    record ToProject(String project, ProjectActor.Message message) {}

    /** {@return what keeps the projects, each from the first message to it on} */
    static Behavior<ToProject> guardian(Function<String, Behavior<ProjectActor.Message>> projects) {
        return Behaviors.setup(context -> {
            Map<String, ActorRef<ProjectActor.Message>> running = new HashMap<>();
            return Behaviors.receiveMessage(message -> {
                running.computeIfAbsent(message.project(), project -> context.spawnAnonymous(projects.apply(project)))
                        .tell(message.message());
                return Behaviors.same();
            });
        });
    }

    private static ToProject to(EntityRef entity, ResourceBehavior.Message message) {
        return new ToProject(entity.project(), new ProjectActor.Deliver(entity, message));
    }

    @Override
    public CompletionStage<Outcome> ask(EntityRef entity, Command command, Cause cause, Duration within) {
        return AskPattern.ask(
                system,
                replyTo -> to(entity, new ResourceBehavior.Ask(command, replyTo, cause)),
                within,
                system.scheduler());
    }

    @Override
    public void doubt(EntityRef claimant, Claim.Hold hold) {
        system.tell(to(claimant, new ResourceBehavior.LetGo(hold)));
    }

    @Override
    public CompletionStage<Snapshot> snapshot(String project, Duration within) {
        return AskPattern.askWithStatus(
                system, replyTo -> new ToProject(project, new ProjectActor.Get(replyTo)), within, system.scheduler());
    }
}
