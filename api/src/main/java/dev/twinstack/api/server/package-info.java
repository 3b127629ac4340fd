/** Servers, flavors, zones and jobs on the wire: ECS v1 and Nova. */
@NullMarked
package dev.twinstack.api.server;

import org.jspecify.annotations.NullMarked;
