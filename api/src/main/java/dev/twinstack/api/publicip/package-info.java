/** Elastic IPs on the wire. */
@NullMarked
package dev.twinstack.api.publicip;

import org.jspecify.annotations.NullMarked;
