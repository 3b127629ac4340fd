package dev.twinstack.api.http;

import org.apache.pekko.http.javadsl.model.HttpRequest;

/** Is told of every answer an endpoint gave, before it goes out. Called by many threads; must not wait. */
@FunctionalInterface
public interface AnswerListener {
    void answered(Endpoint endpoint, HttpRequest request, int status);
}
