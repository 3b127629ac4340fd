package dev.twinstack.api.coverage;

import dev.twinstack.api.dialect.Twinstack;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.AnswerListener;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Endpoint.Access;
import dev.twinstack.api.http.Exchange;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.apache.pekko.http.javadsl.model.HttpHeader;

/**
 * Counts, for each operation and family of clients, the requests answered with a status below 500 since the twin started.
 * {@code GET /_twinstack/operations} tells: the evidence that a client's own tests pass through an operation.
 */
public final class Usage implements AnswerListener {
    private static final int FAILURES = 500;

    private record Key(ClientFamily client, String method, String template) {}

    /**
     * @param operation the method and the path's template
     */
    private record Count(String client, String operation, long requests) {}

    private final Map<Key, LongAdder> counts = new ConcurrentHashMap<>();

    @Override
    public void answered(Exchange exchange) {
        if (exchange.status() < FAILURES && !exchange.endpoint().isNowhere()) {
            Endpoint endpoint = exchange.endpoint();
            String userAgent = exchange.request()
                    .getHeader("User-Agent")
                    .map(HttpHeader::value)
                    .orElse("");
            Key key = new Key(ClientFamily.of(userAgent), endpoint.method(), endpoint.template());
            counts.computeIfAbsent(key, any -> new LongAdder()).increment();
        }
    }

    public List<Endpoint> endpoints() {
        return List.of(Twinstack.get(
                        "TwinListOperations",
                        "/_twinstack/operations",
                        rq -> Answer.ok(Map.of("operations", counts())).now())
                .with(Access.ANYBODY));
    }

    /** {@return what was counted, by client and then by operation} */
    private List<Count> counts() {
        return counts.entrySet().stream()
                .map(each -> new Count(
                        each.getKey().client().wireName(),
                        each.getKey().method() + ' ' + each.getKey().template(),
                        each.getValue().sum()))
                .sorted(Comparator.comparing(Count::client).thenComparing(Count::operation))
                .toList();
    }
}
