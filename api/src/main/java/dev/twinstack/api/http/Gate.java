package dev.twinstack.api.http;

import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.util.ByteString;

/** Decides who a request comes from, and sees to it that their project exists. */
@FunctionalInterface
public interface Gate {
    /** The refusal of a project that the caller's token or signature is not for. */
    String PROJECT_MISMATCH = "project-mismatch";

    /**
     * {@return the caller} Fails with {@link Unauthorized} if there is none, and with a {@link Rejected} for
     * {@link #PROJECT_MISMATCH}.
     *
     * @param path what the endpoint's template matched, by parameter name
     */
    CompletionStage<Caller> admit(Endpoint endpoint, HttpRequest request, ByteString body, Map<String, String> path);

    /**
     * {@return the project a request is for, blank if it is for none or names none} Nothing is checked: this only says
     * where it is to be admitted.
     */
    default String project(Endpoint endpoint, HttpRequest request, Map<String, String> path) {
        return path.getOrDefault("project_id", "");
    }

    /** Nobody we know, or not for this project. */
    final class Unauthorized extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String why;

        public Unauthorized(String why) {
            super(why, null, false, false);
            this.why = why;
        }

        public String why() {
            return why;
        }
    }
}
