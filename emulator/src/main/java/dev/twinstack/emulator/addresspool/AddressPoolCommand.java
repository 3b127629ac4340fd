package dev.twinstack.emulator.addresspool;

import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.kernel.Command;
import dev.twinstack.emulator.kernel.EntityRef;
import java.util.List;

public sealed interface AddressPoolCommand extends Command, Command.OnBehalf {
    /** Which block is wanted. */
    sealed interface Wanted {
        Wanted ANY = new Any();

        record Any() implements Wanted {}

        record Exactly(IpRange block) implements Wanted {}
    }

    record Lease(EntityRef claimant, Wanted wanted) implements AddressPoolCommand {}

    record Release(EntityRef claimant) implements AddressPoolCommand {}

    /** Keeps blocks from being leased to others; granted are the blocks. */
    record Reserve(EntityRef claimant, List<IpRange> blocks) implements AddressPoolCommand {
        public Reserve {
            blocks = List.copyOf(blocks);
        }
    }

    record Unreserve(EntityRef claimant) implements AddressPoolCommand {}
}
