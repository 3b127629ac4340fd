/**
 * Shared load balancers as far as the network sees them: an address in a subnet, which an EIP can be bound to. They have
 * no listeners, so they take no traffic. Source: Elastic Load Balancing API reference, "APIs (V2.0)".
 */
@NullMarked
package dev.twinstack.emulator.loadbalancer;

import org.jspecify.annotations.NullMarked;
