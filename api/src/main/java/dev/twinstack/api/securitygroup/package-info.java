/** Security groups and their rules on the wire: v1, native, and the batch call for ports. */
@NullMarked
package dev.twinstack.api.securitygroup;

import org.jspecify.annotations.NullMarked;
