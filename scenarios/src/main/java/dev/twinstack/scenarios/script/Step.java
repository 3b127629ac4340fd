package dev.twinstack.scenarios.script;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One step of a script.
 *
 * @param words what a report calls it: the phrase and its main object
 * @param as the name its result is kept under; empty when it is not kept
 * @param captures variables that take the value of a field of the result, by the field's path
 * @param patience how long and how often it is tried until it holds
 * @param cites rules of the documentation that the step shows
 * @param uses the things it refers to
 */
public record Step(
        Where where,
        String words,
        Action action,
        String as,
        Map<String, String> captures,
        List<Expectation> expectations,
        Patience patience,
        List<String> cites,
        Set<String> uses) {
    public Step {
        captures = Collections.unmodifiableMap(new LinkedHashMap<>(captures));
        expectations = List.copyOf(expectations);
        cites = List.copyOf(cites);
        uses = Set.copyOf(uses);
    }
}
