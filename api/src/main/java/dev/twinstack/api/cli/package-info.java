/**
 * The command line: one class for each command, all of which know the twin only as something that can be started
 * ({@link dev.twinstack.api.cli.TwinStarter}) or asked over HTTP.
 *
 * <p>Exit codes: 0 done, 1 the answer is no (a scenario failed, nothing arrives), 2 could not run. What the user can
 * mend is told in one line on the error stream, without a stack trace.
 */
@NullMarked
package dev.twinstack.api.cli;

import org.jspecify.annotations.NullMarked;
