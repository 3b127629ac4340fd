/** Log groups and streams on the wire. */
@NullMarked
package dev.twinstack.api.loggroup;

import org.jspecify.annotations.NullMarked;
