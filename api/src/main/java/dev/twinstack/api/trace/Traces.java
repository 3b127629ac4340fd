package dev.twinstack.api.trace;

import dev.twinstack.api.dialect.Twinstack;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.reachability.Flow;
import dev.twinstack.emulator.reachability.Flows;
import dev.twinstack.emulator.reachability.Tracer;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Traces within the caller's project. */
public final class Traces {
    private static final String PATH = "/_twinstack/trace";

    public static final List<Endpoint> ENDPOINTS = List.of(
            Twinstack.get("TwinTraceByQuery", PATH, rq -> answer(rq, Question.of(Asked.query(rq)))),
            Twinstack.post("TwinTrace", PATH, rq -> answer(rq, Question.of(rq.body()))));

    private Traces() {}

    private static CompletionStage<Answer> answer(RequestContext rq, Question question) {
        Tracer tracer = rq.cloud().tracer();
        return rq.cloud()
                .horizon(rq.project())
                .thenCombine(
                        rq.snapshot(),
                        (seen, own) ->
                                Answer.ok(WireTrace.of(own, tracer.survey(seen, flows(tracer, seen, question)))));
    }

    private static List<Flow> flows(Tracer tracer, Snapshot snapshot, Question question) {
        return switch (tracer.flows(snapshot, question.from(), question.to(), question.family(), question.traffic())) {
            case Flows.Found(List<Flow> flows) -> flows;
            case Flows.Refused(DomainError error) -> throw question.refusal(error, Named.SEVERAL);
        };
    }
}
