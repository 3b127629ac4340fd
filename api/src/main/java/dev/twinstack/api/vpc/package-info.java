/** VPCs on the wire. */
@NullMarked
package dev.twinstack.api.vpc;

import org.jspecify.annotations.NullMarked;
