package dev.twinstack.emulator.kernel;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Takes claims from their owners, and gives them back; all at once, each owner on its own, for the command's cause. */
record Errands(Entities entities) {

    /** How the owners answered, claim by claim. */
    record Result(Map<Claim, Outcome> outcomes) {
        /** {@return why not all was granted: a refusal before a failure} */
        Optional<Outcome> failure() {
            return outcomes.values().stream()
                    .filter(outcome -> outcome instanceof Outcome.Refused)
                    .findFirst()
                    .or(() -> outcomes.values().stream()
                            .filter(outcome -> outcome instanceof Outcome.Failed)
                            .findFirst());
        }

        /** {@return the work with what was granted} A claim whose answer failed may have been granted, so it counts. */
        Work addTo(Work work) {
            List<Claim> claims = new ArrayList<>(work.claims());
            Map<EntityRef, Object> grants = new HashMap<>(work.grants());
            outcomes.forEach((claim, outcome) -> {
                switch (outcome) {
                    case Outcome.Done(Object grant) -> {
                        claims.add(claim);
                        grants.put(claim.owner(), grant);
                    }
                    case Outcome.Failed failed -> claims.add(claim);
                    case Outcome.Refused refused -> {}
                }
            });
            return new Work(work.command(), work.replyTo(), work.cause(), claims, grants);
        }
    }

    CompletionStage<Result> take(Collection<Claim> claims, Cause cause) {
        Entities owners = entities.by(cause);
        Map<Claim, CompletableFuture<Outcome>> asked = new HashMap<>();
        claims.forEach(claim ->
                asked.put(claim, owners.ask(claim.owner(), claim.take()).toCompletableFuture()));
        return all(asked.values()).thenApply(done -> {
            Map<Claim, Outcome> outcomes = new HashMap<>();
            asked.forEach((claim, answer) -> outcomes.put(claim, answer.join()));
            return new Result(outcomes);
        });
    }

    /** Completes when every owner has answered. One that does not is left to the sweep. */
    CompletionStage<Void> release(Collection<Claim.Hold> holds, Cause cause) {
        Entities owners = entities.by(cause);
        return all(holds.stream()
                .map(hold -> owners.ask(hold.owner(), hold.release()).toCompletableFuture())
                .toList());
    }

    private static CompletableFuture<Void> all(Collection<CompletableFuture<Outcome>> answers) {
        return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new));
    }
}
