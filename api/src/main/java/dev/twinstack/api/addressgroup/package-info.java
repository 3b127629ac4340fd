/** IP address groups on the wire. */
@NullMarked
package dev.twinstack.api.addressgroup;

import org.jspecify.annotations.NullMarked;
