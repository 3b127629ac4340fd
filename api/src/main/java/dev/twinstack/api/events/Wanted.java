package dev.twinstack.api.events;

import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.emulator.ResourceTypes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What somebody wants to follow.
 *
 * @param types of resources; none for all
 */
record Wanted(Start start, Set<String> types) {
    private static final List<String> PARAMETERS = List.of(Events.SINCE, Events.TYPE);
    private static final Pattern REVISION = Pattern.compile("0|[1-9][0-9]{0,17}");

    /** Where to begin. */
    sealed interface Start {}

    /** With what happens from now on. */
    record Now() implements Start {}

    /** After a revision that the client names. */
    record After(long revision) implements Start {}

    /** After the last event that the client has heard before its connection broke. */
    record Again(long revision) implements Start {}

    Wanted {
        types = Set.copyOf(types);
    }

    /**
     * @throws Rejected naming what is unknown or no revision
     */
    static Wanted of(RequestContext rq) {
        onlyKnown(rq, PARAMETERS);
        return new Wanted(start(rq), types(rq));
    }

    /** What is unknown would be left out, and nobody told. */
    static void onlyKnown(RequestContext rq, List<String> parameters) {
        for (String name : new TreeSet<>(rq.query().keySet())) {
            if (!parameters.contains(name)) {
                throw Rejected.field(name, "is unknown here; there are " + String.join(", ", parameters));
            }
        }
    }

    boolean has(String type) {
        return types.isEmpty() || types.contains(type);
    }

    private static Start start(RequestContext rq) {
        Optional<Start> after = rq.query(Events.SINCE).map(text -> new After(revision(Events.SINCE, text)));
        return rq.header(Events.LAST_ID)
                .<Start>map(text -> new Again(revision(Events.LAST_ID, text)))
                .or(() -> after)
                .orElseGet(Now::new);
    }

    static long revision(String name, String text) {
        if (!REVISION.matcher(text).matches()) {
            throw Rejected.field(
                    name, "must be a revision, as the ids of events are: a whole number that is not negative");
        }
        return Long.parseLong(text);
    }

    static Rejected beyond(long newest) {
        return Rejected.field(Events.SINCE, "must be a revision from 0 to " + newest + ", the project's newest");
    }

    private static Set<String> types(RequestContext rq) {
        Set<String> asked = new TreeSet<>(rq.queries(Events.TYPE));
        if (asked.isEmpty()) {
            return asked;
        }
        Set<String> known = new TreeSet<>();
        ResourceTypes.all(rq.cloud().settings().region())
                .forEach(resource -> known.add(resource.type().name()));
        for (String type : asked) {
            if (!known.contains(type)) {
                throw Rejected.field(
                        Events.TYPE, '"' + type + "\" is no type of resource; there are " + String.join(", ", known));
            }
        }
        return asked;
    }
}
