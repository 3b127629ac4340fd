package dev.twinstack.api.dialect;

import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Dialect;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Errors;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.emulator.kernel.DomainError;
import java.util.Map;
import java.util.Set;

/**
 * What the twin has of its own, under {@code /_twinstack}: {@code {"error": {"code", "message"}}}. Its codes are words,
 * those of the domain's errors.
 */
public final class Twinstack implements Dialect {
    public static final Twinstack DIALECT = new Twinstack();

    /** What a request names that is not there is told by the field that names it. */
    private static final Errors ERRORS = Errors.of("invalid-field", "not-found", "conflict")
            .on("endpoint-not-found", 404, "not-found")
            .on("vpc-not-found", 404, "not-found");

    private static final String OWN = "/_twinstack/";

    private Twinstack() {}

    private record Fault(String code, String message) {}

    /**
     * @param repeated the query parameters that may be given more than once
     */
    public static Endpoint get(String operation, String template, Endpoint.Handler handler, String... repeated) {
        return endpoint(operation, "GET", template, handler, repeated);
    }

    public static Endpoint post(String operation, String template, Endpoint.Handler handler) {
        return endpoint(operation, "POST", template, handler);
    }

    public static Endpoint put(String operation, String template, Endpoint.Handler handler) {
        return endpoint(operation, "PUT", template, handler);
    }

    private static Endpoint endpoint(
            String operation, String method, String template, Endpoint.Handler handler, String... repeated) {
        Set<String> several = Set.of(repeated);
        return new Endpoint(operation, DIALECT, method, template, ERRORS, rq -> {
            if (template.startsWith(OWN)) {
                once(rq, several);
            }
            return handler.handle(rq);
        });
    }

    /** Of two values one would be left out, and nobody told. */
    private static void once(RequestContext rq, Set<String> several) {
        rq.query().forEach((name, values) -> {
            if (values.size() > 1 && !several.contains(name)) {
                throw Rejected.field(name, "is given " + (values.size() == 2 ? "twice" : values.size() + " times"));
            }
        });
    }

    @Override
    public Answer refuse(Errors.Code code, DomainError error) {
        return envelope(code.status(), error.reason(), error.message());
    }

    @Override
    public Answer fault(int status, String message) {
        String code = switch (status) {
            case 401 -> "unauthorized";
            case 403 -> "forbidden";
            case 404 -> "not-found";
            case 405 -> "method-not-allowed";
            case 413 -> "body-too-large";
            case 501 -> "not-implemented";
            default -> status < 500 ? "bad-request" : "internal-error";
        };
        return envelope(status, code, message);
    }

    private static Answer envelope(int status, String code, String message) {
        return Answer.of(status, Map.of("error", new Fault(code, message)));
    }
}
