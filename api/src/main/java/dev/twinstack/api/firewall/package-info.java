/** Firewalls on the wire: native groups, policies and rules. */
@NullMarked
package dev.twinstack.api.firewall;

import org.jspecify.annotations.NullMarked;
