/** Volumes on the wire: the service's own calls, those of Cinder, and what both say about types and tags. */
@NullMarked
package dev.twinstack.api.volume;

import org.jspecify.annotations.NullMarked;
