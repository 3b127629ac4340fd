/** Recording what clients do, as a script. */
@NullMarked
package dev.twinstack.api.recording;

import org.jspecify.annotations.NullMarked;
