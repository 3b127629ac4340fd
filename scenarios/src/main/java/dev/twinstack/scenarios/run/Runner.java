package dev.twinstack.scenarios.run;

import dev.twinstack.scenarios.assertion.Judge;
import dev.twinstack.scenarios.assertion.TraceText;
import dev.twinstack.scenarios.assertion.Verdict;
import dev.twinstack.scenarios.cloud.Cloud;
import dev.twinstack.scenarios.cloud.CloudException;
import dev.twinstack.scenarios.cloud.Endpoint;
import dev.twinstack.scenarios.cloud.Exchange;
import dev.twinstack.scenarios.script.Action;
import dev.twinstack.scenarios.script.Expectation;
import dev.twinstack.scenarios.script.Kind;
import dev.twinstack.scenarios.script.Script;
import dev.twinstack.scenarios.script.ScriptException;
import dev.twinstack.scenarios.script.Step;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs scripts one after the other, each in its project.
 *
 * <p>A step whose expectation fails does not stop its script; one whose action fails does, since what it
 * should have made is missing, and the rest is skipped.
 */
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
        for (Script script : scripts) {
            ScriptResult result = tryNext ? run(script) : notTried(script);
            results.add(result);
            tryNext &= result.ran();
        }
        report.finished(results);
        return List.copyOf(results);
    }

    private static ScriptResult notTried(Script script) {
        List<StepResult> skipped = script.steps().stream()
                .map(step -> skipped(step, step.words(), "not tried after a script that could not run"))
                .toList();
        return new ScriptResult(script, "", skipped);
    }

    private ScriptResult run(Script script) {
        String project = settings.projectFor(endpoint.region(), script.shortName());
        report.started(script, project);
        List<StepResult> results = new ArrayList<>();
        try {
            Session session = new Session(Cloud.signIn(http, endpoint, project));
            script.variables()
                    .forEach((name, value) ->
                            session.variable(name, settings.variables().getOrDefault(name, session.text(value))));
            steps(script, session, results);
        } catch (CloudException.Unreachable e) {
            Step first = script.steps().getFirst();
            add(new StepResult(first, first.words(), new Verdict.CouldNotRun(message(e)), 0), results);
            script.steps().stream()
                    .skip(1)
                    .forEach(step -> add(skipped(step, step.words(), "not tried: no session"), results));
        }
        ScriptResult result = new ScriptResult(script, project, results);
        report.finished(result);
        return result;
    }

    private void steps(Script script, Session session, List<StepResult> results) {
        boolean goOn = true;
        int failedLine = 0;
        for (Step step : script.steps()) {
            if (!goOn) {
                String why = "not tried after line " + failedLine + " failed";
                add(skipped(step, session.describe(step), why), results);
                continue;
            }
            long started = System.nanoTime();
            Performed performed = perform(step, session, settings.twinOnly());
            long millis = (System.nanoTime() - started) / 1_000_000;
            add(new StepResult(step, session.describe(step), performed.verdict(), millis), results);
            goOn = performed.goOn();
            failedLine = step.where().line();
        }
    }

    private static StepResult skipped(Step step, String words, String why) {
        return new StepResult(step, words, new Verdict.Skipped(why), 0);
    }

    private void add(StepResult result, List<StepResult> results) {
        results.add(result);
        report.finished(result);
    }

    /** {@return how the step ended, on whatever cloud} */
    static Verdict perform(Step step, Session session) {
        return perform(step, session, true).verdict();
    }

    /** How a step ended, and whether the next ones make sense. */
    private record Performed(Verdict verdict, boolean goOn) {}

    private static Performed perform(Step step, Session session, boolean twinOnly) {
        if (!twinOnly && onlyOnTwins(step.action())) {
            return new Performed(new Verdict.Skipped("only a twin can answer this"), true);
        }
        session.cloud().takeLog();
        try {
            Thing thing = act(step.action(), session);
            if (!step.as().isEmpty()) {
                session.keep(step.as(), thing);
            }
            return answered(step, thing, session);
        } catch (CloudException.Refused e) {
            return refused(step, e.exchange(), session);
        } catch (CloudException.Unexpected | ScriptException e) {
            return new Performed(failed(List.of(message(e)), session.cloud().takeLog(), ""), false);
        } catch (CloudException.Unreachable e) {
            return new Performed(new Verdict.CouldNotRun(message(e)), false);
        }
    }

    private static boolean onlyOnTwins(Action action) {
        return switch (action) {
            case Action.Trace _, Action.GuestIfconfig _, Action.GuestEnableIpv6 _, Action.Time _ -> true;
            case Action.Network _,
                    Action.Compute _,
                    Action.Addressing _,
                    Action.Protection _,
                    Action.View _,
                    Action.RawRequest _,
                    Action.Check _ -> false;
        };
    }

    private static Thing act(Action action, Session session) {
        return switch (action) {
            case Action.Network it -> new NetworkSteps(session).perform(it);
            case Action.Compute it -> new ComputeSteps(session).perform(it);
            case Action.Addressing it -> new AddressSteps(session).perform(it);
            case Action.Protection it -> new ProtectionSteps(session).perform(it);
            case Action.View it -> new ViewSteps(session).perform(it);
            case Action.Time it -> new TimeSteps(session).perform(it);
            case Action.RawRequest it ->
                new Thing(
                        Kind.ANSWER,
                        session.cloud()
                                .call(
                                        it.method(),
                                        session.cloud().url(it.service(), session.text(it.path())),
                                        session.json(it.body())));
            case Action.Check _ -> new Thing(Kind.ANSWER, session.all());
        };
    }

    private static Performed answered(Step step, Thing thing, Session session) {
        List<Exchange> log = session.cloud().takeLog();
        Judge judge = new Judge(session);
        List<String> complaints = new ArrayList<>();
        boolean refusalMissing = false;
        for (Expectation expectation : step.expectations()) {
            Optional<String> complaint = switch (expectation) {
                case Expectation.Field it -> judge.field(it, thing.fields());
                case Expectation.Reach it -> judge.reach(it, thing.fields());
                case Expectation.Refused it ->
                    Optional.of("expected a refusal with " + Judge.describe(it) + ", but it was accepted");
            };
            refusalMissing |= expectation instanceof Expectation.Refused;
            complaint.ifPresent(complaints::add);
        }
        if (complaints.isEmpty()) {
            return new Performed(new Verdict.Held(), true);
        }
        String trace = thing.kind() == Kind.TRACE ? TraceText.of(thing.fields()) : "";
        return new Performed(failed(complaints, log, trace), !refusalMissing);
    }

    private static Performed refused(Step step, Exchange exchange, Session session) {
        List<Exchange> log = session.cloud().takeLog();
        Judge judge = new Judge(session);
        for (Expectation expectation : step.expectations()) {
            if (expectation instanceof Expectation.Refused it) {
                Optional<String> complaint = judge.refused(it, exchange);
                return complaint
                        .map(text -> new Performed(failed(List.of(text), List.of(exchange), ""), true))
                        .orElseGet(() -> new Performed(new Verdict.Held(), true));
            }
        }
        String complaint = "refused with " + exchange.status() + " " + String.join(" ", exchange.codes());
        return new Performed(failed(List.of(complaint.strip()), withCause(log, exchange), ""), false);
    }

    private static List<Exchange> withCause(List<Exchange> log, Exchange exchange) {
        return log.isEmpty() || log.getLast().equals(exchange) ? List.of(exchange) : List.of(exchange, log.getLast());
    }

    /** Of many requests, the first that changes something and the last one tell the story. */
    private static Verdict failed(List<String> complaints, List<Exchange> log, String trace) {
        List<Exchange> told = new ArrayList<>();
        log.stream().filter(it -> !it.method().equals("GET")).findFirst().ifPresent(told::add);
        if (!log.isEmpty() && !told.contains(log.getLast())) {
            told.add(log.getLast());
        }
        return new Verdict.Failed(complaints, told, trace);
    }

    private static String message(Exception e) {
        return String.valueOf(e.getMessage());
    }
}
