package dev.twinstack.emulator.reach;

import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.natgateway.NatGateway;
import dev.twinstack.emulator.peering.Peering;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.reachability.Node;
import dev.twinstack.emulator.routetable.RouteTable;
import dev.twinstack.emulator.routetable.RouteTable.Route;
import dev.twinstack.emulator.routing.RouteTables;
import dev.twinstack.emulator.server.Server;
import dev.twinstack.emulator.subnet.Subnet;
import dev.twinstack.emulator.vpc.Vpc;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Routes that nothing takes: local ones go before them (RT-08), narrower ones take all of their destination, or where they
 * lead is gone (RT-22).
 */
final class Routes {
    private final Snapshot snapshot;

    Routes(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /** A route somebody added, to a table or to the VPC itself (VPC-14). */
    private record Added(Node owner, IpRange destination, String nexthop, boolean gone) {
        Unused.Other asOther() {
            return new Unused.Other(owner, destination.toString(), text());
        }

        String text() {
            return "route " + destination + " to " + nexthop;
        }
    }

    Stream<Unused> unused() {
        return RouteTables.all(snapshot).stream().flatMap(this::unused);
    }

    private Stream<Unused> unused(RouteTable table) {
        List<Added> routes = new ArrayList<>();
        table.routes()
                .forEach(route -> routes.add(new Added(
                        new Node(RouteTable.TYPE.name(), table.id(), table.name()),
                        route.destination(),
                        route.type().name().toLowerCase(Locale.ROOT) + ' ' + route.nexthop(),
                        isGone(table.vpc(), route))));
        if (table.isDefault()) {
            snapshot.find(Vpc.TYPE, table.vpc()).ifPresent(vpc -> routes.addAll(ofVpc(vpc)));
        }
        boolean idle = RouteTables.subnetsOf(snapshot, table).isEmpty();
        return routes.stream()
                .flatMap(route -> why(table.vpc(), route, routes, idle).stream()
                        .map(why ->
                                new Unused(route.owner(), route.destination().toString(), route.text(), why)));
    }

    private List<Added> ofVpc(Vpc vpc) {
        return vpc.routes().stream()
                .map(route -> new Added(
                        new Node(Vpc.TYPE.name(), vpc.id(), vpc.name()),
                        route.destination(),
                        route.nexthop().toString(),
                        !hasAddress(vpc.id(), route.nexthop())))
                .toList();
    }

    private Optional<Unused.Why> why(String vpc, Added route, List<Added> routes, boolean idle) {
        List<Unused.Other> before = new ArrayList<>();
        List<List<Box>> boxes = new ArrayList<>();
        RouteTables.local(snapshot, vpc).stream()
                .map(Route::destination)
                .filter(local -> local.family() == route.destination().family())
                .forEach(local ->
                        add(new Unused.Other(route.owner(), "", "local route " + local), local, before, boxes));
        routes.stream()
                .filter(other -> !other.equals(route) && goesFirst(other, route, routes))
                .sorted(Comparator.comparingInt(other -> -other.destination().prefixLength()))
                .forEach(other -> add(other.asOther(), other.destination(), before, boxes));
        Optional<Unused.Why> shadowed = Box.cover(List.of(Packets.of(route.destination())), boxes)
                .map(places ->
                        new Unused.Why.Shadowed(places.stream().map(before::get).toList()));
        return shadowed.or(() ->
                        route.gone() ? Optional.of(new Unused.Why.NextHopGone(route.nexthop())) : Optional.empty())
                .or(() -> idle ? Optional.of(new Unused.Why.OwnerUnused()) : Optional.empty());
    }

    private static void add(Unused.Other other, IpRange range, List<Unused.Other> before, List<List<Box>> boxes) {
        before.add(other);
        boxes.add(List.of(Packets.of(range)));
    }

    /** The longer prefix does; of two to the same destination the table's own. */
    private static boolean goesFirst(Added other, Added route, List<Added> routes) {
        int longer = other.destination().prefixLength() - route.destination().prefixLength();
        return other.destination().family() == route.destination().family()
                && (longer > 0 || longer == 0 && routes.indexOf(other) < routes.indexOf(route));
    }

    private boolean isGone(String vpc, Route route) {
        return switch (route.type()) {
            case ECS ->
                snapshot.find(Server.TYPE, route.nexthop())
                        .filter(server -> server.nics().stream().anyMatch(nic -> isIn(vpc, nic)))
                        .isEmpty();
            case ENI -> !isIn(vpc, route.nexthop());
            case VIP ->
                !isIn(vpc, route.nexthop())
                        && IpAddress.parse(route.nexthop())
                                .filter(address -> hasAddress(vpc, address))
                                .isEmpty();
            case PEERING ->
                snapshot.find(Vpc.TYPE, vpc)
                        .filter(found -> found.peerings().containsKey(Peering.ref(route.nexthop())))
                        .isEmpty();
            case NAT ->
                snapshot.find(NatGateway.TYPE, route.nexthop())
                        .filter(gateway -> gateway.vpc().equals(vpc))
                        .isEmpty();
            case ER, VPN, DC, EGW, SUBENI, LOCAL -> false;
        };
    }

    private boolean isIn(String vpc, String port) {
        return snapshot.find(Port.TYPE, port).filter(found -> isIn(vpc, found)).isPresent();
    }

    private boolean isIn(String vpc, Port port) {
        return snapshot.find(Subnet.TYPE, port.subnet())
                .filter(subnet -> subnet.vpc().isIn(vpc))
                .isPresent();
    }

    private boolean hasAddress(String vpc, IpAddress address) {
        return snapshot.all(Port.TYPE).stream()
                .anyMatch(port -> port.address(address.family()).equals(Optional.of(address)) && isIn(vpc, port));
    }
}
