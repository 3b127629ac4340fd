/** Virtual private clouds: their address ranges, and which subnets were granted which part. */
@NullMarked
package dev.twinstack.emulator.vpc;

import org.jspecify.annotations.NullMarked;
