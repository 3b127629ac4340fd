package dev.twinstack.api.node;

import dev.twinstack.api.events.Events;
import dev.twinstack.api.http.Placement;
import dev.twinstack.emulator.system.Nodes;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/**
 * Serves what lives here, and hands the rest to the node it lives on. While a project moves, or the node it lived on is
 * missing and not yet given up, its requests wait.
 *
 * <p>A request is sent again only if it certainly was not carried out, or only reads. Of any other that was under way when
 * its node vanished nobody knows; the client is told so.
 */
public final class Relay implements Placement {
    /** Longer than the cluster takes to give up a node and start its projects elsewhere. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration LOCATE_WITHIN = Duration.ofSeconds(1);
    private static final Duration CLOSING = Duration.ofSeconds(5);
    private static final Executor SOON = CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS);

    private final Nodes nodes;
    private final ActorSystem<?> system;

    public Relay(Nodes nodes, ActorSystem<?> system) {
        this.nodes = nodes;
        this.system = system;
    }

    /** Closes the connections to other nodes, before the actor system ends. */
    public static void close(ActorSystem<?> system) {
        Http.get(system)
                .shutdownAllConnectionPools()
                .toCompletableFuture()
                .orTimeout(CLOSING.toSeconds(), TimeUnit.SECONDS)
                .exceptionally(late -> null)
                .join();
    }

    /** One request and how long it may be tried to have it served. */
    private record Errand(
            String project,
            HttpRequest request,
            ByteString body,
            Supplier<CompletionStage<HttpResponse>> here,
            long deadline) {
        boolean isOver() {
            return System.nanoTime() - deadline >= 0;
        }

        boolean onlyReads() {
            return request.method().isSafe();
        }
    }

    @Override
    public HttpRequest received(HttpRequest request) {
        return Handover.isHandedOver(request) ? Handover.received(request) : request;
    }

    @Override
    public CompletionStage<HttpResponse> serve(
            Supplier<String> project,
            HttpRequest request,
            ByteString body,
            Supplier<CompletionStage<HttpResponse>> here) {
        String place = project.get();
        return place.isEmpty()
                ? here.get()
                : serve(new Errand(place, request, body, here, System.nanoTime() + PATIENCE.toNanos()));
    }

    private CompletionStage<HttpResponse> serve(Errand errand) {
        if (!nodes.isCurrent()) {
            return CompletableFuture.failedStage(new Unavailable("This node has lost touch with its database."));
        }
        return nodes.enter(errand.project())
                .map(visit -> here(errand, visit))
                .orElseGet(() -> Handover.isHandedOver(errand.request())
                        ? CompletableFuture.completedStage(Handover.elsewhere())
                        : there(errand));
    }

    /** What is answered was true while nobody else could have taken over. */
    private CompletionStage<HttpResponse> here(Errand errand, Nodes.Visit visit) {
        return errand.here()
                .get()
                .whenComplete((response, failure) -> visit.close())
                .thenApply(response -> {
                    if (!nodes.isCurrent()) {
                        throw new Unavailable("This node lost touch with its database while it served the request.");
                    }
                    return response;
                });
    }

    private CompletionStage<HttpResponse> there(Errand errand) {
        return nodes.lastKnown(errand.project())
                .<CompletionStage<URI>>map(CompletableFuture::completedStage)
                .orElseGet(() -> nodes.locate(errand.project(), LOCATE_WITHIN))
                .handle((node, lost) -> lost == null ? send(errand, node) : again(errand))
                .thenCompose(stage -> stage);
    }

    private CompletionStage<HttpResponse> send(Errand errand, URI node) {
        if (nodes.isHere(node)) {
            return again(errand); // on its way here, or from here
        }
        return exchange(Handover.to(node, errand.request(), errand.body()), node)
                .handle((response, failure) -> {
                    if (failure != null) {
                        return Unsent.is(failure) || errand.onlyReads() ? again(errand) : unknown();
                    }
                    if (Handover.isElsewhere(response)) {
                        response.discardEntityBytes(system);
                        return again(errand);
                    }
                    return CompletableFuture.completedStage(response);
                })
                .thenCompose(stage -> stage);
    }

    /** An answer that does not end has a connection of its own: the others would run out of them. */
    private CompletionStage<HttpResponse> exchange(HttpRequest request, URI node) {
        Http http = Http.get(system);
        return request.getUri().path().equals(Events.PATH)
                ? Source.single(request)
                        .via(http.connectionTo(node.getHost())
                                .toPort(node.getPort())
                                .http())
                        .runWith(Sink.head(), system)
                : http.singleRequest(request);
    }

    private static CompletionStage<HttpResponse> unknown() {
        return CompletableFuture.failedStage(
                new Unavailable("The node that served the request is gone; whether it was carried out is not known."));
    }

    private CompletionStage<HttpResponse> again(Errand errand) {
        nodes.forget(errand.project());
        return errand.isOver()
                ? CompletableFuture.failedStage(
                        new Unavailable("The project " + errand.project() + " is served by no node just now."))
                : CompletableFuture.supplyAsync(() -> serve(errand), SOON).thenCompose(stage -> stage);
    }
}
