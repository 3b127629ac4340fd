package dev.twinstack.api.reach;

import dev.twinstack.api.dialect.Twinstack;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.api.trace.Named;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.reach.Callers;
import dev.twinstack.emulator.reach.Exposure;
import dev.twinstack.emulator.reach.Matrix;
import dev.twinstack.emulator.reach.NamedServices;
import dev.twinstack.emulator.reach.UnusedRules;
import dev.twinstack.emulator.reachability.Ends;
import dev.twinstack.emulator.reachability.Tracer;
import dev.twinstack.emulator.reachability.Traffic;
import dev.twinstack.emulator.vpc.Vpc;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;

/** Questions about sets of flows within the caller's project. Long ones are answered beside the actors' threads. */
public final class Reaches {
    private static final String PATH = "/_twinstack/reach";
    private static final String INTERNET = "internet";

    /** About what fits into an answer that somebody reads with a program. */
    private static final long MOST_FLOWS = 4_000_000;

    public static final List<Endpoint> ENDPOINTS =
            List.of(Twinstack.post("TwinReach", PATH, rq -> answer(rq, Question.of(rq.body()))));

    private Reaches() {}

    private static CompletionStage<Answer> answer(RequestContext rq, Question question) {
        return switch (question) {
            case Question.Diff diff -> Differences.between(rq, diff).thenApply(Answer::ok);
            case Question.Who who -> present(rq, (tracer, snapshot) -> who(tracer, snapshot, who));
            case Question.Exposure exposure -> present(rq, (tracer, snapshot) -> exposure(tracer, snapshot, exposure));
            case Question.Matrix matrix -> present(rq, (tracer, snapshot) -> matrix(tracer, snapshot, matrix));
            case Question.UnusedRules rules ->
                present(rq, (tracer, snapshot) -> WireUnused.of(snapshot, UnusedRules.of(snapshot)));
        };
    }

    private static CompletionStage<Answer> present(
            RequestContext rq, BiFunction<Tracer, Snapshot, ? extends Record> answer) {
        return rq.snapshot()
                .thenApplyAsync(snapshot -> Answer.ok(answer.apply(rq.cloud().tracer(), snapshot)));
    }

    private static WireWho who(Tracer tracer, Snapshot snapshot, Question.Who who) {
        var to = who.to().equalsIgnoreCase(INTERNET)
                ? new dev.twinstack.emulator.reachability.Endpoint.Internet()
                : end(
                        tracer,
                        snapshot,
                        new Named("to", who.to()),
                        who.families().getFirst());
        return WireWho.of(
                snapshot, who.to(), who.traffic(), Callers.of(tracer, snapshot, to, who.families(), who.traffic()));
    }

    private static WireExposure exposure(Tracer tracer, Snapshot snapshot, Question.Exposure question) {
        if (question.to().isEmpty()) {
            return WireExposure.of(snapshot, Exposure.of(tracer, snapshot).over(question.families()));
        }
        List<dev.twinstack.emulator.reachability.Endpoint> ends = new ArrayList<>();
        for (int i = 0; i < question.to().size(); i++) {
            String to = question.to().get(i);
            ends.add(end(tracer, snapshot, new Named("to[" + i + "]", to), Ends.familyOf(to, Family.IPV4)));
        }
        return WireExposure.of(snapshot, Exposure.of(tracer, snapshot, ends, question.families()));
    }

    /** {@return what a text names, as somebody on the Internet would mean it} */
    private static dev.twinstack.emulator.reachability.Endpoint end(
            Tracer tracer, Snapshot snapshot, Named to, Family family) {
        return switch (tracer.find(snapshot, INTERNET, to.text(), family)) {
            case Ends.Found(var _, var end) -> end;
            case Ends.Refused(DomainError error) ->
                throw Named.refusal(error, new Named("from", INTERNET), to, Named.ONE);
        };
    }

    private static WireMatrix matrix(Tracer tracer, Snapshot snapshot, Question.Matrix question) {
        Vpc vpc = vpc(snapshot, question.vpc());
        List<Port> nics = Matrix.nics(snapshot, vpc.id());
        List<Family> families = question.families().isEmpty() ? Matrix.families(nics) : question.families();
        List<Traffic> services = question.services().isEmpty() ? NamedServices.of(snapshot, nics) : question.services();
        limit(nics.size(), families.size(), services.size());
        return WireMatrix.of(snapshot, vpc.id(), Matrix.of(tracer, snapshot, nics, families, services));
    }

    /**
     * @throws Rejected if that is more than an answer may hold
     */
    static void limit(int nics, int families, int services) {
        long flows = Matrix.flows(nics) * families * services;
        limit(
                flows,
                services + " services and " + nics + " NICs over " + families + " families",
                "name fewer, or one family");
    }

    /**
     * @param what makes so many flows
     * @param instead what to do about it
     * @throws Rejected if that is more than an answer may hold
     */
    static void limit(long flows, String what, String instead) {
        if (flows > MOST_FLOWS) {
            throw Rejected.field(
                    "services", what + " make " + flows + " flows, more than " + MOST_FLOWS + "; " + instead);
        }
    }

    /** An id goes before a name. */
    private static Vpc vpc(Snapshot snapshot, String text) {
        return snapshot.find(Vpc.TYPE, text).orElseGet(() -> {
            List<Vpc> named = snapshot.all(Vpc.TYPE).stream()
                    .filter(vpc -> vpc.name().equals(text))
                    .toList();
            if (named.isEmpty()) {
                throw Named.noVpc(new Named("vpc", text));
            }
            if (named.size() > 1) {
                throw new Rejected(new DomainError.Conflict(
                        "vpc-ambiguous",
                        "vpc: \"" + text + "\" may be any of "
                                + String.join(", ", named.stream().map(Vpc::id).toList()) + "; name it by its id."));
            }
            return named.getFirst();
        });
    }
}
