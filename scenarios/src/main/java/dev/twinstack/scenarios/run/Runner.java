package dev.twinstack.scenarios.run;

import com.fasterxml.jackson.databind.node.MissingNode;
import dev.twinstack.scenarios.assertion.Verdict;
import dev.twinstack.scenarios.cloud.CloudException;
import dev.twinstack.scenarios.cloud.Endpoint;
import dev.twinstack.scenarios.script.Script;
import dev.twinstack.scenarios.script.Step;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs scripts one after the other, each in its project; the cells of a matrix all at once. */
public final class Runner {
    private final HttpClient http;
    private final Endpoint endpoint;
    private final RunSettings settings;
    private final Report report;

    public Runner(HttpClient http, Endpoint endpoint, RunSettings settings, Report report) {
        this.http = http;
        this.endpoint = endpoint;
        this.settings = settings;
        this.report = report;
    }

    /** Runs them in order; when one cannot run at all, the others are not tried. */
    public List<ScriptResult> run(List<Script> scripts) {
        List<ScriptResult> results = new ArrayList<>();
        boolean tryNext = true;
        for (int first = 0; first < scripts.size(); ) {
            int end = endOfMatrix(scripts, first);
            List<Script> cells = scripts.subList(first, end);
            List<ScriptResult> ended = tryNext
                    ? run(cells, report)
                    : cells.stream().map(Runner::notTried).toList();
            results.addAll(ended);
            tryNext &= ended.stream().allMatch(ScriptResult::ran);
            first = end;
        }
        report.finished(results);
        return List.copyOf(results);
    }

    private static int endOfMatrix(List<Script> scripts, int first) {
        int end = first + 1;
        while (end < scripts.size()
                && !scripts.get(first).cell().isEmpty()
                && scripts.get(end).file().equals(scripts.get(first).file())) {
            end++;
        }
        return end;
    }

    private static ScriptResult notTried(Script script) {
        List<StepResult> skipped = script.steps().stream()
                .map(step -> skipped(step, "not tried after a script that could not run"))
                .toList();
        return new ScriptResult(script, "", skipped, MissingNode.getInstance());
    }

    private static StepResult skipped(Step step, String why) {
        return new StepResult(step, step.words(), new Verdict.Skipped(why), 0, 0, List.of(), MissingNode.getInstance());
    }

    /** Cells that share a project would be in each other's way, and run one after the other. */
    private List<ScriptResult> run(List<Script> cells, Report told) {
        if (cells.size() == 1 || !settings.project().isBlank()) {
            return cells.stream().map(cell -> run(cell, told)).toList();
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<ScriptResult>> running = cells.stream()
                    .map(cell -> threads.submit(() -> run(cell, new Report() {})))
                    .toList();
            return running.stream()
                    .map(Runner::ended)
                    .map(result -> replayed(result, told))
                    .toList();
        }
    }

    private static ScriptResult ended(Future<ScriptResult> running) {
        try {
            return running.get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("a cell of the matrix could not be run", failed);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CloudException.Unreachable("interrupted while a matrix runs");
        }
    }

    /** Cells that ran at the same time are reported one after the other. */
    private static ScriptResult replayed(ScriptResult result, Report told) {
        told.started(result.script(), result.project());
        result.steps().forEach(told::finished);
        told.finished(result);
        return result;
    }

    private ScriptResult run(Script script, Report told) {
        String project = settings.projectFor(endpoint.region(), script.shortName());
        return new ScriptRun(script, project, settings, told).run(http, endpoint);
    }
}
