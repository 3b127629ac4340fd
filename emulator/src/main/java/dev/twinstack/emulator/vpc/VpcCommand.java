package dev.twinstack.emulator.vpc;

import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.Command;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Patch;
import dev.twinstack.emulator.tag.TagChange;
import java.util.List;

public sealed interface VpcCommand extends Command {
    /**
     * @param name unique in the project unless blank (VPC-05), or it is opened as a router
     * @param cidr none or one block
     * @param sharedSnat clients' tests switch it on with a new router, which has no interface yet
     */
    record Open(
            String name,
            String description,
            List<IpRange> cidr,
            String enterpriseProjectId,
            Vpc.Role role,
            boolean sharedSnat)
            implements VpcCommand {
        public Open {
            cidr = List.copyOf(cidr);
        }

        /** A VPC that is opened as one. */
        public Open(String name, String description, List<IpRange> cidr, String enterpriseProjectId) {
            this(name, description, cidr, enterpriseProjectId, Vpc.Role.VPC, false);
        }
    }

    /**
     * @param routes all of the VPC's own routes, at most 200; cleared is none
     */
    record Update(
            Patch<String> name,
            Patch<String> description,
            Patch<IpRange> cidr,
            Patch<Boolean> sharedSnat,
            Patch<List<Vpc.HostRoute>> routes,
            Vpc.Role role)
            implements VpcCommand {
        /** An update of the VPC as one. */
        public Update(
                Patch<String> name,
                Patch<String> description,
                Patch<IpRange> cidr,
                Patch<Boolean> sharedSnat,
                Patch<List<Vpc.HostRoute>> routes) {
            this(name, description, cidr, sharedSnat, routes, Vpc.Role.VPC);
        }

        /** An update that leaves the routes as they are. */
        public Update(Patch<String> name, Patch<String> description, Patch<IpRange> cidr, Patch<Boolean> sharedSnat) {
            this(name, description, cidr, sharedSnat, Patch.keep());
        }
    }

    /** All of these blocks, or none of them. */
    record AddSecondary(List<IpRange> blocks) implements VpcCommand {
        public AddSecondary {
            blocks = List.copyOf(blocks);
        }
    }

    /** All of these blocks, or none of them. */
    record RemoveSecondary(List<IpRange> blocks) implements VpcCommand {
        public RemoveSecondary {
            blocks = List.copyOf(blocks);
        }
    }

    record Retag(TagChange change) implements VpcCommand {}

    record Close() implements VpcCommand {}

    /** As v1 and v3 ask: refused while the VPC is still being made (DEL-08). */
    record WhenSettled(VpcCommand command) implements VpcCommand {}

    /** The same for a subnet that asks for its block. */
    record GrantRangeWhenSettled(GrantRange claim) implements VpcCommand, Command.OnBehalf {}

    /** A subnet asks for its IPv4 block. */
    record GrantRange(String subnet, IpRange range) implements VpcCommand, Command.OnBehalf {}

    record ReturnRange(String subnet) implements VpcCommand, Command.OnBehalf {}

    /** Something that must be gone before the VPC may go. */
    record Occupy(EntityRef occupant) implements VpcCommand, Command.OnBehalf {}

    record Vacate(EntityRef occupant) implements VpcCommand, Command.OnBehalf {}

    /**
     * A peering connects it to another VPC.
     *
     * @param other that VPC, of this project or another
     */
    @Command.Name("vpc.peer")
    record Peer(EntityRef peering, EntityRef other) implements VpcCommand, Command.OnBehalf {}

    /** The other project accepts: both VPCs are told before the peering itself is active. */
    @Command.Name("vpc.peering.accept")
    record AcceptPeering(EntityRef peering) implements VpcCommand, Command.OnBehalf {}

    @Command.Name("vpc.peering.suspend")
    record SuspendPeering(EntityRef peering) implements VpcCommand, Command.OnBehalf {}

    @Command.Name("vpc.unpeer")
    record Unpeer(EntityRef peering) implements VpcCommand, Command.OnBehalf {}

    /** {@return a subnet's claim on its block; what is granted is the {@link IpRange}} */
    static Claim range(EntityRef vpc, String subnet, IpRange range) {
        return new Claim(vpc, new GrantRange(subnet, range), new ReturnRange(subnet));
    }

    /** {@return the same claim, refused while the VPC is still being made} Other claims stay as they are. */
    static Claim whenSettled(Claim claim) {
        return claim.take() instanceof GrantRange range
                ? new Claim(claim.owner(), new GrantRangeWhenSettled(range), claim.release())
                : claim;
    }

    static Claim occupy(EntityRef vpc, EntityRef occupant) {
        return new Claim(vpc, new Occupy(occupant), new Vacate(occupant));
    }

    /** {@return a peering's claim on one of its two VPCs; granted is the peering} */
    static Claim peer(EntityRef vpc, EntityRef peering, EntityRef other) {
        return new Claim(vpc, new Peer(peering, other), new Unpeer(peering));
    }

    /** {@return a peering's claim that one of its VPCs passes traffic to the other project's; granted is the peering} */
    static Claim connect(EntityRef vpc, EntityRef peering) {
        return new Claim(vpc, new AcceptPeering(peering), new SuspendPeering(peering));
    }
}
