/** Quotas on the wire. */
@NullMarked
package dev.twinstack.api.quota;

import org.jspecify.annotations.NullMarked;
