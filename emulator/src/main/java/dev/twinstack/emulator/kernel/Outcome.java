package dev.twinstack.emulator.kernel;

import java.util.function.Function;

/** How a command ended. */
public sealed interface Outcome {
    /** Durable, and visible in the project's inventory. */
    record Done(Object answer) implements Outcome {}

    record Refused(DomainError error) implements Outcome {}

    /** Neither: a bug, or storage that failed. Whether it happened is unknown to the asker. */
    record Failed(String reason) implements Outcome {}

    /** {@return this outcome with its answer changed, if it is one} */
    default Outcome map(Function<Object, Object> change) {
        return this instanceof Done done ? new Done(change.apply(done.answer())) : this;
    }
}
