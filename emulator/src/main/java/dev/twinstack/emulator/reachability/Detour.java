package dev.twinstack.emulator.reachability;

import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.reachability.Step.Ruling;
import dev.twinstack.emulator.routetable.RouteTable;
import dev.twinstack.emulator.routetable.RouteTable.Route;
import dev.twinstack.emulator.vpc.Vpc;
import dev.twinstack.emulator.vpc.Vpc.HostRoute;
import java.util.List;
import java.util.Locale;

/** A route that somebody added, and who has it. */
sealed interface Detour {
    record OfTable(RouteTable table, Route route) implements Detour {}

    /** (VPC-14) */
    record OfVpc(Vpc vpc, HostRoute route) implements Detour {}

    default Node owner() {
        return switch (this) {
            case OfTable(RouteTable table, var _) -> Nodes.of(table);
            case OfVpc(Vpc vpc, var _) -> Nodes.of(vpc);
        };
    }

    default IpRange destination() {
        return switch (this) {
            case OfTable(var _, Route route) -> route.destination();
            case OfVpc(var _, HostRoute route) -> route.destination();
        };
    }

    /** {@return where it leads, in words} */
    default String nexthop() {
        return switch (this) {
            case OfTable(var _, Route route) -> route.type().name().toLowerCase(Locale.ROOT) + ' ' + route.nexthop();
            case OfVpc(var _, HostRoute route) -> route.nexthop().toString();
        };
    }

    default Ruling ruling() {
        return new Ruling(destination().toString(), "route " + destination() + " to " + nexthop());
    }

    /** {@return what does away with it} A VPC's own routes are for its owner to change. */
    default List<Remedy> removal() {
        return switch (this) {
            case OfTable(RouteTable table, Route route) ->
                List.of(new Remedy.RemoveRoute(table.id(), route.destination()));
            case OfVpc own -> List.of();
        };
    }

    default boolean toEverywhere() {
        return destination().prefixLength() == 0;
    }
}
