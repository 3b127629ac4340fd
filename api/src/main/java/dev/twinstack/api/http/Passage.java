package dev.twinstack.api.http;

import org.apache.pekko.http.javadsl.model.HttpRequest;

/** A request on its way through the server. Thread-safe. */
final class Passage {
    private final RequestId id = RequestId.fresh();
    private final long began = System.nanoTime();
    private final HttpRequest request;
    private final Endpoint endpoint;
    private volatile Caller caller = Caller.ANYBODY;
    private volatile boolean answeredHere;

    /**
     * @param request as its client sent it
     */
    Passage(HttpRequest request, Endpoint endpoint) {
        this.request = request;
        this.endpoint = endpoint;
    }

    RequestId id() {
        return id;
    }

    HttpRequest request() {
        return request;
    }

    Endpoint endpoint() {
        return endpoint;
    }

    /** It has turned out who asks. */
    void of(Caller found) {
        caller = found;
    }

    /** This node has worded the answer: it is not another's that is only passed on. */
    void answeredHere() {
        answeredHere = true;
    }

    boolean isAnsweredHere() {
        return answeredHere;
    }

    Exchange answered(int status) {
        return new Exchange(id, endpoint, request, caller, status, System.nanoTime() - began);
    }
}
