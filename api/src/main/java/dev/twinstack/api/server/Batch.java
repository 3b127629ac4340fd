package dev.twinstack.api.server;

import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.api.http.Text;
import dev.twinstack.emulator.job.Job.Part;
import dev.twinstack.emulator.job.Job.Result;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.server.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** One thing done to several servers, one after the other: each succeeds or fails for itself. */
final class Batch {
    private Batch() {}

    /** {@return the servers named in {@code servers}, all of which exist} */
    static CompletionStage<List<String>> existing(RequestContext rq, Body body) {
        List<String> ids = body.objects("servers").stream()
                .map(server -> server.text("id", Text.ID))
                .distinct()
                .toList();
        if (ids.isEmpty()) {
            throw Rejected.field(body.path("servers"), "is required");
        }
        return rq.snapshot().thenApply(snapshot -> {
            for (String id : ids) {
                if (snapshot.find(Server.TYPE, id).isEmpty()) {
                    throw Rejected.notFound(Server.TYPE.name(), id);
                }
            }
            return ids;
        });
    }

    /** {@return the part of each server in a job, in the order of the ids} */
    static CompletionStage<List<Part>> each(
            List<String> ids, String kind, Function<String, CompletionStage<Server>> step) {
        CompletionStage<List<Part>> all = CompletableFuture.completedStage(List.of());
        for (String id : ids) {
            all = all.thenCompose(parts -> step.apply(id)
                    .<Result>thenApply(done -> new Result.Success())
                    .exceptionally(Batch::failed)
                    .thenApply(result -> plus(parts, Jobs.part(kind, Map.of("server_id", id), result))));
        }
        return all;
    }

    private static List<Part> plus(List<Part> parts, Part part) {
        List<Part> more = new ArrayList<>(parts);
        more.add(part);
        return more;
    }

    /** A refusal is one server's failure; anything else is ours. */
    private static Result failed(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof Rejected rejected) {
            DomainError error = rejected.error();
            return new Result.Failure(EcsErrors.ALL.of(error).code(), error.message());
        }
        throw failure instanceof RuntimeException defect ? defect : new CompletionException(failure);
    }
}
