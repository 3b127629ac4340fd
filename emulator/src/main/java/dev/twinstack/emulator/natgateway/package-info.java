/**
 * NAT gateways: SNAT rules let the servers of a VPC out to the Internet through shared EIPs, DNAT rules let clients in on
 * single ports. Source: NAT Gateway API reference and user guide.
 */
@NullMarked
package dev.twinstack.emulator.natgateway;

import org.jspecify.annotations.NullMarked;
