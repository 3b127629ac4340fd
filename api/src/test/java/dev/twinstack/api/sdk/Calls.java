package dev.twinstack.api.sdk;

import com.huaweicloud.sdk.core.http.HttpRequestDef;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What the SDK's clients have called in this run. */
final class Calls {
    /**
     * One that was answered, and whose answer could be read.
     *
     * @param test the first that made it
     */
    record Call(String test, Duration took) {}

    private final Map<HttpRequestDef<?, ?>, Call> first = new ConcurrentHashMap<>();

    void note(HttpRequestDef<?, ?> operation, String test, Duration took) {
        first.putIfAbsent(operation, new Call(test, took));
    }

    Optional<Call> of(HttpRequestDef<?, ?> operation) {
        return Optional.ofNullable(first.get(operation));
    }
}
