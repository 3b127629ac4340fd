package dev.twinstack.api.trace;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twinstack.api.dialect.Twinstack;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.emulator.history.Findings;
import dev.twinstack.emulator.history.FlowQuestion;
import dev.twinstack.emulator.history.Why;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.region.Catalogue;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which requests opened and closed a flow within the caller's project. */
public final class Whys {
    private static final String PATH = "/_twinstack/why";
    private static final String SINCE = "since";
    private static final Set<String> NUMBERS =
            Stream.concat(Question.NUMBERS.stream(), Stream.of(SINCE)).collect(Collectors.toUnmodifiableSet());

    public static final List<Endpoint> ENDPOINTS = List.of(
            Twinstack.get("TwinWhyByQuery", PATH, rq -> answer(rq, Question.query(rq, NUMBERS))),
            Twinstack.post("TwinWhy", PATH, rq -> answer(rq, rq.body())));

    private Whys() {}

    private static CompletionStage<Answer> answer(RequestContext rq, Body body) {
        Question question = Question.within(body, SINCE);
        FlowQuestion asked =
                new FlowQuestion(question.from(), question.to(), question.family(), question.traffic(), since(body));
        Why why = new Why(
                rq.cloud().history(),
                rq.cloud().tracer(),
                Catalogue.of(rq.cloud().settings().region()));
        return rq.cloud()
                .horizon(rq.project())
                .thenCompose(present -> why.ask(present, asked))
                .thenApply(answer -> switch (answer) {
                    case Why.Found(Findings findings) -> Answer.ok(WireWhy.of(asked, findings));
                    case Why.Refused(DomainError error) -> throw new Rejected(error);
                });
    }

    /** {@return the revision to begin at} Left out, the beginning. How high it may be shows when history has been read. */
    private static long since(Body body) {
        if (!body.has(SINCE)) {
            return 0;
        }
        JsonNode value = body.value(SINCE).orElseThrow(Whys::noRevision);
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
            throw noRevision();
        }
        return value.longValue();
    }

    private static Rejected noRevision() {
        return Rejected.field(SINCE, "must be a revision of the project: a whole number that is not negative");
    }
}
