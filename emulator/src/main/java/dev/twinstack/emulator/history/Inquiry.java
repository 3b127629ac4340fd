package dev.twinstack.emulator.history;

import dev.twinstack.emulator.flowlog.FlowLog;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.job.Job;
import dev.twinstack.emulator.kernel.Cause;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.ResourceType;
import dev.twinstack.emulator.keypair.KeyRing;
import dev.twinstack.emulator.loggroup.LogGroup;
import dev.twinstack.emulator.project.Project;
import dev.twinstack.emulator.reachability.Flow;
import dev.twinstack.emulator.reachability.Flows;
import dev.twinstack.emulator.reachability.Tracer;
import dev.twinstack.emulator.servergroup.ServerGroup;
import dev.twinstack.emulator.tenant.Tenant;
import dev.twinstack.emulator.user.User;
import dev.twinstack.emulator.volume.Volume;
import dev.twinstack.emulator.vpc.Vpc;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;

/**
 * Hears a project's history and notes when the verdict on a flow turns. Used once, by one thread at a time.
 *
 * <p>What a request did in one go counts as one change, as nobody who waits for answers sees a part of it: an address
 * that goes from one bandwidth to another in two events has not been closed in between. It is one go as long as no other
 * request's event that may matter stands in between. So the flow is traced once for each such go, not once for each
 * event; only where the verdict turned are its events looked through for the one that turned it.
 */
final class Inquiry {
    /** What traces never look at, so that its events change none. A test holds the tracer to it. */
    static final Set<ResourceType<?>> IRRELEVANT = Set.of(
            Project.TYPE,
            Tenant.TYPE,
            User.TYPE,
            Volume.TYPE,
            Job.TYPE,
            KeyRing.TYPE,
            ServerGroup.TYPE,
            LogGroup.TYPE,
            FlowLog.TYPE);

    private static final Set<String> IRRELEVANT_NAMES =
            IRRELEVANT.stream().map(ResourceType::name).collect(Collectors.toSet());

    /** Of flows at one revision, and of those that are traced in all: others wait while a history is read. */
    private static final int MOST_AT_ONCE = 100;

    private static final int MOST_IN_ALL = 200_000;

    private final Aim aim;
    private final Tracer tracer;
    private final long since;
    private final Set<Aim.End> met = new HashSet<>();
    private final List<Turn> turns = new ArrayList<>();
    /** What one request did, as far as it is known and after {@code since}. */
    private final List<Move> going = new ArrayList<>();

    private final Set<String> peers = new HashSet<>();
    private View view;
    private boolean begun;
    private int traced;
    /** Why the history cannot be told, once that shows. */
    private @Nullable DomainError refusal;

    private Verdict then = new Verdict.None("");
    private Verdict now = then;

    /** One event, and what traces saw before and after it. */
    private record Move(Episode episode, View before, View after) {}

    Inquiry(Aim aim, Tracer tracer, long since) {
        this.aim = aim;
        this.tracer = tracer;
        this.since = since;
        this.view = new View(Snapshot.empty(aim.project()), HashTreePMap.empty());
    }

    /** Hears of the next event. All are to be heard of, from the project's first one on. */
    void hear(Episode episode) {
        if (refusal != null) {
            return;
        }
        View before = view;
        view = before.after(episode);
        if (before.own().revision() >= since) {
            begin(before);
            if (!IRRELEVANT_NAMES.contains(episode.entity().type())) {
                note(new Move(episode, before, view));
            }
        }
        aim.are(episode.entity(), episode.after()).forEach(met::add);
        episode.after().find(Vpc.TYPE, episode.entity().id()).stream()
                .filter(vpc -> episode.entity().project().equals(aim.project()))
                .flatMap(Vpc::peers)
                .map(EntityRef::project)
                .filter(project -> !project.equals(aim.project()))
                .forEach(peers::add);
    }

    private void note(Move move) {
        if (!going.isEmpty()
                && !goesOn(going.getLast().episode().cause(), move.episode().cause())) {
            settle();
        }
        going.add(move);
    }

