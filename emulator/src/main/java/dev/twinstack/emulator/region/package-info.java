/** What a region offers to every project and never changes: address ranges, quotas, zones, flavors, images. */
@NullMarked
package dev.twinstack.emulator.region;

import org.jspecify.annotations.NullMarked;
