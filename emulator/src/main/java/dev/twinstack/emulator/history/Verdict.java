package dev.twinstack.emulator.history;

import dev.twinstack.emulator.reachability.Trace;
import java.util.Locale;

/** What is to be said of a flow as a project was at one revision. */
public sealed interface Verdict {
    /** Both ends were there, and this became of it. */
    record Traced(Trace trace) implements Verdict {}

    /**
     * There was nothing to trace.
     *
     * @param why a sentence: which end was not there
     */
    record None(String why) implements Verdict {}

    /** {@return whether it arrived} */
    default boolean open() {
        return this instanceof Traced(Trace trace) && trace.reachable();
    }

    /** {@return {@code reachable}, {@code unreachable}, {@code undetermined} or {@code none}} */
    default String word() {
        return switch (this) {
            case Traced(Trace trace) ->
                dev.twinstack.emulator.reachability.Verdict.of(trace.disposition())
                        .name()
                        .toLowerCase(Locale.ROOT);
            case None none -> "none";
        };
    }

    /** {@return what decided, in a sentence} */
    default String text() {
        return switch (this) {
            case Traced(Trace trace) -> trace.decidedBy().text();
            case None(String why) -> why;
        };
    }
}
