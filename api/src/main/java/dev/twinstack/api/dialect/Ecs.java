package dev.twinstack.api.dialect;

import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Dialect;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Errors;
import dev.twinstack.emulator.kernel.DomainError;
import java.util.Map;

/** The ECS and IMS services' own calls: {@code {"error": {"code": "Ecs.nnnn", "message": "…"}}}; POST and PUT 200. */
public final class Ecs implements Dialect {
    public static final Ecs DIALECT = new Ecs();

    private Ecs() {}

    private record Fault(String code, String message) {}

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
    public Answer refuse(Errors.Code code, DomainError error) {
        return envelope(code.status(), code.code(), error.message());
    }

    @Override
    public Answer fault(int status, String message) {
        String code = switch (status) {
            case 401 -> "Common.0013";
            case 404, 405 -> "Ecs.0000";
            default -> status < 500 ? "Ecs.0005" : "Common.0001";
        };
        return envelope(status, code, message);
    }

    private static Answer envelope(int status, String code, String message) {
        return Answer.of(status, Map.of("error", new Fault(code, message)));
    }
}
