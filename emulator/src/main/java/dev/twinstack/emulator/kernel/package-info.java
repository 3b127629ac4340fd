/**
 * The small kernel every resource stands on: pure rules ({@link dev.twinstack.emulator.kernel.Resource}), what they
 * may decide ({@link dev.twinstack.emulator.kernel.Decision}), what they refuse with
 * ({@link dev.twinstack.emulator.kernel.DomainError}), and the one persistent actor that runs them
 * ({@link dev.twinstack.emulator.kernel.ResourceBehavior}).
 */
@NullMarked
package dev.twinstack.emulator.kernel;

import org.jspecify.annotations.NullMarked;
