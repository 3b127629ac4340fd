/** IP address groups: addresses that the rules of security groups and network ACLs name together. */
@NullMarked
package dev.twinstack.emulator.addressgroup;

import org.jspecify.annotations.NullMarked;
