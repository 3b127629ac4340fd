/** SSH key pairs on the wire, which only Nova has. */
@NullMarked
package dev.twinstack.api.keypair;

import org.jspecify.annotations.NullMarked;
