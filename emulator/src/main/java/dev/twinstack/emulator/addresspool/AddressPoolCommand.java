package dev.twinstack.emulator.addresspool;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.kernel.Command;
import dev.twinstack.emulator.kernel.EntityRef;
import java.util.List;

public sealed interface AddressPoolCommand extends Command, Command.OnBehalf {
    /** Which block is wanted. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Wanted.Any.class, name = "any"),
        @JsonSubTypes.Type(value = Wanted.Exactly.class, name = "exactly")
    })
    sealed interface Wanted {
        Wanted ANY = new Any();

        record Any() implements Wanted {}

        record Exactly(IpRange block) implements Wanted {}
    }

    @Command.Name("addresspool.lease")
    record Lease(EntityRef claimant, Wanted wanted) implements AddressPoolCommand {}

    /** Granted is the block that was leased, or the claimant if none was. */
    @Command.Name("addresspool.release")
    record Release(EntityRef claimant) implements AddressPoolCommand {}

    /** Keeps blocks from being leased to others; granted are the blocks. */
    @Command.Name("addresspool.reserve")
    record Reserve(EntityRef claimant, List<IpRange> blocks) implements AddressPoolCommand {
        public Reserve {
            blocks = List.copyOf(blocks);
        }
    }

    @Command.Name("addresspool.unreserve")
    record Unreserve(EntityRef claimant) implements AddressPoolCommand {}
}
