package dev.twinstack.emulator.subnetpool;

import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.Command;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Patch;
import dev.twinstack.emulator.subnetpool.SubnetPool.Allowance;
import dev.twinstack.emulator.subnetpool.SubnetPool.Lengths;
import java.util.List;

public sealed interface SubnetPoolCommand extends Command {
    /**
     * @param prefixes at least one, of one family, of which no two overlap
     */
    record Open(
            String name,
            String description,
            List<IpRange> prefixes,
            Lengths lengths,
            Allowance allowance,
            boolean isDefault)
            implements SubnetPoolCommand {
        public Open {
            prefixes = List.copyOf(prefixes);
        }
    }

    /**
     * @param prefixes all of them; they may only become more
     * @param allowance cleared is unlimited
     */
    record Update(
            Patch<String> name,
            Patch<String> description,
            Patch<List<IpRange>> prefixes,
            Patch<Integer> min,
            Patch<Integer> standard,
            Patch<Integer> max,
            Patch<Allowance> allowance,
            Patch<Boolean> isDefault)
            implements SubnetPoolCommand {}

    record Close() implements SubnetPoolCommand {}

    /** A subnet asks for its block; granted is the {@link IpRange}. One claim per subnet. */
    record Lease(EntityRef subnet, Wanted wanted) implements SubnetPoolCommand, Command.OnBehalf {}

    record Release(EntityRef subnet) implements SubnetPoolCommand, Command.OnBehalf {}

    /** Which block is wanted. */
    sealed interface Wanted {
        /** The lowest free one of the pool's standard length. */
        record Any() implements Wanted {}

        /** The lowest free one of this length. */
        record OfLength(int prefixLength) implements Wanted {}

        record Exactly(IpRange block) implements Wanted {}
    }

    static Claim lease(EntityRef pool, EntityRef subnet, Wanted wanted) {
        return new Claim(pool, new Lease(subnet, wanted), new Release(subnet));
    }
}
