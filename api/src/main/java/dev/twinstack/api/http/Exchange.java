package dev.twinstack.api.http;

import org.apache.pekko.http.javadsl.model.HttpRequest;

/**
 * A request that was answered.
 *
 * @param endpoint the one it went to; one that {@linkplain Endpoint#isNowhere is nowhere} if there is none
 * @param caller who asked, as far as that was found out
 * @param nanos how long the answer took, its body's way back excepted
 */
public record Exchange(RequestId id, Endpoint endpoint, HttpRequest request, Caller caller, int status, long nanos) {}
