/** Subnets on the wire: v1, and as Neutron's networks and subnets. */
@NullMarked
package dev.twinstack.api.subnet;

import org.jspecify.annotations.NullMarked;
