/**
 * A signed-in HTTP session with a cloud endpoint: login, catalogue, requests, waiting.
 */
@NullMarked
package dev.twinstack.scenarios.cloud;

import org.jspecify.annotations.NullMarked;
