package dev.twinstack.emulator.history;

import dev.twinstack.emulator.reachability.Fate;
import dev.twinstack.emulator.reachability.Trace;
import java.util.Locale;

/** What is to be said of a flow as a project was at one revision. */
public sealed interface Verdict {
    /**
     * Both ends were there, and this became of it.
     *
     * @param trace of one flow that fared so; of an ambiguous question, of one that did not arrive
     */
    record Traced(dev.twinstack.emulator.reachability.Verdict verdict, Trace trace) implements Verdict {
        Traced(Fate fate) {
            this(fate.verdict(), fate.trace());
        }
    }

    /**
     * There was nothing to trace.
     *
     * @param why a sentence: which end was not there
     */
    record None(String why) implements Verdict {}

    /** {@return whether all of it arrived} */
    default boolean open() {
        return this instanceof Traced(var verdict, var _)
                && verdict == dev.twinstack.emulator.reachability.Verdict.REACHABLE;
    }

    /** {@return whether some of it arrived, and some did not} */
    default boolean openInPart() {
        return this instanceof Traced(var verdict, var _)
                && verdict == dev.twinstack.emulator.reachability.Verdict.AMBIGUOUS;
    }

    /** {@return {@code reachable}, {@code unreachable}, {@code ambiguous}, {@code undetermined} or {@code none}} */
    default String word() {
        return switch (this) {
            case Traced(var verdict, var _) -> verdict.name().toLowerCase(Locale.ROOT);
            case None none -> "none";
        };
    }

    /** {@return what decided, in a sentence} */
    default String text() {
        return switch (this) {
            case Traced(var _, Trace trace) -> trace.decidedBy().text();
            case None(String why) -> why;
        };
    }
}
