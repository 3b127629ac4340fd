package dev.twinstack.emulator.kernel;

/**
 * Why the cloud says no, without any HTTP. {@code reason} is a stable key in lower case with dashes
 * ({@code range-overlaps}); each dialect maps operation, kind and reason to its own status, code and envelope.
 */
public sealed interface DomainError {
    /** {@return the stable key, such as {@code range-overlaps}} */
    String reason();

    /** {@return a sentence for people, naming the field or resource} */
    String message();

    /** The thing named does not exist in this project. */
    record NotFound(String type, String id) implements DomainError {
        @Override
        public String reason() {
            return type + "-not-found";
        }

        @Override
        public String message() {
            return "The " + type + " " + id + " could not be found.";
        }
    }

    /** A value that is wrong in itself or for this resource. */
    record Invalid(String reason, String field, String message) implements DomainError {}

    /** Right in itself, but not with what is there now. */
    record Conflict(String reason, String message) implements DomainError {}

    /** Something still relies on the resource. */
    record InUse(String reason, String message) implements DomainError {}

    /** No free address, or none left in the pool. */
    record Exhausted(String reason, String message) implements DomainError {}

    record QuotaExceeded(String type, int limit) implements DomainError {
        @Override
        public String reason() {
            return type + "-quota";
        }

        @Override
        public String message() {
            return "Quota exceeded for " + type + ": at most " + limit + " are allowed.";
        }
    }
}
