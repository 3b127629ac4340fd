package dev.twinstack.api.dialect;

import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Dialect;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Errors;
import dev.twinstack.emulator.kernel.DomainError;
import java.util.List;
import java.util.Map;

/** Native Nova v2.1: {@code {"itemNotFound": {"message": "…", "code": 404}}}; creating a server answers 202. */
public final class Nova implements Dialect {
    public static final Nova DIALECT = new Nova();
    /** The reason of what only an administrator may do. */
    public static final String FORBIDDEN = "administrators-only";

    /** The names Nova gives its faults are those of the status, so they are the same for every operation. */
    public static final Errors ERRORS =
            Errors.of(name(400), name(404), name(409)).on(FORBIDDEN, 403, name(403));

    private static final List<String> REQUEST_ID = List.of("X-Openstack-Request-Id", "X-Compute-Request-Id");

    private Nova() {}

    private record Fault(String message, int code) {}

    public static Endpoint get(String operation, String template, Endpoint.Handler handler) {
        return new Endpoint(operation, DIALECT, "GET", template, ERRORS, handler);
    }

    public static Endpoint post(String operation, String template, Endpoint.Handler handler) {
        return new Endpoint(operation, DIALECT, "POST", template, ERRORS, handler);
    }

    /** {@return a POST whose refusals differ from the usual ones} */
    public static Endpoint post(String operation, String template, Errors errors, Endpoint.Handler handler) {
        return new Endpoint(operation, DIALECT, "POST", template, errors, handler);
    }

    /** {@return these refusals, and a bad request for each of these reasons} */
    public static Errors badRequestOn(String... reasons) {
        Errors errors = ERRORS;
        for (String reason : reasons) {
            errors = errors.on(reason, 400, name(400));
        }
        return errors;
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
            case 501 -> "notImplemented";
            default -> status < 500 ? "badRequest" : "computeFault";
        };
    }
}
