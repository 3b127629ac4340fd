/**
 * How long things take. A {@link dev.twinstack.emulator.timing.Phase} is something the cloud takes its time for, a
 * {@link dev.twinstack.emulator.timing.Timing} says how long it takes for one resource, and a
 * {@link dev.twinstack.emulator.timing.Moment} whether it is still going on. Nothing is timed or stored for it: a state
 * that passes by is a function of when it began and what time it is.
 */
@NullMarked
package dev.twinstack.emulator.timing;

import org.jspecify.annotations.NullMarked;
