package dev.twinstack.scenarios.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twinstack.scenarios.assertion.Verdict;
import dev.twinstack.scenarios.script.Script;
import java.util.List;

/**
 * A script and how its steps ended, in order.
 *
 * @param topology what was there before the cleanup, as the cloud lists it; missing unless a report needs it
 * @param project the project it ran in; empty when it was not tried
 */
public record ScriptResult(Script script, String project, List<StepResult> steps, JsonNode topology) {
    public ScriptResult {
        steps = List.copyOf(steps);
    }

    /** {@return whether it was tried and every step held, apart from steps left out on purpose} */
    public boolean held() {
        return !project.isEmpty()
                && steps.stream().noneMatch(step -> step.verdict() instanceof Verdict.Failed)
                && ran();
    }

    public boolean ran() {
        return steps.stream().noneMatch(step -> step.verdict() instanceof Verdict.CouldNotRun);
    }

    public long count(Class<? extends Verdict> verdict) {
        return steps.stream().filter(step -> verdict.isInstance(step.verdict())).count();
    }

    public long millis() {
        return steps.stream().mapToLong(StepResult::millis).sum();
    }
}
