/**
 * Judging what a step saw: matchers on fields, refusals and reachability, and the text of a failure.
 */
@NullMarked
package dev.twinstack.scenarios.assertion;

import org.jspecify.annotations.NullMarked;
