package dev.twinstack.emulator.kernel;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** A field of an update: left out (keep), {@code null} (clear), or given (set). The wire tells them apart. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Patch.Keep.class, name = "keep"),
    @JsonSubTypes.Type(value = Patch.Clear.class, name = "clear"),
    @JsonSubTypes.Type(value = Patch.Set.class, name = "set")
})
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

    @JsonIgnore
    default boolean isKeep() {
        return this instanceof Keep<T>;
    }
}
