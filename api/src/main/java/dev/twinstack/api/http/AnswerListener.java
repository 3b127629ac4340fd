package dev.twinstack.api.http;

import java.util.List;

/** Is told of every answer, before it goes out. Called by many threads; must not wait. */
@FunctionalInterface
public interface AnswerListener {
    void answered(Exchange exchange);

    /**
     * Is told the same of a request whose caller is known, with all that was sent and answered. Comes before the other.
     *
     * @param context the request as its handler had it
     */
    default void answered(Endpoint endpoint, RequestContext context, Answer answer) {}

    /** A request has come; {@link #answered} follows, or {@link #handedOver}. */
    default void arrived() {}

    /** A request was answered by another node, which tells its own listener. */
    default void handedOver() {}

    /** {@return one that tells all of these, in their order} */
    static AnswerListener all(AnswerListener... listeners) {
        return new All(List.of(listeners));
    }

    /** Several as one. */
    record All(List<AnswerListener> listeners) implements AnswerListener {
        @Override
        public void arrived() {
            listeners.forEach(AnswerListener::arrived);
        }

        @Override
        public void handedOver() {
            listeners.forEach(AnswerListener::handedOver);
        }

        @Override
        public void answered(Exchange exchange) {
            listeners.forEach(listener -> listener.answered(exchange));
        }

        @Override
        public void answered(Endpoint endpoint, RequestContext context, Answer answer) {
            listeners.forEach(listener -> listener.answered(endpoint, context, answer));
        }
    }
}
