package dev.twinstack.emulator.reachability;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A value that is made when it is first asked for. Several threads may ask. */
final class Memo<T> {
    private final Supplier<T> source;
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
            known = source.get();
            value = known;
        }
        return known;
    }
}
