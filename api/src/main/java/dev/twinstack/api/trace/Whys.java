package dev.twinstack.api.trace;

import dev.twinstack.api.dialect.Twinstack;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.emulator.history.Findings;
import dev.twinstack.emulator.history.FlowQuestion;
import dev.twinstack.emulator.history.Why;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.region.Catalogue;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Which requests opened and closed a flow within the caller's project. */
public final class Whys {
    private static final String PATH = "/_twinstack/why";
    private static final String SINCE = "since";
    private static final String ACCEPTED = Named.SEVERAL + ", or the id of what was one";
    public static final List<Endpoint> ENDPOINTS = List.of(
            Twinstack.get("TwinWhyByQuery", PATH, rq -> answer(rq, Asked.query(rq))),
            Twinstack.post("TwinWhy", PATH, rq -> answer(rq, rq.body())));

    private Whys() {}

    private static CompletionStage<Answer> answer(RequestContext rq, Body body) {
        Question question = Question.of(body, SINCE);
        FlowQuestion asked = new FlowQuestion(
                question.from(),
                question.to(),
                question.family(),
                question.traffic(),
                Asked.revision(body, SINCE).orElse(0));
        Why why = new Why(
                rq.cloud().history(),
                rq.cloud().tracer(),
                Catalogue.of(rq.cloud().settings().region()));
        return rq.cloud()
                .horizon(rq.project())
                .thenCompose(present -> why.ask(present, asked))
                .thenApply(answer -> switch (answer) {
                    case Why.Found(Findings findings) -> Answer.ok(WireWhy.of(asked, findings));
                    case Why.Refused(DomainError error) -> throw question.refusal(error, ACCEPTED);
                });
    }
}
