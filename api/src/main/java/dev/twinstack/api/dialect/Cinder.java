package dev.twinstack.api.dialect;

import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Dialect;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Errors;
import dev.twinstack.api.http.Gate;
import dev.twinstack.emulator.kernel.DomainError;
import java.util.List;
import java.util.Map;

/**
 * The volume service's native calls: {@code {"itemNotFound": {"message": "…", "code": 404}}}; making a volume answers
 * 202. What a volume's state forbids is a bad request, as Cinder has it. Source: EVS API reference, "Resetting Tags of
 * an EVS Resource" (example).
 */
public final class Cinder implements Dialect {
    public static final Cinder DIALECT = new Cinder();

    private static final Errors ERRORS = Errors.of(name(400), name(404), name(409))
            .on("volume-creating", 400, name(400))
            .on("volume-in-use", 400, name(400))
            .on("volume-shared-in-use", 400, name(400))
            .on(Gate.PROJECT_MISMATCH, 400, name(400));

    private static final List<String> REQUEST_ID = List.of("X-Openstack-Request-Id");

    private Cinder() {}

    private record Fault(String message, int code) {}

    public static Endpoint get(String operation, String template, Endpoint.Handler handler) {
        return new Endpoint(operation, DIALECT, "GET", template, ERRORS, handler);
    }

    public static Endpoint post(String operation, String template, Endpoint.Handler handler) {
        return new Endpoint(operation, DIALECT, "POST", template, ERRORS, handler);
    }

    public static Endpoint put(String operation, String template, Endpoint.Handler handler) {
        return new Endpoint(operation, DIALECT, "PUT", template, ERRORS, handler);
    }

    public static Endpoint delete(String operation, String template, Endpoint.Handler handler) {
        return new Endpoint(operation, DIALECT, "DELETE", template, ERRORS, handler);
    }

    @Override
    public List<String> requestIdHeaders() {
        return REQUEST_ID;
    }

    @Override
    public Answer refuse(Errors.Code code, DomainError error) {
        return envelope(code.status(), code.code(), error.message());
    }

    @Override
    public Answer fault(int status, String message) {
        return envelope(status, name(status), message);
    }

    private static Answer envelope(int status, String name, String message) {
        return Answer.of(status, Map.of(name, new Fault(message, status)));
    }

    private static String name(int status) {
        return switch (status) {
            case 401 -> "unauthorized";
            case 403 -> "forbidden";
            case 404 -> "itemNotFound";
            case 405 -> "badMethod";
            case 409 -> "conflictingRequest";
            case 413 -> "overLimit";
            case 501 -> "notImplemented";
            case 503 -> "serviceUnavailable";
            default -> status < 500 ? "badRequest" : "computeFault";
        };
    }
}
