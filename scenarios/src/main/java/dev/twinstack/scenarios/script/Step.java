package dev.twinstack.scenarios.script;

import java.util.List;

/**
 * One step of a script.
 *
 * @param words what a report calls it: the phrase and its main object
 * @param as the name its result is kept under; empty when it is not kept
 * @param cites rules of the documentation that the step shows
 */
public record Step(
        Where where, String words, Action action, String as, List<Expectation> expectations, List<String> cites) {
    public Step {
        expectations = List.copyOf(expectations);
        cites = List.copyOf(cites);
    }
}
