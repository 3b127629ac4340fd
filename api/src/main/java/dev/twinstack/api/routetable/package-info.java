/** Route tables on the wire. */
@NullMarked
package dev.twinstack.api.routetable;

import org.jspecify.annotations.NullMarked;
