package dev.twinstack.api.http;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What goes back.
 *
 * @param body {@link #NONE}, or what becomes a JSON document
 */
public record Answer(int status, Object body, Map<String, String> headers) {
    public static final Object NONE = new None();

    /** No body at all. */
    public record None() {}

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
