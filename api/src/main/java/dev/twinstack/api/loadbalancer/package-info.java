/** Shared load balancers in the network service's v2.0. Source: Elastic Load Balancing API reference, "APIs (V2.0)". */
@NullMarked
package dev.twinstack.api.loadbalancer;

import org.jspecify.annotations.NullMarked;
