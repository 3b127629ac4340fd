package dev.twinstack.scenarios.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.twinstack.scenarios.assertion.FieldPath;
import dev.twinstack.scenarios.assertion.Judge;
import dev.twinstack.scenarios.assertion.TraceText;
import dev.twinstack.scenarios.assertion.Verdict;
import dev.twinstack.scenarios.cloud.CloudException;
import dev.twinstack.scenarios.cloud.Exchange;
import dev.twinstack.scenarios.cloud.Json;
import dev.twinstack.scenarios.script.Action;
import dev.twinstack.scenarios.script.Expectation;
import dev.twinstack.scenarios.script.Kind;
import dev.twinstack.scenarios.script.Patience;
import dev.twinstack.scenarios.script.ScriptException;
import dev.twinstack.scenarios.script.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Performs one step, again and again if it is to hold eventually. */
final class StepRun {
    /**
     * How a step ended.
     *
     * @param goOn whether the next ones make sense
     * @param seen the trace of a network expectation; otherwise missing
     */
    record Performed(Verdict verdict, boolean goOn, List<Exchange> exchanges, JsonNode seen) {
        Performed {
            exchanges = List.copyOf(exchanges);
        }

        static Performed of(Verdict verdict, boolean goOn, List<Exchange> exchanges) {
            return new Performed(verdict, goOn, exchanges, MissingNode.getInstance());
        }

        boolean held() {
            return verdict instanceof Verdict.Held;
        }
    }

    private final Session session;
    private final boolean twin;

    /**
     * @param twin whether the endpoint is a twin, whose clock can be put forward
     */
    StepRun(Session session, boolean twin) {
        this.session = session;
        this.twin = twin;
    }

    Performed perform(Step step) {
        if (!twin && onlyOnTwins(step.action())) {
            return Performed.of(new Verdict.Skipped("only a twin can answer this"), true, List.of());
        }
        session.cloud().takeLog();
        Patience patience = step.patience();
        Performed performed = once(step);
        List<Exchange> exchanges = new ArrayList<>(performed.exchanges());
        Duration waited = Duration.ZERO;
        while (!performed.held()
                && mayTryAgain(step.action(), performed)
                && waited.plus(patience.every()).compareTo(patience.within()) <= 0
                && patience.triesAgain()) {
            pass(patience.every());
            waited = waited.plus(patience.every());
            performed = once(step);
            exchanges.addAll(performed.exchanges());
        }
        return new Performed(late(performed, waited), performed.goOn(), exchanges, performed.seen());
    }

    private static Verdict late(Performed performed, Duration waited) {
        if (performed.verdict() instanceof Verdict.Failed failed && !waited.isZero()) {
            List<String> complaints = new ArrayList<>(failed.complaints());
            complaints.add("still so after " + waited);
            return new Verdict.Failed(complaints, failed.exchanges(), failed.trace());
        }
        return performed.verdict();
    }

    /** What only looks can be asked again; what changes something only if it was refused, and so changed nothing. */
    private static boolean mayTryAgain(Action action, Performed performed) {
        boolean looks = action instanceof Action.View
                || action instanceof Action.Check
                || action instanceof Action.RawRequest raw && raw.method().equals("GET");
        boolean refused = !performed.exchanges().isEmpty()
                && performed.exchanges().getLast().status() >= 400;
        return performed.verdict() instanceof Verdict.Failed && (looks || refused);
    }

