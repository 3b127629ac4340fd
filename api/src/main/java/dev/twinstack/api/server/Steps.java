package dev.twinstack.api.server;

import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.emulator.kernel.Command;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Outcome;
import dev.twinstack.emulator.kernel.ResourceType;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One operation that means several commands: if a later one fails, the earlier ones are taken back, last first, before
 * the failure is answered.
 */
final class Steps {
    private static final Logger LOG = LoggerFactory.getLogger(Steps.class);

    /** How one step is taken back. */
    private record Undo(EntityRef entity, Command command) {}

    private final RequestContext rq;
    private final ConcurrentLinkedDeque<Undo> undos = new ConcurrentLinkedDeque<>();

    Steps(RequestContext rq) {
        this.rq = rq;
    }

    /**
     * {@return what the resource answered}
     *
     * @param undo what to tell the same resource if a later step fails; also if this one does and nobody knows how far
     *     it got, but not if it was refused: then nothing happened
     */
    <S> CompletionStage<S> take(ResourceType<S> type, String id, Command command, Command undo) {
        return rq.ask(type, id, command).whenComplete((answer, failure) -> {
            if (failure == null || !(cause(failure) instanceof Rejected)) {
                undos.push(new Undo(rq.ref(type, id), undo));
            }
        });
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /** {@return the result of all steps} Fails as they did, once what was done is undone. */
    <A> CompletionStage<A> all(Supplier<CompletionStage<A>> steps) {
        return steps.get()
                .handle((result, failure) -> failure == null
                        ? CompletableFuture.<A>completedStage(result)
                        : takeBack().<A>thenCompose(done -> CompletableFuture.failedStage(failure)))
                .thenCompose(stage -> stage);
    }

    private CompletionStage<Void> takeBack() {
        Undo undo = undos.poll();
        if (undo == null) {
            return CompletableFuture.completedStage(null);
        }
        return rq.cloud().ask(undo.entity(), undo.command()).thenCompose(outcome -> {
            if (outcome instanceof Outcome.Failed(String reason)) {
                LOG.warn("{} was not taken back: {}", undo.entity(), reason);
            }
            return takeBack();
        });
    }
}
