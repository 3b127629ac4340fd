/** VPC peering connections on the wire. */
@NullMarked
package dev.twinstack.api.peering;

import org.jspecify.annotations.NullMarked;
