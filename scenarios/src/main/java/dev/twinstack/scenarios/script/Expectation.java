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
     * @param because the disposition the trace must name; unset when any will do
     */
    record Reach(boolean arrives, Text because, Where where) implements Expectation {}
}
