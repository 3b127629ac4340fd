package dev.twinstack.scenarios.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.twinstack.scenarios.assertion.Verdict;
import dev.twinstack.scenarios.cloud.Cloud;
import dev.twinstack.scenarios.cloud.CloudException;
import dev.twinstack.scenarios.cloud.Endpoint;
import dev.twinstack.scenarios.script.Script;
import dev.twinstack.scenarios.script.Step;
import dev.twinstack.scenarios.script.Text;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;

/**
 * One script from its login to the end of its cleanup.
 *
 * <p>A step whose expectation fails does not stop it; one whose action fails does, since what it should have made is
 * missing, and the rest is skipped. The cleanup is performed either way, each step of it whatever became of the others.
 */
final class ScriptRun {
    private final Script script;
    private final String project;
    private final RunSettings settings;
    private final Report report;
    private final Masks masks = new Masks();
    private final List<StepResult> results = new ArrayList<>();
    private final long began = System.nanoTime();

    ScriptRun(Script script, String project, RunSettings settings, Report report) {
        this.script = script;
        this.project = project;
        this.settings = settings;
        this.report = report;
    }

    ScriptResult run(HttpClient http, Endpoint endpoint) {
        report.started(script, project);
        JsonNode topology = MissingNode.getInstance();
        try {
            Session session = new Session(Cloud.signIn(http, endpoint, project));
            script.variables().forEach(session::variable);
            script.secrets().forEach((name, value) -> {
                if (value instanceof Text.Written) {
                    session.variable(name, session.text(value));
                    masks.add(session.text(value));
                }
            });
            if (!script.cleanup().isEmpty()) {
                session.rememberProject();
            }
            steps(session);
            topology = settings.topology() ? masks.masked(Topologies.of(session.cloud())) : topology;
            cleanup(session);
        } catch (CloudException.Unreachable | CloudException.Unexpected e) {
            unreachable(StepRun.message(e));
        }
        ScriptResult result = new ScriptResult(script, project, results, topology);
        report.finished(result);
        return result;
    }

    private void unreachable(String why) {
        List<Step> rest = new ArrayList<>(script.steps());
        rest.addAll(script.cleanup());
        List<Step> open = rest.subList(Math.min(results.size(), rest.size() - 1), rest.size());
        add(
                open.getFirst(),
                open.getFirst().words(),
                StepRun.Performed.of(new Verdict.CouldNotRun(why), false, List.of()));
        open.stream().skip(1).forEach(step -> skip(step, step.words(), "not tried: no session"));
    }

    private void steps(Session session) {
        StepRun runner = new StepRun(session, settings.twinOnly());
        boolean goOn = true;
        int failedLine = 0;
        for (Step step : script.steps()) {
            if (goOn) {
                goOn = perform(step, session, runner).goOn();
                failedLine = step.where().line();
            } else {
                skip(step, session.describe(step), "not tried after line " + failedLine + " failed");
            }
        }
    }

    private StepRun.Performed perform(Step step, Session session, StepRun runner) {
        long started = System.nanoTime();
        StepRun.Performed performed = runner.perform(step);
        add(step, session.describe(step), performed, started);
        return performed;
    }

    private void cleanup(Session session) {
        StepRun runner = new StepRun(session, settings.twinOnly());
        for (Step step : script.cleanup()) {
            List<String> missing = step.uses().stream()
                    .filter(name -> !session.has(name))
                    .sorted()
                    .toList();
            if (missing.isEmpty()) {
                perform(step, session, runner);
            } else {
                skip(step, session.describe(step), "there is no " + String.join(", no ", missing) + " to clean up");
            }
        }
    }

    private void skip(Step step, String words, String why) {
        add(step, words, StepRun.Performed.of(new Verdict.Skipped(why), true, List.of()));
    }

    private void add(Step step, String words, StepRun.Performed performed) {
        add(step, words, performed, System.nanoTime());
    }

    private void add(Step step, String words, StepRun.Performed performed, long started) {
        StepResult result = masks.masked(new StepResult(
                step,
                words,
                performed.verdict(),
                (started - began) / 1_000_000,
                (System.nanoTime() - started) / 1_000_000,
                performed.exchanges(),
                performed.seen()));
        results.add(result);
        report.finished(result);
    }
}
