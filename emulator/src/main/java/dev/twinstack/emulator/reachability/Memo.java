package dev.twinstack.emulator.reachability;

import static java.util.Objects.requireNonNull;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A value that is made when it is first asked for. Several threads may ask. */
final class Memo<T> {
    private @Nullable Supplier<T> source;
    private volatile @Nullable T value;

    Memo(Supplier<T> source) {
        this.source = source;
    }

    T get() {
        T known = value;
        return known == null ? make() : known;
    }

    private synchronized T make() {
        T known = value;
        if (known == null) {
            known = requireNonNull(source).get();
            value = known;
            source = null; // with the snapshot that it was made from
        }
        return known;
    }
}
