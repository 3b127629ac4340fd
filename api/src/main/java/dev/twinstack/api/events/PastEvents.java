package dev.twinstack.api.events;

import dev.twinstack.api.dialect.Twinstack;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.emulator.history.Episode;
import dev.twinstack.emulator.kernel.EventSerializer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * {@code GET /_twinstack/history}: what has happened in the caller's project up to now, of which {@code Events} tells as it
 * happens.
 *
 * <pre>{@code
 * {"revision": 17, "more": false, "events": [{"revision": 3, "event": "vpc.opened", "id": "…", …}]}
 * }</pre>
 *
 * <p>{@code since} is the revision to begin after, 0 if left out; {@code id} and {@code event} leave only those of a resource
 * or of a name. Everything acknowledged before is told. {@code revision} is the last one looked at; with {@code more} there
 * may be others after it, as one answer looks at 10,000.
 */
public final class PastEvents {
    public static final String PATH = "/_twinstack/history";

    private static final int MOST = 10_000;
    private static final String EVENT = "event";
    private static final String ID = "id";

    public static final List<Endpoint> ENDPOINTS = List.of(Twinstack.get("TwinHistory", PATH, PastEvents::tell));

    private PastEvents() {}

    private record Told(long revision, boolean more, List<WireChange> events) {
        Told {
            events = List.copyOf(events);
        }
    }

    private static CompletionStage<Answer> tell(RequestContext rq) {
        Wanted.onlyKnown(rq, List.of(Events.SINCE, ID, EVENT));
        EventSerializer events = rq.cloud().events();
        long since = rq.query(Events.SINCE)
                .map(text -> Wanted.revision(Events.SINCE, text))
                .orElse(0L);
        String id = rq.query(ID).orElse("");
        String name = rq.query(EVENT).orElse("");
        if (!name.isEmpty() && !events.names().containsValue(name)) {
            throw Rejected.field(
                    EVENT,
                    '"' + name + "\" is no event; there are "
                            + String.join(", ", new TreeSet<>(events.names().values())));
        }
        List<WireChange> told = new ArrayList<>();
        return rq.cloud()
                .history()
                .tell(rq.project(), since, since + MOST, episode -> {
                    if (isAbout(episode, id, name)) {
                        told.add(WireChange.of(episode.change(), events));
                    }
                })
                .thenApply(last -> Answer.ok(new Told(last.revision(), last.revision() == since + MOST, told)))
                .exceptionallyCompose(failure -> CompletableFuture.failedStage(Events.refused(failure)));
    }

    private static boolean isAbout(Episode episode, String id, String name) {
        return (id.isEmpty() || id.equals(episode.entity().id())) && (name.isEmpty() || name.equals(episode.name()));
    }
}
