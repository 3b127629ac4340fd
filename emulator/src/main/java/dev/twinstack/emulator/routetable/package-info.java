/**
 * Route tables: the custom routes of a VPC's subnets. Local routes follow from the subnets and are never stored; which
 * table a subnet is under is the subnet's own to know.
 */
@NullMarked
package dev.twinstack.emulator.routetable;

import org.jspecify.annotations.NullMarked;
