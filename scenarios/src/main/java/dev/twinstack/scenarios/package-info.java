/**
 * Scenario scripts and their runner; speaks HTTP only.
 *
 * <p>A script is a YAML file of console actions in words. {@code script} reads it into records, {@code
 * cloud} talks to an endpoint the way a Keystone client does, {@code run} performs the steps, {@code
 * assertion} judges the answers, {@code junit} offers the same cloud to JUnit tests. Nothing here knows
 * the emulator, so a script runs against any endpoint with the same wire.
 */
@NullMarked
package dev.twinstack.scenarios;

import org.jspecify.annotations.NullMarked;
