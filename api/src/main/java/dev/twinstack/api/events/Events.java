package dev.twinstack.api.events;

import dev.twinstack.api.dialect.Twinstack;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Json;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.emulator.history.History;
import dev.twinstack.emulator.history.NoSuchRevision;
import dev.twinstack.emulator.history.Retelling;
import dev.twinstack.emulator.inventory.Change;
import dev.twinstack.emulator.inventory.Feed;
import dev.twinstack.emulator.kernel.EventSerializer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
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
 * <p>An id is the project's revision, which outlives restarts. {@code ?since=REV} tells all that has happened after a
 * revision, from the journal where nobody remembers it any more, and then what happens: nothing is missing and nothing comes
 * twice. So does {@code Last-Event-ID}, which whoever reconnects sends, and which goes before {@code since}. If there has
 * not been such a revision, {@code since} is refused; a {@code Last-Event-ID} is of another life of the twin, which an event
 * {@code missed} says. {@code ?type=TYPE}, which may be repeated, tells only of such resources. The first event is
 * {@code ready}, with the revision after which changes are told.
 */
public final class Events {
    public static final String PATH = "/_twinstack/events";

    static final String LAST_ID = "Last-Event-ID";
    static final String SINCE = "since";
    static final String TYPE = "type";

    /** Shorter than what proxies wait for; also how soon a client that has gone is noticed. */
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(15);

    private static final ByteString NOTHING_NEW = ByteString.fromString(": nothing new\n\n");

    public static final List<Endpoint> ENDPOINTS = List.of(Twinstack.get("TwinEvents", PATH, Events::follow, TYPE));

    private Events() {}

    private record Ready(String project, long revision) {}

    private record Missed(long from, long to) {}

    private static CompletionStage<Answer> follow(RequestContext rq) {
        Wanted wanted = Wanted.of(rq);
        return rq.cloud()
                .follow(rq.project())
                .thenCompose(follower -> retelling(rq, follower, wanted)
                        .thenApply(retelling -> new Answer(
                                200,
                                new Answer.EventStream(stream(rq, retelling, wanted)),
                                Map.of("Cache-Control", "no-store")))
                        .whenComplete((answer, failure) -> {
                            if (failure != null) {
                                follower.close();
                            }
                        }));
    }

    private static CompletionStage<Retelling> retelling(RequestContext rq, Feed.Follower follower, Wanted wanted) {
        History history = rq.cloud().history();
        return switch (wanted.start()) {
            case Wanted.Now now -> CompletableFuture.completedStage(Retelling.fromNow(history, follower, rq.project()));
            case Wanted.After(long revision) ->
                Retelling.after(history, follower, rq.project(), revision)
                        .exceptionallyCompose(failure -> CompletableFuture.failedStage(refused(failure)));
            case Wanted.Again(long revision) ->
                Retelling.after(history, follower, rq.project(), revision)
                        .exceptionallyCompose(failure -> newest(failure).isPresent()
                                ? CompletableFuture.completedStage(Retelling.fromNow(history, follower, rq.project()))
                                : CompletableFuture.failedStage(failure));
        };
    }

    /** {@return the refusal of a revision that there has not been, if that is what failed} */
    static Throwable refused(Throwable failure) {
        return newest(failure).<Throwable>map(Wanted::beyond).orElse(failure);
    }

    /** {@return the project's newest revision, if that is less than what was asked for} */
    private static Optional<Long> newest(Throwable failure) {
        Throwable cause = failure.getCause();
        Throwable why = failure instanceof CompletionException && cause != null ? cause : failure;
        return why instanceof NoSuchRevision none ? Optional.of(none.newest()) : Optional.empty();
    }

    private static Source<ByteString, NotUsed> stream(RequestContext rq, Retelling retelling, Wanted wanted) {
        EventSerializer events = rq.cloud().events();
        long first = retelling.told();
        ByteString begin = event("ready", first, new Ready(rq.project(), first));
        if (wanted.start() instanceof Wanted.Again(long asked) && asked > first) {
            begin = begin.concat(event("missed", first, new Missed(asked, first)));
        }
        return Source.single(begin)
                .concat(Source.unfoldAsync(
                        retelling, from -> from.next().thenApply(reading -> next(from, reading, wanted, events))))
                .filter(some -> !some.isEmpty())
                .keepAlive(SIGN_OF_LIFE, () -> NOTHING_NEW)
                .watchTermination((unused, ended) -> {
                    ended.whenComplete((done, failure) -> retelling.close());
                    return unused;
                });
    }

    /** {@return what to send next; nothing at the end} */
    private static Optional<Pair<Retelling, ByteString>> next(
            Retelling from, Feed.Reading reading, Wanted wanted, EventSerializer events) {
        return switch (reading) {
            case Feed.Reading.Ended ended -> Optional.empty();
            case Feed.Reading.Missed(long after, long to) ->
                throw new IllegalStateException("a retelling misses nothing, but " + after + " to " + to);
            case Feed.Reading.Changes(List<Change> changes) -> {
                ByteString all = ByteString.emptyByteString();
                for (Change change : changes) {
                    if (wanted.has(change.entity().type())) {
                        WireChange wire = WireChange.of(change, events);
                        all = all.concat(event(wire.event(), wire.revision(), wire));
                    }
                }
                yield Optional.of(Pair.create(from, all));
            }
        };
    }

    private static ByteString event(String name, long id, Object data) {
        String json = new String(Json.write(data), StandardCharsets.UTF_8);
        return ByteString.fromString("id: " + id + "\nevent: " + name + "\ndata: " + json + "\n\n");
    }
}
