package dev.twinstack.emulator.kernel;

/** Whether an entity exists: not yet, now, or no more. An id is never used twice. */
public sealed interface Existence<S> {
    record Never<S>() implements Existence<S> {}

    record Live<S>(S state) implements Existence<S> {}

    /** @param last the state in which it was closed */
    record Gone<S>(S last) implements Existence<S> {}
}
