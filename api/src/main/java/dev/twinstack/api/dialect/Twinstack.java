package dev.twinstack.api.dialect;

import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Dialect;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Errors;
import dev.twinstack.emulator.kernel.DomainError;
import java.util.Map;

/**
 * What the twin has of its own, under {@code /_twinstack}: {@code {"error": {"code", "message"}}}. Its codes are words,
 * those of the domain's errors.
 */
public final class Twinstack implements Dialect {
    public static final Twinstack DIALECT = new Twinstack();

    private static final Errors ERRORS = Errors.of("invalid-field", "not-found", "conflict");

    private Twinstack() {}

    private record Fault(String code, String message) {}

    public static Endpoint get(String operation, String template, Endpoint.Handler handler) {
        return new Endpoint(operation, DIALECT, "GET", template, ERRORS, handler);
    }

    public static Endpoint post(String operation, String template, Endpoint.Handler handler) {
        return new Endpoint(operation, DIALECT, "POST", template, ERRORS, handler);
    }

    public static Endpoint put(String operation, String template, Endpoint.Handler handler) {
        return new Endpoint(operation, DIALECT, "PUT", template, ERRORS, handler);
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
