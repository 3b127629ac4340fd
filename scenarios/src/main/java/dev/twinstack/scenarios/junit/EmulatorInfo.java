package dev.twinstack.scenarios.junit;

import java.net.URI;

/**
 * Where a test's twin is, and the project made for the test.
 *
 * @param endpoint the root of the one port, without a path
 * @param token for {@code X-Auth-Token}, scoped to the project
 */
public record EmulatorInfo(URI endpoint, String region, String projectName, String projectId, String token) {}
