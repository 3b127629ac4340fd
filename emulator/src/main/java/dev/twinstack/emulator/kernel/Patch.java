package dev.twinstack.emulator.kernel;

/** A field of an update: left out (keep), {@code null} (clear), or given (set). The wire tells them apart. */
public sealed interface Patch<T> {
    record Keep<T>() implements Patch<T> {}

    record Clear<T>() implements Patch<T> {}

    record Set<T>(T value) implements Patch<T> {}

    static <T> Patch<T> keep() {
        return new Keep<>();
    }

    static <T> Patch<T> clear() {
        return new Clear<>();
    }

    static <T> Patch<T> set(T value) {
        return new Set<>(value);
    }

    /** {@return the value after this patch: {@code current} if kept, {@code cleared} if cleared} */
    default T applyTo(T current, T cleared) {
        return switch (this) {
            case Keep<T> keep -> current;
            case Clear<T> clear -> cleared;
            case Set<T>(T value) -> value;
        };
    }

    default boolean isKeep() {
        return this instanceof Keep<T>;
    }
}
