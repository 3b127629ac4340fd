package dev.twinstack.api.dialect;

import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Dialect;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Errors;
import dev.twinstack.emulator.kernel.DomainError;
import java.util.List;
import java.util.Map;

/** Native Neutron v2.0: {@code {"NeutronError": {"type", "message", "detail"}}} (ERR-04); POST 201, PUT 200. */
public final class Neutron implements Dialect {
    public static final Neutron DIALECT = new Neutron();

    private static final List<String> REQUEST_ID = List.of("X-Openstack-Request-Id");

    private Neutron() {}

    private record Fault(String type, String message, String detail) {}

    public static Endpoint get(String operation, String template, Errors errors, Endpoint.Handler handler) {
        return new Endpoint(operation, DIALECT, "GET", template, errors, handler);
    }

    public static Endpoint post(String operation, String template, Errors errors, Endpoint.Handler handler) {
        return new Endpoint(operation, DIALECT, "POST", template, errors, handler);
    }

    public static Endpoint put(String operation, String template, Errors errors, Endpoint.Handler handler) {
        return new Endpoint(operation, DIALECT, "PUT", template, errors, handler);
    }

    public static Endpoint delete(String operation, String template, Errors errors, Endpoint.Handler handler) {
        return new Endpoint(operation, DIALECT, "DELETE", template, errors, handler);
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
        String type = switch (status) {
            case 401 -> "HTTPUnauthorized";
            case 404 -> "HTTPNotFound";
            case 405 -> "HTTPMethodNotAllowed";
            case 501 -> "NotImplementedError";
            default -> status < 500 ? "HTTPBadRequest" : "HTTPInternalServerError";
        };
        return envelope(status, type, message);
    }

    private static Answer envelope(int status, String type, String message) {
        return Answer.of(status, Map.of("NeutronError", new Fault(type, message, "")));
    }
}
