package dev.twinstack.api.http;

import org.apache.pekko.http.javadsl.model.HttpRequest;

/** Is told of every answer an endpoint gave, before it goes out. Called by many threads; must not wait. */
@FunctionalInterface
public interface AnswerListener {
    void answered(Endpoint endpoint, HttpRequest request, int status);

    /**
     * Is told the same of a request whose caller is known, with all that was sent and answered.
     *
     * @param context the request as its handler had it
     */
    default void answered(Endpoint endpoint, RequestContext context, Answer answer) {}
}
