package dev.twinstack.api.reach;

import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.api.trace.Named;
import dev.twinstack.emulator.history.NoSuchRevision;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.reach.Difference;
import dev.twinstack.emulator.reach.Matrix;
import dev.twinstack.emulator.reach.NamedServices;
import dev.twinstack.emulator.reachability.Tracer;
import dev.twinstack.emulator.reachability.Traffic;
import dev.twinstack.emulator.region.Catalogue;
import dev.twinstack.emulator.vpc.Vpc;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/** Compares two revisions of the caller's project. */
final class Differences {
    private Differences() {}

    static CompletionStage<WireDifference> between(RequestContext rq, Question.Diff question) {
        CompletionStage<Snapshot> before = at(rq, "since", question.since());
        CompletionStage<Snapshot> after =
                question.until() == Question.Diff.LATEST ? rq.snapshot() : at(rq, "until", question.until());
        return before.thenCombineAsync(after, (then, now) -> {
            // The twin's own tracer keeps an index of the newest snapshot, which an older one would push out.
            Tracer tracer = new Tracer(Catalogue.of(rq.cloud().settings().region()));
            return between(tracer, then, now, question);
        });
    }

    private static CompletionStage<Snapshot> at(RequestContext rq, String field, long revision) {
        return rq.cloud()
                .history()
                .at(rq.project(), revision)
                .exceptionallyCompose(failure -> CompletableFuture.failedStage(refusal(field, failure)));
    }

    private static Throwable refusal(String field, Throwable failure) {
        Throwable cause = failure.getCause();
        Throwable why = failure instanceof CompletionException && cause != null ? cause : failure;
        return why instanceof NoSuchRevision none
                ? Rejected.field(field, "must not be beyond the project's newest revision, " + none.newest())
                : why;
    }

    private static WireDifference between(Tracer tracer, Snapshot before, Snapshot after, Question.Diff question) {
        List<Snapshot> both = List.of(before, after);
        SequencedSet<String> vpcs = new LinkedHashSet<>();
        both.forEach(snapshot -> vpcs.addAll(vpcs(snapshot, question.vpc())));
        if (vpcs.isEmpty() && !question.vpc().isEmpty()) {
            throw Named.noVpc(new Named("vpc", question.vpc()));
        }
        List<Traffic> services = question.services().isEmpty()
                ? both.stream()
                        .flatMap(snapshot -> NamedServices.of(snapshot, nics(snapshot, vpcs)).stream())
                        .distinct()
                        .toList()
                : question.services();
        for (Snapshot snapshot : both) {
            Reaches.limit(
                    flows(snapshot, vpcs) * services.size(),
                    services.size() + " services between the NICs of " + vpcs.size() + " VPCs",
                    "name fewer services, or one VPC");
        }
        return WireDifference.of(
                before, after, vpcs, services, Difference.between(tracer, before, after, vpcs, services));
    }

    /** {@return how many flows of one service there are} */
    private static long flows(Snapshot snapshot, SequencedSet<String> vpcs) {
        return vpcs.stream()
                .map(vpc -> Matrix.nics(snapshot, vpc))
                .mapToLong(nics ->
                        Matrix.flows(nics.size()) * Matrix.families(nics).size())
                .sum();
    }

    private static List<Port> nics(Snapshot snapshot, SequencedSet<String> vpcs) {
        return vpcs.stream().flatMap(vpc -> Matrix.nics(snapshot, vpc).stream()).toList();
    }

    /** {@return the ids of the VPCs that are called so, by id or name; of all if the text is blank} */
    private static List<String> vpcs(Snapshot snapshot, String text) {
        Stream<Vpc> all = snapshot.all(Vpc.TYPE).stream();
        return all.filter(vpc ->
                        text.isEmpty() || vpc.id().equals(text) || vpc.name().equals(text))
                .map(Vpc::id)
                .toList();
    }
}
