package dev.twinstack.api.http;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/**
 * What goes back.
 *
 * @param body {@link #NONE}, a {@link Text}, an {@link EventStream}, or what becomes a JSON document
 */
public record Answer(int status, Object body, Map<String, String> headers) {
    public static final Object NONE = new None();

    /** No body at all. */
    public record None() {}

    /** A body that is not JSON, with its {@code Content-Type}. */
    public record Text(String contentType, ByteString bytes) {}

    /** Server-sent events, for as long as the source gives some. */
    public record EventStream(Source<ByteString, ?> events) {}

    public Answer {
        headers = Map.copyOf(headers);
    }

    public static Answer of(int status, Object body) {
        return new Answer(status, body, Map.of());
    }

    public static Answer ok(Object body) {
        return of(200, body);
    }

    public static Answer created(Object body) {
        return of(201, body);
    }

    public static Answer noContent() {
        return of(204, NONE);
    }

    public CompletionStage<Answer> now() {
        return CompletableFuture.completedStage(this);
    }
}
