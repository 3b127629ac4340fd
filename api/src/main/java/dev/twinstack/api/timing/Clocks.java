package dev.twinstack.api.timing;

import dev.twinstack.api.dialect.Twinstack;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Endpoint.Access;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.api.http.Text;
import dev.twinstack.emulator.clock.Lead;
import dev.twinstack.emulator.clock.LeadCommand;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * The twin's clock, which all projects have in common: {@code {"advance": "PT30S"}} puts it forward. Everything goes by
 * it, tokens' expiry included; only the dates of signatures are compared with the machine's clock, as it is that of the
 * clients.
 */
public final class Clocks {
    private static final String PATH = "/_twinstack/clock";

    public static final List<Endpoint> ENDPOINTS = List.of(
            Twinstack.get("TwinClock", PATH, rq -> answer(rq).now()).with(Access.CALLER),
            Twinstack.post("TwinAdvanceClock", PATH, Clocks::advance).with(Access.CALLER));

    private Clocks() {}

    /**
     * @param now by the twin's clock
     * @param ahead of the machine's
     */
    private record Wire(String now, String ahead) {}

    private static Answer answer(RequestContext rq) {
        return Answer.ok(new Wire(
                rq.cloud().clock().instant().toString(),
                rq.cloud().clock().ahead().toString()));
    }

    private static CompletionStage<Answer> advance(RequestContext rq) {
        Duration by = duration(rq.body());
        return rq.ask(Lead.ref(), new LeadCommand.Advance(by), Lead.class).thenApply(lead -> answer(rq));
    }

    private static Duration duration(Body body) {
        String text = body.text("advance", Text.upTo(64));
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException malformed) {
            throw Rejected.field("advance", "must be a duration such as PT30S, PT5M or P1D");
        }
    }
}
