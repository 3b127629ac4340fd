package dev.twinstack.scenarios.cloud;

import java.util.Map;

/** Carries requests to a cloud and brings the answers back. */
@FunctionalInterface
public interface Transport {

    /**
     * What came back.
     *
     * @param subjectToken the header {@code X-Subject-Token}; empty without one
     */
    record Answer(int status, String subjectToken, String body) {}

    /**
     * {@return the answer, whatever its status}
     *
     * @param headers beside those that say that both bodies are JSON
     * @param body empty for none
     * @throws CloudException.Unreachable if nobody answers, or not in time
     */
    Answer send(String method, String url, Map<String, String> headers, String body);
}
