/** Flow logs on the wire. */
@NullMarked
package dev.twinstack.api.flowlog;

import org.jspecify.annotations.NullMarked;
