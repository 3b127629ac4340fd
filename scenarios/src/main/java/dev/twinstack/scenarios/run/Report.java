package dev.twinstack.scenarios.run;

import dev.twinstack.scenarios.script.Script;
import java.util.List;

/** Told what happens while scripts run. */
public interface Report {

    default void started(Script script, String project) {}

    default void finished(StepResult step) {}

    default void finished(ScriptResult script) {}

    default void finished(List<ScriptResult> all) {}
}
