/** Bandwidths on the wire: v1, and the shared ones of v2.0 with what goes in and out of them. */
@NullMarked
package dev.twinstack.api.bandwidth;

import org.jspecify.annotations.NullMarked;
