package dev.twinstack.api.timing;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.twinstack.api.dialect.Twinstack;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.api.http.Text;
import dev.twinstack.emulator.project.Project;
import dev.twinstack.emulator.project.ProjectCommand;
import dev.twinstack.emulator.timing.Timing;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** How long things take in the caller's project: {@code {"profile": "otc", "seed": 7, "speed": 20}}. */
public final class Timings {
    private static final String PATH = "/_twinstack/timing";
    private static final Text PROFILE = Text.oneOf(Timing.IMMEDIATE, Timing.OTC);

    public static final List<Endpoint> ENDPOINTS = List.of(
            Twinstack.get("TwinTiming", PATH, rq -> answer(rq).now()),
            Twinstack.put("TwinSetTiming", PATH, Timings::set));

    private Timings() {}

    /** Seed and speed only where they mean something. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Wire(
            String profile,
            @Nullable Integer seed,
            @Nullable Integer speed) {
        static Wire of(Timing timing) {
            return switch (timing) {
                case Timing.Immediate immediate -> new Wire(immediate.profile(), null, null);
                case Timing.Otc otc -> new Wire(otc.profile(), otc.seed(), otc.speed());
            };
        }
    }

    private static Answer answer(RequestContext rq) {
        return Answer.ok(Wire.of(rq.moment().timing()));
    }

    private static CompletionStage<Answer> set(RequestContext rq) {
        return rq.ask(Project.TYPE, rq.project(), new ProjectCommand.SetTiming(timing(rq.body())))
                .thenApply(project -> answer(rq));
    }

    private static Timing timing(Body body) {
        if (body.text("profile", PROFILE).equals(Timing.OTC)) {
            return new Timing.Otc(
                    body.integer("seed", Integer.MIN_VALUE, Integer.MAX_VALUE, Timing.Otc.USUAL_SEED),
                    body.integer("speed", 1, Timing.Otc.FASTEST, 1));
        }
        for (String field : List.of("seed", "speed")) {
            if (body.has(field)) {
                throw Rejected.field(field, "is for the profile " + Timing.OTC + " only");
            }
        }
        return Timing.INSTANT;
    }
}
