package dev.twinstack.scenarios.script;

import java.util.List;

/** What a step is expected to show. */
public sealed interface Expectation {

    Where where();

    /**
     * @param path dotted; digits pick from a list, {@code *} takes every element
     */
    record Field(String path, Matcher matcher, Where where) implements Expectation {}

    /**
     * The request is refused.
     *
     * @param codes any of these, as the answer's envelope spells them; empty when only the status counts
     */
    record Refused(int status, List<String> codes, Where where) implements Expectation {
        public Refused {
            codes = List.copyOf(codes);
        }
    }

    /**
     * Traffic arrives, or does not.
     *
     * @param because each is the disposition that the trace names, or the code of one of its blockers; empty when any
     *     will do
     */
    record Reach(boolean arrives, List<Text> because, Where where) implements Expectation {
        public Reach {
            because = List.copyOf(because);
        }
    }

    /**
     * The answer to a trace is this word, which may also be ambiguous or undetermined.
     *
     * @param verdict as the trace spells it
     * @param because as {@link Reach} has it
     */
    record Answers(String verdict, List<Text> because, Where where) implements Expectation {
        public Answers {
            because = List.copyOf(because);
        }
    }

    /** Such an event has happened, or none has. */
    record Happened(boolean any, Where where) implements Expectation {}

    /** Nothing gets through but what may. */
    record NothingThrough(Where where) implements Expectation {}

    /** Nothing of the script's is left in the project. */
    record NothingLeft(Where where) implements Expectation {}
}
