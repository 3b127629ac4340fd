package dev.twinstack.api.dialect;

import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Dialect;
import dev.twinstack.api.http.Errors;
import dev.twinstack.emulator.kernel.DomainError;

/** Identity's own calls under {@code /v3.0}: {@code {"error_msg": "…", "error_code": "IAM.nnnn"}} (ERR-06). */
public final class Iam implements Dialect {
    public static final Iam DIALECT = new Iam();

    private Iam() {}

    private record Envelope(String errorMsg, String errorCode) {}

    @Override
    public Answer refuse(Errors.Code code, DomainError error) {
        return Answer.of(code.status(), new Envelope(error.message(), code.code()));
    }

    @Override
    public Answer fault(int status, String message) {
        return Answer.of(status, new Envelope(message, "IAM.0" + status));
    }
}
