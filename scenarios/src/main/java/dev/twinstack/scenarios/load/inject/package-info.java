/** Brings the load: when each journey begins, and what it does then. */
@NullMarked
package dev.twinstack.scenarios.load.inject;

import org.jspecify.annotations.NullMarked;
