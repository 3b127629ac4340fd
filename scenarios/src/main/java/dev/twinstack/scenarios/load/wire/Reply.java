package dev.twinstack.scenarios.load.wire;

/**
 * An answer as it came.
 *
 * @param subjectToken the header {@code X-Subject-Token}; empty without one
 * @param keepsConnection whether the next request may go over the same connection
 */
public record Reply(int status, String subjectToken, String body, boolean keepsConnection) {}
