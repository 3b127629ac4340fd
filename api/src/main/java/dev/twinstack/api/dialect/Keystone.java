package dev.twinstack.api.dialect;

import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Dialect;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Errors;
import dev.twinstack.emulator.kernel.DomainError;
import java.util.List;
import java.util.Map;

/** Identity v3: {@code {"error": {"code": 401, "message": "…", "title": "Unauthorized"}}}. */
public final class Keystone implements Dialect {
    public static final Keystone DIALECT = new Keystone();
    /** Identity has no error codes of its own: the code is the status, its title is the status in words. */
    public static final Errors ERRORS = Errors.of("Bad Request", "Not Found", "Conflict");

    private static final List<String> REQUEST_ID = List.of("X-Openstack-Request-Id");

    private Keystone() {}

    private record Fault(int code, String message, String title) {}

    public static Endpoint get(String operation, String template, Endpoint.Access access, Endpoint.Handler handler) {
        return of(operation, "GET", template, access, handler);
    }

    public static Endpoint of(
            String operation, String method, String template, Endpoint.Access access, Endpoint.Handler handler) {
        return new Endpoint(operation, DIALECT, method, template, ERRORS, handler, access);
    }

    @Override
    public List<String> requestIdHeaders() {
        return REQUEST_ID;
    }

    @Override
    public Answer refuse(Errors.Code code, DomainError error) {
        return fault(code.status(), error.message());
    }

    @Override
    public Answer fault(int status, String message) {
        return Answer.of(status, Map.of("error", new Fault(status, message, title(status))));
    }

    private static String title(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 409 -> "Conflict";
            case 413 -> "Request Entity Too Large";
            case 501 -> "Not Implemented";
            default -> status < 500 ? "Bad Request" : "Internal Server Error";
        };
    }
}
