package dev.twinstack.api.recording;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twinstack.api.dialect.Twinstack;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.AnswerListener;
import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Exchange;
import dev.twinstack.api.http.Json;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.scenarios.record.Call;
import dev.twinstack.scenarios.record.RecordedScript;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.pekko.http.javadsl.model.HttpRequest;

/**
 * Records a project's calls while it is told to: {@code POST /_twinstack/recording} with {@code {"recording": true}} begins
 * anew, with {@code false} it ends, and {@code GET} answers the script. Logins and the twin's own operations are left out.
 * A recording is kept in memory, for as long as the twin runs.
 */
public final class Recordings implements AnswerListener {
    private static final String PATH = "/_twinstack/recording";
    private static final int MOST_CALLS = 10_000;
    /** What else than the path and the body an answer depends on. */
    private static final List<String> HEADERS = List.of("OpenStack-API-Version", "X-OpenStack-Nova-API-Version");

    /** One project's; calls come from many threads. */
    private static final class Recording {
        private final List<Call> calls = new ArrayList<>();
        private boolean running = true;

        synchronized void add(Call call) {
            if (running && calls.size() < MOST_CALLS) {
                calls.add(call);
            }
        }

        synchronized void stop() {
            running = false;
        }

        synchronized boolean running() {
            return running;
        }

        synchronized List<Call> calls() {
            return List.copyOf(calls);
        }
    }

    private record State(boolean recording, int calls) {}

    private record Whole(boolean recording, int calls, String script) {}

    private final Map<String, Recording> recordings = new ConcurrentHashMap<>();

    public List<Endpoint> endpoints() {
        return List.of(
                Twinstack.get("TwinRecording", PATH, this::show), Twinstack.post("TwinRecord", PATH, this::change));
    }

    @Override
    public void answered(Exchange exchange) {
        // Only with its caller does a request belong to a project.
    }

    @Override
    public void answered(Endpoint endpoint, RequestContext context, Answer answer) {
        Recording recording = recordings.get(context.project());
        boolean inProject = endpoint.access() == Endpoint.Access.PROJECT
                && !endpoint.template().startsWith("/_twinstack")
                && !endpoint.template().startsWith("/v3/auth");
        if (recording != null && recording.running() && inProject) {
            recording.add(call(context, answer));
        }
    }

    private static Call call(RequestContext context, Answer answer) {
        HttpRequest request = context.request();
        String query = request.getUri().rawQueryString().map(it -> "?" + it).orElse("");
        Map<String, String> headers = new LinkedHashMap<>();
        HEADERS.forEach(name -> context.header(name).ifPresent(value -> headers.put(name, value)));
        JsonNode answered = answer.body() instanceof Answer.None
                ? read("")
                : read(new String(Json.write(answer.body()), StandardCharsets.UTF_8));
        return new Call(
                request.method().value(),
                request.getUri().path() + query,
                headers,
                read(context.bytes().utf8String()),
                answer.status(),
                answered);
    }

    private static JsonNode read(String text) {
        return dev.twinstack.scenarios.cloud.Json.read(text);
    }

    private CompletionStage<Answer> show(RequestContext rq) {
        Recording recording = recordings.get(rq.project());
        if (recording == null) {
            throw Rejected.notFound("recording", rq.project());
        }
        List<Call> calls = recording.calls();
        String name = "A session of " + rq.caller().projectName();
        return Answer.ok(new Whole(recording.running(), calls.size(), RecordedScript.of(name, calls, rq.project())))
                .now();
    }

    private CompletionStage<Answer> change(RequestContext rq) {
        Body body = rq.body();
        if (!body.has("recording")) {
            throw Rejected.field("recording", "is missing; it is true or false");
        }
        boolean on = body.flag("recording", false);
        Recording recording = on
                ? recordings.compute(rq.project(), (project, before) -> new Recording())
                : recordings.get(rq.project());
        if (recording == null) {
            throw Rejected.notFound("recording", rq.project());
        }
        if (!on) {
            recording.stop();
        }
        return Answer.ok(new State(recording.running(), recording.calls().size()))
                .now();
    }
}
