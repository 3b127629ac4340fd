package dev.twinstack.api.http;

import dev.twinstack.emulator.kernel.Command;
import dev.twinstack.emulator.kernel.Entities;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Outcome;
import dev.twinstack.emulator.kernel.ResourceType;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One operation that means several commands: if a later one fails, the earlier ones are taken back, last first, before
 * the failure is answered.
 */
public final class Steps {
    private static final Logger LOG = LoggerFactory.getLogger(Steps.class);

    /** How one step is taken back. */
    private record Undo(EntityRef entity, Command command) {}

    private final Entities entities;
    private final BiFunction<ResourceType<?>, String, EntityRef> refs;
    private final ConcurrentLinkedDeque<Undo> undos = new ConcurrentLinkedDeque<>();

    public Steps(RequestContext rq) {
        this(rq.entities(), rq::ref);
    }

    Steps(Entities entities, BiFunction<ResourceType<?>, String, EntityRef> refs) {
        this.entities = entities;
        this.refs = refs;
    }

    /**
     * {@return what the resource answered}
     *
     * @param undo what to tell the same resource if a later step fails; also if this one does and nobody knows how far
     *     it got, but not if it was refused: then nothing happened
     */
    public <S> CompletionStage<S> take(ResourceType<S> type, String id, Command command, Command undo) {
        EntityRef entity = refs.apply(type, id);
        return entities.ask(entity, command).thenApply(outcome -> {
            if (!(outcome instanceof Outcome.Refused)) {
                undos.push(new Undo(entity, undo));
            }
            return type.state().cast(RequestContext.result(outcome));
        });
    }

    /**
     * {@return what all of these give, in their order} They are under way at once. If some fail, the first of those is
     * the failure, but not before all have ended.
     */
    public static <A> CompletionStage<List<A>> together(List<CompletionStage<A>> stages) {
        List<CompletableFuture<A>> all =
                stages.stream().map(CompletionStage::toCompletableFuture).toList();
        return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
                .handle((done, failure) -> all)
                .thenCompose(ended -> ended.stream()
                        .filter(CompletableFuture::isCompletedExceptionally)
                        .findFirst()
                        .<CompletionStage<List<A>>>map(failed -> failed.thenApply(List::of))
                        .orElseGet(() -> CompletableFuture.completedStage(
                                ended.stream().map(CompletableFuture::join).toList())));
    }

    /** {@return the result of all steps} Fails as they did, once what was done is undone. */
    public <A> CompletionStage<A> all(Supplier<CompletionStage<A>> steps) {
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
        return entities.ask(undo.entity(), undo.command()).thenCompose(outcome -> {
            if (outcome instanceof Outcome.Failed(String reason)) {
                LOG.warn("{} was not taken back: {}", undo.entity(), reason);
            }
            return takeBack();
        });
    }
}
