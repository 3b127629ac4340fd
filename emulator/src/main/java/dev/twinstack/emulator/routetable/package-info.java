/**
 * Route tables: the custom routes of a VPC's subnets, and which subnets a custom one rules. Local routes follow from the
 * subnets and are never stored.
 */
@NullMarked
package dev.twinstack.emulator.routetable;

import org.jspecify.annotations.NullMarked;
