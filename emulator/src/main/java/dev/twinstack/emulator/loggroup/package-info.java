/** Log groups and their streams, as the Log Tank Service (LTS) has them: where flow logs are written to. */
@NullMarked
package dev.twinstack.emulator.loggroup;

import org.jspecify.annotations.NullMarked;
