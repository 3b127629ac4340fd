package dev.twinstack.emulator.history;

import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.reachability.Tracer;
import dev.twinstack.emulator.region.Catalogue;
import java.util.HashSet;
import java.util.Set;
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
     * @param present the project as it is, as far as its traces see; names are looked up in it
     */
    public CompletionStage<Answer> ask(Snapshot present, FlowQuestion question) {
        return switch (Aim.of(tracer, present, question)) {
            case Aim.Refused(DomainError error) -> CompletableFuture.completedStage(new Refused(error));
            case Aim.Taken(Aim aim) -> {
                Inquiry alone = inquiry(aim, question);
                yield history.tell(Set.of(aim.project()), alone::hear)
                        .thenCompose(told -> alone.peers().isEmpty()
                                ? CompletableFuture.completedStage(alone.answer())
                                : withPeers(aim, question, alone.peers()));
            }
        };
    }

    /** Those that the project has peered with show only on the way; then all is told once more, theirs too. */
    private CompletionStage<Answer> withPeers(Aim aim, FlowQuestion question, Set<String> peers) {
        Inquiry together = inquiry(aim, question);
        Set<String> all = new HashSet<>(peers);
        all.add(aim.project());
        return history.tell(all, together::hear).thenApply(told -> together.answer());
    }

    /** With a tracer of its own: the other keeps what it knows of the present. */
    private Inquiry inquiry(Aim aim, FlowQuestion question) {
        return new Inquiry(aim, new Tracer(catalogue), question.since());
    }
}
