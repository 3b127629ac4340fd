/** Security groups: their rules, which ports they filter, and which other groups name them. */
@NullMarked
package dev.twinstack.emulator.securitygroup;

import org.jspecify.annotations.NullMarked;
