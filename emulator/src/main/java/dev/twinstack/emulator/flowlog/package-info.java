/** Flow logs: what is to be written down of the traffic of a VPC, a subnet or a port. Nothing is written yet. */
@NullMarked
package dev.twinstack.emulator.flowlog;

import org.jspecify.annotations.NullMarked;
