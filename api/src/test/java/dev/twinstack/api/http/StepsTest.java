package dev.twinstack.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twinstack.emulator.kernel.Command;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.kernel.Outcome;
import dev.twinstack.emulator.kernel.ResourceType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class StepsTest {
    private static final ResourceType<String> TYPE = new ResourceType<>("thing", String.class);

    private record Make() implements Command {}

    private record Unmake() implements Command {}

    private final List<String> unmade = new ArrayList<>();
    /** What each thing answers; the test completes those it leaves open. */
    private final Map<String, CompletableFuture<Outcome>> answers = new HashMap<>();

    private final Steps steps = new Steps(
            (entity, command) -> {
                if (command instanceof Unmake) {
                    unmade.add(entity.id());
                    return CompletableFuture.completedStage(new Outcome.Done(entity.id()));
                }
                return answer(entity.id());
            },
            (type, id) -> type.ref("p", id));

    @Test
    void whatWasDoneStaysIfAllIsDone() {
        answer("a").complete(new Outcome.Done("A"));
        answer("b").complete(new Outcome.Done("B"));
        assertThat(join(steps.all(() -> Steps.together(List.of(make("a"), make("b"))))))
                .containsExactly("A", "B");
        assertThat(unmade).isEmpty();
    }

    @Test
    void whatWasDoneIsTakenBackLastFirstAndSoIsWhatMayHaveBeenDoneButNotWhatWasRefused() {
        answer("a").complete(new Outcome.Done("A"));
        answer("b").complete(new Outcome.Failed("no answer"));
        answer("c").complete(new Outcome.Refused(new DomainError.Conflict("taken", "It is taken.")));
        answer("d").complete(new Outcome.Refused(new DomainError.Conflict("late", "Too late.")));
        assertThatThrownBy(() ->
                        join(steps.all(() -> Steps.together(List.of(make("a"), make("c"), make("b"), make("d"))))))
                .hasRootCauseInstanceOf(Rejected.class)
                .hasRootCauseMessage("It is taken.");
        assertThat(unmade).containsExactly("b", "a");
    }

    @Test
    void nothingIsTakenBackWhileSomeOfItIsStillUnderWay() {
        answer("a").complete(new Outcome.Refused(new DomainError.Conflict("taken", "It is taken.")));
        CompletionStage<List<String>> all = steps.all(() -> Steps.together(List.of(make("a"), make("b"))));
        assertThat(all.toCompletableFuture()).isNotDone();
        answer("b").complete(new Outcome.Done("B"));
        assertThatThrownBy(() -> join(all)).hasRootCauseInstanceOf(Rejected.class);
        assertThat(unmade).containsExactly("b");
    }

    private CompletionStage<String> make(String id) {
        return steps.take(TYPE, id, new Make(), new Unmake());
    }

    private CompletableFuture<Outcome> answer(String id) {
        return answers.computeIfAbsent(id, none -> new CompletableFuture<>());
    }

    private static <A> A join(CompletionStage<A> stage) {
        return stage.toCompletableFuture().join();
    }
}
