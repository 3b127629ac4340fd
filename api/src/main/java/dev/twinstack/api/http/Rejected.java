package dev.twinstack.api.http;

import dev.twinstack.emulator.kernel.DomainError;

/** A request that is refused; the endpoint's dialect words it. Carries no stack trace: it is an answer, not a bug. */
public final class Rejected extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient DomainError error;

    public Rejected(DomainError error) {
        super(error.message(), null, false, false);
        this.error = error;
    }

    /** {@return the refusal of a field's value} */
    public static Rejected field(String field, String message) {
        return new Rejected(new DomainError.Invalid("invalid-field", field, field + ": " + message));
    }

    public static Rejected notFound(String type, String id) {
        return new Rejected(new DomainError.NotFound(type, id));
    }

    public DomainError error() {
        return error;
    }
}
