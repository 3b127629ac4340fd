/** Subnet pools on the wire. */
@NullMarked
package dev.twinstack.api.subnetpool;

import org.jspecify.annotations.NullMarked;
