package dev.twinstack.api.dialect;

import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Dialect;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Errors;
import dev.twinstack.api.http.Gate;
import dev.twinstack.emulator.kernel.DomainError;

/** v1 and the project-scoped part of v2.0: {@code {"code": "VPC.nnnn", "message": "…"}} (ERR-01). */
public final class V1 implements Dialect {
    public static final V1 DIALECT = new V1();

    private V1() {}

    private record Envelope(String code, String message) {}

    public static Endpoint get(String operation, String template, Errors errors, Endpoint.Handler handler) {
        return endpoint(operation, "GET", template, errors, handler);
    }

    public static Endpoint post(String operation, String template, Errors errors, Endpoint.Handler handler) {
        return endpoint(operation, "POST", template, errors, handler);
    }

    public static Endpoint put(String operation, String template, Errors errors, Endpoint.Handler handler) {
        return endpoint(operation, "PUT", template, errors, handler);
    }

    public static Endpoint delete(String operation, String template, Errors errors, Endpoint.Handler handler) {
        return endpoint(operation, "DELETE", template, errors, handler);
    }

    private static Endpoint endpoint(
            String operation, String method, String template, Errors errors, Endpoint.Handler handler) {
        Errors all = errors.on(Gate.PROJECT_MISMATCH, 400, "VPC.0007"); // AUTH-05
        return new Endpoint(operation, DIALECT, method, template, all, handler);
    }

    @Override
    public Answer refuse(Errors.Code code, DomainError error) {
        return Answer.of(code.status(), new Envelope(code.code(), error.message()));
    }

    @Override
    public Answer fault(int status, String message) {
        String code = status == 401 ? "VPC.0008" : "VPC.0" + status;
        return Answer.of(status, new Envelope(code, message));
    }
}
