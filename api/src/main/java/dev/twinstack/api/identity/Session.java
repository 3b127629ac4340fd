package dev.twinstack.api.identity;

import dev.twinstack.api.http.Caller;
import java.time.Instant;
import java.util.List;

/**
 * What a token says.
 *
 * @param methods how the user signed in: {@code password}, {@code token}
 * @param serial makes every token another, whatever else it says
 */
record Session(
        Identities.User user, Scope scope, List<String> methods, Instant issuedAt, Instant expiresAt, String serial) {
    /** What the token is good for. */
    sealed interface Scope {
        record None() implements Scope {}

        record OfDomain(Identities.Domain domain) implements Scope {}

        record OfProject(String id, String name, Identities.Domain domain) implements Scope {}
    }

    Session {
        methods = List.copyOf(methods);
    }

    Caller caller() {
        return switch (scope) {
            case Scope.None none -> caller("", "");
            case Scope.OfDomain domain -> caller("", "");
            case Scope.OfProject project -> caller(project.id(), project.name());
        };
    }

    private Caller caller(String projectId, String projectName) {
        return new Caller(
                user.id(), user.name(), user.domain().id(), user.domain().name(), projectId, projectName);
    }

    /** {@return the project's id, or blank} */
    String projectId() {
        return scope instanceof Scope.OfProject project ? project.id() : "";
    }
}
