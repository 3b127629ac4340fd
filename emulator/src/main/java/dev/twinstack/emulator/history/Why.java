package dev.twinstack.emulator.history;

import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.reachability.Tracer;
import dev.twinstack.emulator.region.Catalogue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Says which requests opened and closed a flow. */
public final class Why {
    /** What comes of a question. */
    public sealed interface Answer {}

    public record Found(Findings findings) implements Answer {}

    /** An end that never was or may be several things, or a revision that there is not. */
    public record Refused(DomainError error) implements Answer {}

    private final History history;
    private final Tracer tracer;
    private final Catalogue catalogue;

    /**
     * @param tracer that of the present, in which ends are looked up
     * @param catalogue tells whether an image obtains its IPv6 address by itself
     */
    public Why(History history, Tracer tracer, Catalogue catalogue) {
        this.history = history;
        this.tracer = tracer;
        this.catalogue = catalogue;
    }

    /**
     * {@return every change of the verdict on a flow}
     *
     * @param present the project as it is, in which names are looked up
     */
    public CompletionStage<Answer> ask(Snapshot present, FlowQuestion question) {
        return switch (Aim.of(tracer, present, question)) {
            case Aim.Refused(DomainError error) -> CompletableFuture.completedStage(new Refused(error));
            case Aim.Taken(Aim aim) -> {
                // A tracer of its own: the other keeps what it knows of the present.
                Inquiry inquiry = new Inquiry(aim, new Tracer(catalogue), question.since());
                yield history.tell(present.project(), 0, inquiry::hear).thenApply(inquiry::answer);
            }
        };
    }
}
