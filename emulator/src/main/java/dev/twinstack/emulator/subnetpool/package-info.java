/** Subnet pools: prefixes of a project's own, from which its Neutron subnets draw their blocks. */
@NullMarked
package dev.twinstack.emulator.subnetpool;

import org.jspecify.annotations.NullMarked;
