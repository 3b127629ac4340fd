/**
 * Making scripts out of sessions of real clients.
 */
@NullMarked
package dev.twinstack.scenarios.record;

import org.jspecify.annotations.NullMarked;
