package dev.twinstack.emulator.kernel;

import java.util.concurrent.CompletionStage;

/** Where entities are reached, wherever they live. */
@FunctionalInterface
public interface Entities {
    /** {@return how the command ended; never completes exceptionally, and {@link Outcome.Failed} when time ran out} */
    CompletionStage<Outcome> ask(EntityRef entity, Command command);

    /** {@return the same entities, asked for this cause from now on} What they journal then bears it. */
    default Entities by(Cause cause) {
        return this;
    }
}
