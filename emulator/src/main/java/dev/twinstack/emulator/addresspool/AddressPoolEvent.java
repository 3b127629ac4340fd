package dev.twinstack.emulator.addresspool;

import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Event;

public sealed interface AddressPoolEvent extends Event {
    /** The pool's first lease fixes its range and block size; a later change of settings does not move it. */
    @Event.Name("addresspool.opened")
    record Opened(IpRange range, int blockLength) implements AddressPoolEvent {}

    @Event.Name("addresspool.leased")
    record Leased(EntityRef claimant, IpRange block) implements AddressPoolEvent {}

    @Event.Name("addresspool.released")
    record Released(EntityRef claimant) implements AddressPoolEvent {}
}