    /** {@return the other projects that an active peering has ever led to, as far as has been heard} */
    Set<String> peers() {
        return peers;
    }

    private static boolean goesOn(Cause cause, Cause next) {
        return cause.asked() && cause.request().equals(next.request());
    }

    private void begin(View first) {
        if (!begun) {
            begun = true;
            then = verdict(first);
            now = then;
        }
    }

    /** The request, or what happened by itself, has done what it did. */
    private void settle() {
        Verdict before = now;
        now = verdict(going.getLast().after());
        if (!now.word().equals(before.word())) {
            Move turned = turned();
            turns.add(new Turn(
                    turned.after().own().revision(),
                    turned.episode().at(),
                    turned.episode().entity(),
                    turned.episode().name(),
                    turned.episode().cause(),
                    before,
                    now));
        }
        going.clear();
    }

    /** {@return the last event before which the verdict was another than at the end} */
    private Move turned() {
        for (int i = going.size() - 1; i > 0; i--) {
            if (!verdict(going.get(i).before()).word().equals(now.word())) {
                return going.get(i);
            }
        }
        return going.getFirst();
    }

    private Verdict verdict(View seen) {
        return switch (aim.flows(tracer, seen)) {
            case Flows.Found(List<Flow> flows) -> traced(seen, flows);
            case Flows.Refused(DomainError error) when error.reason().equals(Flows.TOO_MANY) -> refused(error);
            case Flows.Refused(DomainError error) -> new Verdict.None(absence(seen.own(), error));
        };
    }

    private Verdict traced(View seen, List<Flow> flows) {
        traced += flows.size();
        if (flows.size() > MOST_AT_ONCE) {
            return refused(tooMany(
                    "to",
                    "the ends stand for " + flows.size() + " flows at revision "
                            + seen.own().revision() + ", and the history of at most " + MOST_AT_ONCE
                            + " can be told; ask for fewer ends"));
        }
        if (traced > MOST_IN_ALL) {
            return refused(tooMany(
                    "since",
                    "up to revision " + seen.own().revision() + " there are more than " + MOST_IN_ALL
                            + " flows to trace; begin later, or ask for fewer ends"));
        }
        return new Verdict.Traced(tracer.fate(seen.horizon(), flows));
    }

    private static DomainError tooMany(String field, String message) {
        return new DomainError.Invalid(Flows.TOO_MANY, field, field + ": " + message);
    }

    private Verdict refused(DomainError error) {
        refusal = error;
        return new Verdict.None(error.message());
    }

    private String absence(Snapshot snapshot, DomainError error) {
        String absent = aim.absent(snapshot)
                .map(end -> '"' + end.text() + '"' + (met.contains(end) ? " is no more." : " was not there yet."))
                .distinct()
                .collect(Collectors.joining(" "));
        return absent.isEmpty() ? error.message() : absent;
    }

    /** {@return what came of it, once all has been heard of} */
    Why.Answer answer() {
        if (refusal != null) {
            return new Why.Refused(refusal);
        }
        long newest = view.own().revision();
        if (since < 0 || since > newest) {
            return new Why.Refused(new DomainError.Invalid(
                    "invalid-field",
                    "since",
                    "since: must be a revision from 0 to " + newest + ", the project's newest"));
        }
        if (!going.isEmpty()) {
            settle();
        }
        begin(view);
        if (refusal != null) {
            return new Why.Refused(refusal);
        }
        for (Aim.End end : List.of(aim.from(), aim.to())) {
            if (!met.contains(end) && neverWas(end)) {
                return new Why.Refused(new DomainError.NotFound("endpoint", end.text()));
            }
        }
        return new Why.Found(new Findings(since, then, newest, now, turns));
    }

    private boolean isNowhere(String text) {
        return aim.flows(tracer, view) instanceof Flows.Refused(DomainError.NotFound(var _, String id))
                && id.equals(text);
    }

    private boolean neverWas(Aim.End end) {
        return switch (end) {
            case Aim.Thing thing -> false;
            case Aim.Lost lost -> true;
            case Aim.Place place -> isNowhere(place.text());
            case Aim.Block block -> isNowhere(block.key());
        };
    }
}
