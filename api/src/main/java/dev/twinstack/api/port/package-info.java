/** Ports on the wire: as Neutron has them, and as the private addresses of v1. */
@NullMarked
package dev.twinstack.api.port;

import org.jspecify.annotations.NullMarked;
