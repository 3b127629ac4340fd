package dev.twinstack.emulator.kernel;

import java.util.concurrent.CompletionStage;

/** Where entities are reached, wherever they live. */
@FunctionalInterface
public interface Entities {
    /** {@return how the command ended; never completes exceptionally, and {@link Outcome.Failed} when time ran out} */
    CompletionStage<Outcome> ask(EntityRef entity, Command command);
}
