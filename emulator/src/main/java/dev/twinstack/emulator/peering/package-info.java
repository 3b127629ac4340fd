/** VPC peering connections: two VPCs, of one project or of two, and the route tables that lead through. */
@NullMarked
package dev.twinstack.emulator.peering;

import org.jspecify.annotations.NullMarked;
