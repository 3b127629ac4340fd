package dev.twinstack.api.http;

import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.util.ByteString;

/** Where a request is served: where its project lives. */
public interface Placement {
    /** Everything lives here. */
    Placement HERE = (project, request, body, here) -> here.get();

    /**
     * {@return the response, from wherever} Fails with {@link Unavailable} if nobody can serve it now.
     *
     * @param project the one it is for; blank for a request that any node can serve
     * @param here serves it on this node
     */
    CompletionStage<HttpResponse> serve(
            Supplier<String> project,
            HttpRequest request,
            ByteString body,
            Supplier<CompletionStage<HttpResponse>> here);

    /** {@return the request as its client sent it, whoever handed it over} */
    default HttpRequest received(HttpRequest request) {
        return request;
    }

    /** Nobody serves the project just now; or nobody knows whether the request was carried out. */
    final class Unavailable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Unavailable(String message) {
            super(message, null, false, false);
        }
    }
}
