package dev.twinstack.emulator.addresspool;

import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Event;
import java.util.List;

public sealed interface AddressPoolEvent extends Event {
    /** The pool's first lease fixes its range and block size; a later change of settings does not move it. */
    @Event.Name("addresspool.opened")
    record Opened(IpRange range, int blockLength) implements AddressPoolEvent {}

    @Event.Name("addresspool.leased")
    record Leased(EntityRef claimant, IpRange block) implements AddressPoolEvent {}

    @Event.Name("addresspool.released")
    record Released(EntityRef claimant) implements AddressPoolEvent {}

    /** Instead of what the claimant had reserved before. */
    @Event.Name("addresspool.reserved")
    record Reserved(EntityRef claimant, List<IpRange> blocks) implements AddressPoolEvent {
        public Reserved {
            blocks = List.copyOf(blocks);
        }
    }

    @Event.Name("addresspool.unreserved")
    record Unreserved(EntityRef claimant) implements AddressPoolEvent {}
}
