/** Jobs: what a server operation that the cloud answers with a job id came to. */
@NullMarked
package dev.twinstack.emulator.job;

import org.jspecify.annotations.NullMarked;
