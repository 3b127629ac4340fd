package dev.twinstack.api.http;

import dev.twinstack.emulator.kernel.Cause;
import dev.twinstack.emulator.system.Cloud;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpEntity;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.http.javadsl.settings.ServerSettings;
import org.apache.pekko.http.scaladsl.model.EntityStreamException;
import org.apache.pekko.http.scaladsl.model.EntityStreamSizeException;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the endpoint table over HTTP: finds the endpoint, asks the gate, runs the handler, words what went wrong. */
public final class Server implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);
    private static final Duration BODY_WITHIN = Duration.ofSeconds(30);
    /** The cloud takes bodies of up to 12 MB (AUTH-07). */
    private static final long LARGEST_BODY = 12L * 1024 * 1024;

    private static final String TOO_LARGE = "The request body is larger than 12 MB.";
    private static final String UNREADABLE = "The request body could not be read. ";

    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final Cloud cloud;
    private final ActorSystem<?> system;
    private final Router router;
    private final Gate gate;
    private final Function<String, Dialect> dialectOf;
    private final AnswerListener listener;
    private final Placement placement;
    private final ServerBinding binding;

    /**
     * @param placement where requests are served
     * @param dialectOf the dialect that words what happens at a path no endpoint has
     * @param port 0 for any free one
     * @throws java.util.concurrent.CompletionException if the address cannot be bound
     */
    public static Server start(
            Cloud cloud,
            Collection<Endpoint> endpoints,
            Gate gate,
            Function<String, Dialect> dialectOf,
            AnswerListener listener,
            Placement placement,
            String bind,
            int port) {
        return new Server(cloud, new Router(endpoints), gate, dialectOf, listener, placement, bind, port);
    }

    private Server(
            Cloud cloud,
            Router router,
            Gate gate,
            Function<String, Dialect> dialectOf,
            AnswerListener listener,
            Placement placement,
            String bind,
            int port) {
        this.placement = placement;
        this.cloud = cloud;
        this.system = cloud.actorSystem();
        this.router = router;
        this.gate = gate;
        this.dialectOf = dialectOf;
        this.listener = listener;
        this.binding = Http.get(system)
                .newServerAt(bind, port)
                .withSettings(settings(system))
                .bind((HttpRequest request) -> serve(request))
                .toCompletableFuture()
                .join();
    }

    /** Headers stay as the client wrote them: signatures are over their very text (AUTH-11). */
    private static ServerSettings settings(ActorSystem<?> system) {
        ServerSettings settings = ServerSettings.create(system.settings().config());
        return settings.withParserSettings(settings.getParserSettings().withModeledHeaderParsing(false));
    }

    public int port() {
        return binding.localAddress().getPort();
    }

    private CompletionStage<HttpResponse> serve(HttpRequest received) {
        listener.arrived();
        HttpRequest request = placement.received(received);
        String method = request.method().value();
        String path = request.getUri().path();
        return router.find(method, path).map(match -> run(request, match)).orElseGet(() -> {
            request.discardEntityBytes(system);
            Dialect dialect = dialectOf.apply(path);
            Passage passage = new Passage(request, Endpoint.nowhere(dialect, method));
            return CompletableFuture.completedStage(told(passage, rendered(passage, missing(dialect, method, path))));
        });
    }

    private Answer missing(Dialect dialect, String method, String path) {
        Collection<String> methods = router.methods(path);
        return methods.isEmpty()
                ? dialect.fault(404, "There is nothing at " + path + ".")
                : dialect.fault(405, method + " is not allowed at " + path + "; allowed: " + methods);
    }

    private CompletionStage<HttpResponse> run(HttpRequest request, Router.Match match) {
        Endpoint endpoint = match.endpoint();
        Passage passage = new Passage(request, endpoint);
        return body(request)
                .thenCombine(cloud.ready(), (body, ready) -> body)
                .thenCompose(body -> placement.serve(
                        () -> gate.project(endpoint, request, match.path()),
                        request,
                        body,
                        () -> here(passage, body, match)))
                .exceptionally(failure -> rendered(passage, refuse(endpoint, failure, passage.id())))
                .thenApply(response -> told(passage, response));
    }

    private CompletionStage<HttpResponse> here(Passage passage, ByteString body, Router.Match match) {
        Endpoint endpoint = match.endpoint();
        return admitted(passage, body, match)
                .thenCompose(context -> handled(endpoint, context, passage.id()).thenApply(answer -> {
                    listener.answered(endpoint, context, answer);
                    return answer;
                }))
                .exceptionally(failure -> refuse(endpoint, failure, passage.id()))
                .thenApply(answer -> rendered(passage, answer));
    }

    private CompletionStage<RequestContext> admitted(Passage passage, ByteString body, Router.Match match) {
        HttpRequest request = passage.request();
        Endpoint endpoint = match.endpoint();
        return CompletableFuture.completedStage(body)
                .thenCompose(bytes -> gate.admit(endpoint, request, bytes, match.path()))
                .thenApply(caller -> {
                    passage.of(caller);
                    return new RequestContext(
                            cloud,
                            new Cause(passage.id().hex(), endpoint.operation()),
                            request,
                            body,
                            caller,
                            match.path(),
                            query(request),
                            baseUrl(request));
                });
    }

    /** {@return the answer, or the refusal in the dialect's words} */
    private CompletionStage<Answer> handled(Endpoint endpoint, RequestContext context, RequestId id) {
        try {
            return endpoint.handler().handle(context).exceptionally(failure -> refuse(endpoint, failure, id));
        } catch (RuntimeException failure) {
            return CompletableFuture.completedStage(refuse(endpoint, failure, id));
        }
    }

    /** Larger ones fail with the {@link EntityStreamSizeException} of the size limit; so collecting needs none. */
    private CompletionStage<ByteString> body(HttpRequest request) {
        if (request.entity() instanceof HttpEntity.Strict strict) {
            return CompletableFuture.completedStage(strict.getData());
        }
        return request.entity()
                .withSizeLimit(LARGEST_BODY)
                .toStrict(BODY_WITHIN.toMillis(), Long.MAX_VALUE, system)
                .thenApply(strict -> strict.getData());
    }

    private Answer refuse(Endpoint endpoint, Throwable failure, RequestId id) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return switch (cause) {
            case Rejected rejected ->
                endpoint.dialect().refuse(endpoint.errors().of(rejected.error()), rejected.error());
            case Gate.Unauthorized unauthorized -> endpoint.dialect().fault(401, unauthorized.why());
            case EntityStreamSizeException tooLarge -> endpoint.dialect().fault(413, TOO_LARGE);
            // The client went away, or its chunks are none.
            case EntityStreamException broken ->
                endpoint.dialect().fault(400, UNREADABLE + broken.info().summary());
            case Placement.Unavailable unavailable ->
                with(endpoint.dialect().fault(503, String.valueOf(unavailable.getMessage())), "Retry-After", "1");
            case TimeoutException slow -> endpoint.dialect().fault(408, "The request body did not arrive in time.");
            default -> {
                LOG.atError()
                        .addKeyValue("request_id", id.hex())
                        .setCause(cause)
                        .log("{} failed", endpoint.operation());
                yield cloud.full()
                        .map(full -> endpoint.dialect().fault(507, full))
                        .orElseGet(() -> endpoint.dialect()
                                .fault(500, "Twinstack failed at " + endpoint.operation() + "; its log says why."));
            }
        };
    }

    private static Answer with(Answer answer, String header, String value) {
        Map<String, String> headers = new HashMap<>(answer.headers());
        headers.put(header, value);
        return new Answer(answer.status(), answer.body(), headers);
    }

    private static Map<String, List<String>> query(HttpRequest request) {
        if (request.getUri().rawQueryString().isEmpty()) {
            return Map.of();
        }
        Map<String, List<String>> query = new HashMap<>();
        request.getUri()
                .query()
                .toList()
                .forEach(pair -> query.computeIfAbsent(pair.first(), name -> new ArrayList<>())
                        .add(pair.second()));
        return query;
    }

    /** As the Host header has it, brackets around an IPv6 address included. */
    private static String baseUrl(HttpRequest request) {
        return request.getUri().scheme() + "://"
                + request.getHeader("Host")
                        .map(HttpHeader::value)
                        .filter(host -> !host.isEmpty())
                        .orElseGet(() -> request.getUri().host().address() + ":"
                                + request.getUri().port());
    }

    /** {@return the response, once the listener knows of it} What another node answered is that one's to tell. */
    private HttpResponse told(Passage passage, HttpResponse response) {
        if (passage.isAnsweredHere()) {
            listener.answered(passage.answered(response.status().intValue()));
        } else {
            listener.handedOver();
        }
        return response;
    }

    private static HttpResponse rendered(Passage passage, Answer answer) {
        passage.answeredHere();
        HttpResponse response = HttpResponse.create()
                .withStatus(answer.status())
                .addHeader(RawHeader.create(RequestId.HEADER, passage.id().hex()));
        for (String name : passage.endpoint().dialect().requestIdHeaders()) {
            response = response.addHeader(RawHeader.create(name, passage.id().openStack()));
        }
        for (Map.Entry<String, String> header : answer.headers().entrySet()) {
            response = response.addHeader(RawHeader.create(header.getKey(), header.getValue()));
        }
        if (passage.request().method().equals(HttpMethods.HEAD)) {
            return response;
        }
        return switch (answer.body()) {
            case Answer.None none -> response;
            case Answer.Text(String contentType, ByteString bytes) ->
                response.withEntity(HttpEntities.create(ContentTypes.parse(contentType), bytes));
            case Answer.EventStream(Source<ByteString, ?> events) ->
                response.withEntity(HttpEntities.create(MediaTypes.TEXT_EVENT_STREAM.toContentType(), events));
            default -> response.withEntity(ContentTypes.APPLICATION_JSON, Json.write(answer.body(), passage.id()));
        };
    }

    @Override
    public void close() {
        binding.terminate(CLOSING)
                .toCompletableFuture()
                .orTimeout(2 * CLOSING.toSeconds(), TimeUnit.SECONDS)
                .join();
    }
}
