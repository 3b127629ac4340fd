package dev.twinstack.api.events;

import dev.twinstack.api.dialect.Twinstack;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Json;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.emulator.inventory.Change;
import dev.twinstack.emulator.inventory.Feed;
import dev.twinstack.emulator.kernel.EventSerializer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/**
 * {@code GET /_twinstack/events}: what changes in the caller's project, as server-sent events.
 *
 * <pre>{@code
 * id: 17
 * event: subnet.opened
 * data: {"revision":17,"at":"2026-01-01T00:00:00Z","event":"subnet.opened","type":"subnet","id":"…",
 *        "operation":"CreateSubnet","request_id":"…","detail":{…}}
 * }</pre>
 *
 * <p>An id is the project's revision, which outlives restarts. Whoever comes back with it in {@code Last-Event-ID}, or in
 * {@code ?since=}, goes on after it. What nobody remembers any more is told by an event {@code missed}: better to list
 * anew. The first event is {@code ready}, with the revision from which on changes are told.
 */
public final class Events {
    public static final String PATH = "/_twinstack/events";

    private static final String LAST_ID = "Last-Event-ID";
    private static final String SINCE = "since";
    /** Shorter than what proxies wait for; also how soon a client that has gone is noticed. */
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(15);

    private static final ByteString NOTHING_NEW = ByteString.fromString(": nothing new\n\n");

    public static final List<Endpoint> ENDPOINTS = List.of(Twinstack.get("TwinEvents", PATH, Events::follow));

    private Events() {}

    private record Ready(String project, long revision) {}

    private record Missed(long from, long to) {}

    private static CompletionStage<Answer> follow(RequestContext rq) {
        OptionalLong since = since(rq);
        return rq.cloud()
                .follow(rq.project())
                .thenApply(follower -> new Answer(
                        200,
                        new Answer.EventStream(stream(rq, follower, since.orElse(follower.start()))),
                        Map.of("Cache-Control", "no-store")));
    }

    private static OptionalLong since(RequestContext rq) {
        Optional<String> asked = rq.query(SINCE).or(() -> rq.header(LAST_ID));
        if (asked.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            long revision = Long.parseLong(asked.get());
            if (revision >= 0) {
                return OptionalLong.of(revision);
            }
        } catch (NumberFormatException noNumber) {
            throw refused();
        }
        throw refused();
    }

    private static Rejected refused() {
        return Rejected.field(SINCE, "a revision, as the ids of events are: a number that is not negative");
    }

    private static Source<ByteString, NotUsed> stream(RequestContext rq, Feed.Follower follower, long since) {
        EventSerializer events = rq.cloud().events();
        ByteString ready = event("ready", since, new Ready(rq.project(), since));
        return Source.single(ready)
                .concat(Source.unfoldAsync(
                        since, after -> follower.after(after).thenApply(reading -> next(reading, events))))
                .keepAlive(SIGN_OF_LIFE, () -> NOTHING_NEW)
                .watchTermination((unused, ended) -> {
                    ended.whenComplete((done, failure) -> follower.close());
                    return unused;
                });
    }

    /** {@return what to go on after, and what to send; nothing at the end} */
    private static Optional<Pair<Long, ByteString>> next(Feed.Reading reading, EventSerializer events) {
        return switch (reading) {
            case Feed.Reading.Ended ended -> Optional.empty();
            case Feed.Reading.Missed(long from, long to) ->
                Optional.of(Pair.create(to, event("missed", to, new Missed(from, to))));
            case Feed.Reading.Changes(List<Change> changes) -> {
                ByteString all = ByteString.emptyByteString();
                for (Change change : changes) {
                    WireChange wire = WireChange.of(change, events);
                    all = all.concat(event(wire.event(), wire.revision(), wire));
                }
                yield Optional.of(Pair.create(changes.getLast().revision(), all));
            }
        };
    }

    private static ByteString event(String name, long id, Object data) {
        String json = new String(Json.write(data), StandardCharsets.UTF_8);
        return ByteString.fromString("id: " + id + "\nevent: " + name + "\ndata: " + json + "\n\n");
    }
}
