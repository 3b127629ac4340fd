package dev.twinstack.api.http;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * One operation of the API: a row of the table that routing, errors, coverage and metrics are made from.
 *
 * @param operation the name of the operation in the cloud's SDK, such as {@code CreateSubnet}
 * @param method in upper case
 * @param template such as {@code /v1/{project_id}/subnets/{subnet_id}}
 * @param errors the codes this operation refuses with
 * @param access who may call it
 */
public record Endpoint(
        String operation,
        Dialect dialect,
        String method,
        String template,
        Errors errors,
        Handler handler,
        Access access) {
    /** What a request must bring before its handler runs. */
    public enum Access {
        /** Nothing: version documents, and the login itself. */
        ANYBODY,
        /** A token or a signature, of whatever scope. */
        CALLER,
        /** A token or a signature for one project: the {@code {project_id}} of the path, if it has one. */
        PROJECT
    }

    /** An operation within a project, as nearly all are. */
    public Endpoint(String operation, Dialect dialect, String method, String template, Errors errors, Handler handler) {
        this(operation, dialect, method, template, errors, handler, Access.PROJECT);
    }

    /** {@return what stands for the endpoint of a request to where there is none} It is in no table. */
    static Endpoint nowhere(Dialect dialect, String method) {
        return new Endpoint(
                "None",
                dialect,
                method,
                "",
                Errors.of("", "", ""),
                request -> CompletableFuture.failedStage(new IllegalStateException("nothing is there")),
                Access.ANYBODY);
    }

    /** {@return whether it stands for none} */
    public boolean isNowhere() {
        return template.isEmpty();
    }

    /** {@return this operation, open to others} */
    public Endpoint with(Access other) {
        return new Endpoint(operation, dialect, method, template, errors, handler, other);
    }

    /** Answers one request; refuses by throwing {@link Rejected}, or with what {@link RequestContext#ask} gives. */
    @FunctionalInterface
    public interface Handler {
        CompletionStage<Answer> handle(RequestContext request);
    }
}
