/** Tenants: the region's list of the projects there are, which no project could give by itself. */
@NullMarked
package dev.twinstack.emulator.tenant;

import org.jspecify.annotations.NullMarked;
