/** NAT gateways and their rules, as the NAT service's v2.0 shows them. Source: NAT Gateway API reference, "APIs (V2.0)". */
@NullMarked
package dev.twinstack.api.natgateway;

import org.jspecify.annotations.NullMarked;
