package dev.twinstack.emulator.routetable;

import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.Command;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Patch;
import dev.twinstack.emulator.routetable.RouteTable.Route;
import java.time.Instant;
import java.util.List;
import java.util.Set;

public sealed interface RouteTableCommand extends Command {
    /** A custom table. */
    record Open(Site site, String name, String description, List<Wanted> routes) implements RouteTableCommand {
        public Open {
            routes = List.copyOf(routes);
        }
    }

    /** To the id of a VPC's default table, this also finds it if nothing in it was changed before. */
    record Update(Site site, Patch<String> name, Patch<String> description, Changes changes)
            implements RouteTableCommand {}

    /**
     * @param subnets the subnets under the table, as the caller sees them: those that came under it before tables kept
     *     account of them are nowhere else
     */
    record Close(List<String> subnets) implements RouteTableCommand {
        public Close {
            subnets = List.copyOf(subnets);
        }
    }

    /** Drops one route, if it is there just so: same type, destination and next hop. */
    record Drop(Route route) implements RouteTableCommand {}

    /** Drops every route to a peering that is about to be deleted (DEL-27), or to a NAT gateway that is gone. */
    @Command.Name("routetable.drop-leading-to")
    record DropLeadingTo(RouteType type, String nexthop) implements RouteTableCommand {}

    /** A subnet comes under this custom table. Granted is the table's id. */
    record Associate(String subnet, String vpc) implements RouteTableCommand, Command.OnBehalf {}

    record Disassociate(String subnet) implements RouteTableCommand, Command.OnBehalf {}

    /**
     * @param vpc the one the subnet is in
     */
    static Claim associate(EntityRef table, String subnet, String vpc) {
        return new Claim(table, new Associate(subnet, vpc), new Disassociate(subnet));
    }

    /**
     * Deletions come first and additions last, so that one call can replace a destination (RT-18).
     *
     * @param modify the destination stays, the rest changes
     */
    record Changes(List<Wanted> add, List<Wanted> modify, List<IpRange> remove) {
        public static final Changes NONE = new Changes(List.of(), List.of(), List.of());

        public Changes {
            add = List.copyOf(add);
            modify = List.copyOf(modify);
            remove = List.copyOf(remove);
        }
    }

    record Wanted(Route route, NextHop nextHop) {}

    /** What the caller found where a route points to. */
    sealed interface NextHop {
        /** Nothing of the route's type has this id or address. */
        record Missing() implements NextHop {}

        /** It is in this VPC and has addresses of these families. */
        record Found(String vpc, Set<Family> families) implements NextHop {
            public Found {
                families = Set.copyOf(families);
            }
        }

        /** Whether it is there, and of this VPC, is decided by itself, when the table claims its way through it. */
        record Claimed() implements NextHop {}

        /** Something this cloud does not have yet, such as an enterprise router: taken at its word. */
        record Unchecked() implements NextHop {}
    }

    /**
     * The VPC a table is in, as the caller sees it.
     *
     * @param defaultTable the id of its default table
     * @param blocks the primary and secondary blocks of the VPC
     * @param local the blocks that local routes lead to
     */
    record Site(
            String vpc,
            String vpcName,
            Instant vpcCreatedAt,
            String defaultTable,
            List<IpRange> blocks,
            List<IpRange> local) {
        public Site {
            blocks = List.copyOf(blocks);
            local = List.copyOf(local);
        }

        /** {@return the VPC's default table as it is before anything in it changes} */
        RouteTable untouched() {
            return RouteTable.untouched(vpc, vpcName, defaultTable, vpcCreatedAt);
        }
    }
}
