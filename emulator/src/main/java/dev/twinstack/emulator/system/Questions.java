package dev.twinstack.emulator.system;

import dev.twinstack.emulator.addresspool.AddressPoolCommand;
import dev.twinstack.emulator.clock.Lead;
import dev.twinstack.emulator.journal.Journal;
import dev.twinstack.emulator.kernel.Cause;
import dev.twinstack.emulator.kernel.Command;
import dev.twinstack.emulator.kernel.Entities;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Outcome;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Puts questions to a cloud's entities, wherever these live, and counts them. */
final class Questions implements Entities {
    private final Cloud cloud;
    private final JournalReader reader;
    private final Entities pools;

    Questions(Cloud cloud, JournalReader reader, Journal journal) {
        this.cloud = cloud;
        this.reader = reader;
        this.pools = Pools.of(new Direct(), cloud.settings(), journal);
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
        return command instanceof AddressPoolCommand
                ? pools.by(cause).ask(entity, command)
                : askDirectly(entity, command, cause);
    }

    /** Every entity where it lives, each part of a pool by itself. */
    private final class Direct implements Entities {
        @Override
        public CompletionStage<Outcome> ask(EntityRef entity, Command command) {
            return askDirectly(entity, command, Cause.ITSELF);
        }

        @Override
        public Entities by(Cause cause) {
            return (entity, command) -> askDirectly(entity, command, cause);
        }
    }

    private CompletionStage<Outcome> askDirectly(EntityRef entity, Command command, Cause cause) {
        cloud.vitals().asked();
        CompletionStage<Outcome> asked =
                cloud.whereabouts().ask(entity, command, cause, cloud.settings().answerWithin());
        CompletionStage<Outcome> answer = cloud.nodes().isPresent()
                ? asked.thenCompose(outcome -> fromJournal(entity, outcome)).thenApply(this::followed)
                : asked;
        return answer.exceptionally(late -> new Outcome.Failed("no answer from " + entity + ": " + late.getMessage()))
                .thenApply(outcome -> {
                    cloud.vitals().answered(outcome);
                    return outcome;
                });
    }

    private CompletionStage<Outcome> fromJournal(EntityRef entity, Outcome outcome) {
        return outcome instanceof Outcome.Done(Letters.InJournal there)
                ? reader.state(entity).thenApply(Outcome.Done::new)
                : CompletableFuture.completedStage(outcome);
    }

    /** On several nodes the clock's entity may live elsewhere. */
    private Outcome followed(Outcome outcome) {
        if (outcome instanceof Outcome.Done(Lead lead)) {
            cloud.clock().lead(lead.ahead());
        }
        return outcome;
    }
}
