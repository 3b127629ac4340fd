/** The region's pools of public IPv4 addresses and IPv6 blocks, from which every project is served once. */
@NullMarked
package dev.twinstack.emulator.addresspool;

import org.jspecify.annotations.NullMarked;
