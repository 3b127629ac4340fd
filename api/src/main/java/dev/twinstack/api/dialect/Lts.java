package dev.twinstack.api.dialect;

import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Dialect;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Errors;
import dev.twinstack.api.http.Gate;
import dev.twinstack.emulator.kernel.DomainError;

/**
 * The Log Tank Service: {@code {"error_code": "LTS.nnnn", "error_msg": "…"}}; POST that makes something 201. What is not
 * there is 400, never 404, and clients rely on it. Source: LTS API reference, "Error Codes".
 */
public final class Lts implements Dialect {
    public static final Lts DIALECT = new Lts();

    private static final Errors ERRORS = Errors.of("LTS.0009", "LTS.0009", "LTS.0009")
            .on("loggroup-not-found", 400, "LTS.0201")
            .on("logstream-not-found", 400, "LTS.0208")
            // ASSUMED: no code is documented for these; check by making two groups of one name
            .on("loggroup-name-taken", 400, "LTS.0009")
            .on("logstream-name-taken", 400, "LTS.0009")
            .on("loggroup-full", 400, "LTS.0009")
            .on("logGroup-quota", 400, "LTS.0009")
            .on(Gate.PROJECT_MISMATCH, 403, "LTS.0011");

    private Lts() {}

    private record Envelope(String errorCode, String errorMsg) {}

    public static Endpoint get(String operation, String template, Endpoint.Handler handler) {
        return new Endpoint(operation, DIALECT, "GET", template, ERRORS, handler);
    }

    public static Endpoint post(String operation, String template, Endpoint.Handler handler) {
        return new Endpoint(operation, DIALECT, "POST", template, ERRORS, handler);
    }

    public static Endpoint delete(String operation, String template, Endpoint.Handler handler) {
        return new Endpoint(operation, DIALECT, "DELETE", template, ERRORS, handler);
    }

    @Override
    public Answer refuse(Errors.Code code, DomainError error) {
        return Answer.of(code.status(), new Envelope(code.code(), error.message()));
    }

    @Override
    public Answer fault(int status, String message) {
        String code = switch (status) {
            case 401, 403 -> "LTS.0003";
            default -> status < 500 ? "LTS.0009" : "LTS.0010";
        };
        return Answer.of(status, new Envelope(code, message));
    }
}
