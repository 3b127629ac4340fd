/**
 * Whether traffic arrives, and if not, why: a pure reading of a {@link dev.twinstack.emulator.inventory.Snapshot}. A
 * {@link dev.twinstack.emulator.reachability.Tracer} follows a {@link dev.twinstack.emulator.reachability.Flow} hop by
 * hop, and each {@link dev.twinstack.emulator.reachability.Step} names the resource and the rule that decided it.
 * {@code docs/reachability.md} defines every {@link dev.twinstack.emulator.reachability.Disposition}.
 */
@NullMarked
package dev.twinstack.emulator.reachability;

import org.jspecify.annotations.NullMarked;