    /** Time passes: on a twin at once, by its clock. */
    private void pass(Duration time) {
        if (twin) {
            session.cloud()
                    .call("POST", session.cloud().twin("/clock"), Json.object().put("advance", time.toString()));
            session.cloud().takeLog();
            return;
        }
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CloudException.Unreachable("interrupted while waiting");
        }
    }

    private Performed once(Step step) {
        try {
            Thing thing = act(step.action());
            if (!step.as().isEmpty()) {
                session.keep(step.as(), thing);
            }
            capture(step, thing);
            return answered(step, thing);
        } catch (CloudException.Refused e) {
            return refused(step, e.exchange());
        } catch (CloudException.Unexpected | ScriptException e) {
            List<Exchange> log = session.cloud().takeLog();
            return Performed.of(failed(List.of(message(e)), log, ""), false, log);
        } catch (CloudException.Unreachable e) {
            return Performed.of(
                    new Verdict.CouldNotRun(message(e)), false, session.cloud().takeLog());
        }
    }

    private static boolean onlyOnTwins(Action action) {
        return switch (action) {
            case Action.Trace _,
                    Action.Sweep _,
                    Action.ListEvents _,
                    Action.GuestIfconfig _,
                    Action.GuestEnableIpv6 _,
                    Action.Time _ -> true;
            case Action.Network _,
                    Action.Compute _,
                    Action.Addressing _,
                    Action.Gateway _,
                    Action.Protection _,
                    Action.View _,
                    Action.RawRequest _,
                    Action.Tidy _,
                    Action.Check _ -> false;
        };
    }

    private Thing act(Action action) {
        return switch (action) {
            case Action.Network it -> new NetworkSteps(session).perform(it);
            case Action.Compute it -> new ComputeSteps(session).perform(it);
            case Action.Addressing it -> new AddressSteps(session).perform(it);
            case Action.Gateway it -> new GatewaySteps(session).perform(it);
            case Action.Protection it -> new ProtectionSteps(session).perform(it);
            case Action.View it -> new ViewSteps(session).perform(it);
            case Action.Time it -> new TimeSteps(session).perform(it);
            case Action.RawRequest it -> request(it);
            case Action.Check _ -> new Thing(Kind.ANSWER, session.all());
            case Action.RemoveEverything _ -> {
                session.leftovers().remove();
                yield NetworkSteps.nothing();
            }
            case Action.NothingLeft _ -> session.leftovers().look();
        };
    }

    private Thing request(Action.RawRequest it) {
        String path = session.text(it.path());
        String url = it.service().equals("root")
                ? session.cloud().root() + path
                : session.cloud().url(it.service(), path);
        Exchange exchange =
                session.cloud().exchange(it.method(), url, session.json(it.body()), session.texts(it.headers()));
        if (!exchange.succeeded()) {
            throw new CloudException.Refused(exchange);
        }
        if (it.answered() != 0 && it.answered() != exchange.status()) {
            throw new CloudException.Unexpected(
                    "expected to be answered " + it.answered() + ", but it was " + exchange.status());
        }
        return new Thing(Kind.ANSWER, exchange.answer());
    }

    private void capture(Step step, Thing thing) {
        step.captures().forEach((name, path) -> {
            JsonNode value = FieldPath.select(thing.fields(), path);
            if (value.isMissingNode() || value.isNull()) {
                throw new ScriptException(step.where(), "there is no '" + path + "' to capture as '" + name + "'");
            }
            session.variable(name, Json.plain(value));
        });
    }

    private Performed answered(Step step, Thing thing) {
        List<Exchange> log = session.cloud().takeLog();
        Judge judge = new Judge(session);
        List<String> complaints = new ArrayList<>();
        boolean refusalMissing = false;
        for (Expectation expectation : step.expectations()) {
            Optional<String> complaint = switch (expectation) {
                case Expectation.Field it -> judge.field(it, thing.fields());
                case Expectation.Reach it -> judge.reach(it, thing.fields());
                case Expectation.Answers it -> judge.answers(it, thing.fields());
                case Expectation.Happened it -> judge.happened(it, thing.fields());
                case Expectation.NothingThrough _ -> judge.nothingThrough(thing.fields());
                case Expectation.NothingLeft _ -> judge.nothingLeft(thing.fields());
                case Expectation.Refused it ->
                    Optional.of("expected a refusal with " + Judge.describe(it) + ", but it was accepted");
            };
            refusalMissing |= expectation instanceof Expectation.Refused;
            complaint.ifPresent(complaints::add);
        }
        boolean network = thing.kind() == Kind.TRACE || thing.kind() == Kind.SWEEP;
        JsonNode seen = network ? thing.fields() : MissingNode.getInstance();
        if (complaints.isEmpty()) {
            return new Performed(new Verdict.Held(), true, thing.kind() == Kind.SWEEP ? List.of() : log, seen);
        }
        // Of the many questions of a sweep, the trace of one that should have been answered with no says it all.
        List<Exchange> told = thing.kind() == Kind.SWEEP ? List.of() : log;
        return new Performed(failed(complaints, told, trace(thing)), !refusalMissing, told, seen);
    }

    private static String trace(Thing thing) {
        return switch (thing.kind()) {
            case TRACE -> TraceText.of(thing.fields());
            case SWEEP -> TraceText.of(thing.fields().path("through").path(0));
            default -> "";
        };
    }

    private Performed refused(Step step, Exchange exchange) {
        List<Exchange> log = session.cloud().takeLog();
        Judge judge = new Judge(session);
        for (Expectation expectation : step.expectations()) {
            if (expectation instanceof Expectation.Refused it) {
                Verdict verdict = judge.refused(it, exchange)
                        .map(text -> failed(List.of(text), List.of(exchange), ""))
                        .orElseGet(Verdict.Held::new);
                return Performed.of(verdict, true, log);
            }
        }
        String complaint = "refused with " + exchange.status() + " " + String.join(" ", exchange.codes());
        return Performed.of(failed(List.of(complaint.strip()), withCause(log, exchange), ""), false, log);
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

    static String message(Exception e) {
        return String.valueOf(e.getMessage());
    }
}
