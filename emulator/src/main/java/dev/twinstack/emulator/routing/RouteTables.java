package dev.twinstack.emulator.routing;

import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.routetable.RouteTable;
import dev.twinstack.emulator.routetable.RouteTable.Route;
import dev.twinstack.emulator.routetable.RouteTableCommand.Site;
import dev.twinstack.emulator.routetable.RouteType;
import dev.twinstack.emulator.subnet.Subnet;
import dev.twinstack.emulator.vpc.Vpc;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The route tables of a project as they are seen: stored ones, and default ones that nobody touched. */
public final class RouteTables {
    /** The blocks of the cloud's own services, which every table routes locally (RT-06). */
    private static final List<IpRange> SERVICES =
            List.of(IpRange.of("198.19.128.0/20"), IpRange.of("127.0.0.0/8"), IpRange.of("100.64.0.0/10"));

    private static final String NO_NEXTHOP = "-";

    private RouteTables() {}

    /** {@return the default table of a VPC} */
    public static RouteTable of(Snapshot snapshot, Vpc vpc) {
        String id = vpc.defaultRouteTableId();
        return snapshot.find(RouteTable.TYPE, id)
                .orElseGet(() -> RouteTable.untouched(vpc.id(), vpc.name(), id, vpc.createdAt()));
    }

    public static Optional<RouteTable> find(Snapshot snapshot, String id) {
        return snapshot.find(RouteTable.TYPE, id)
                .filter(table -> hasVpc(snapshot, table))
                .or(() -> snapshot.all(Vpc.TYPE).stream()
                        .filter(vpc -> vpc.defaultRouteTableId().equals(id))
                        .findFirst()
                        .map(vpc -> of(snapshot, vpc)));
    }

    /** {@return all tables, in ascending order of id} */
    public static List<RouteTable> all(Snapshot snapshot) {
        return Stream.concat(
                        snapshot.all(RouteTable.TYPE).stream()
                                .filter(table -> !table.isDefault() && hasVpc(snapshot, table)),
                        snapshot.all(Vpc.TYPE).stream().map(vpc -> of(snapshot, vpc)))
                .sorted(Comparator.comparing(RouteTable::id))
                .toList();
    }

    /** A default table that was only renamed stays in the journal when its VPC goes, as nothing closes it. */
    private static boolean hasVpc(Snapshot snapshot, RouteTable table) {
        return snapshot.find(Vpc.TYPE, table.vpc()).isPresent();
    }

    /** {@return the table that rules what leaves a subnet} Empty outside any VPC. */
    public static Optional<RouteTable> ofSubnet(Snapshot snapshot, Subnet subnet) {
        if (!(subnet.vpc() instanceof Subnet.Home.In(String vpcId))) {
            return Optional.empty();
        }
        Optional<RouteTable> custom = subnet.routeTable() instanceof Subnet.Table.Custom(String table)
                ? snapshot.find(RouteTable.TYPE, table)
                : Optional.empty();
        return custom.or(() -> snapshot.find(Vpc.TYPE, vpcId).map(vpc -> of(snapshot, vpc)));
    }

    /** {@return the subnets whose outgoing traffic a table rules} */
    public static List<Subnet> subnetsOf(Snapshot snapshot, RouteTable table) {
        return subnets(snapshot, table.vpc())
                .filter(subnet -> ofSubnet(snapshot, subnet).map(RouteTable::id).equals(Optional.of(table.id())))
                .toList();
    }

    private static Stream<Subnet> subnets(Snapshot snapshot, String vpc) {
        return snapshot.all(Subnet.TYPE).stream().filter(subnet -> subnet.vpc().isIn(vpc));
    }

    /** {@return the routes each table of a VPC has by itself: to the blocks of its subnets, IPv6 too (IP6-13), and services} */
    public static List<Route> local(Snapshot snapshot, String vpc) {
        return Stream.concat(
                        subnets(snapshot, vpc)
                                .flatMap(subnet -> subnet.segments().values().stream()
                                        .filter(Subnet.Segment::isConnected)
                                        .map(Subnet.Segment::range)
                                        .sorted()),
                        SERVICES.stream())
                .map(block -> new Route(RouteType.LOCAL, block, NO_NEXTHOP, ""))
                .toList();
    }

    /**
     * {@return the route a packet takes} A local one beats any other, however specific (RT-08, SEC-10); then the longest
     * prefix.
     */
    public static Optional<Route> lookup(Snapshot snapshot, RouteTable table, IpAddress destination) {
        return longest(local(snapshot, table.vpc()), destination).or(() -> longest(table.routes(), destination));
    }

    private static Optional<Route> longest(List<Route> routes, IpAddress destination) {
        return routes.stream()
                .filter(route -> route.destination().contains(destination))
                .max(Comparator.comparingInt(route -> route.destination().prefixLength()));
    }

    /** {@return what commands to a VPC's tables have to know of it} */
    public static Site site(Snapshot snapshot, Vpc vpc) {
        return new Site(
                vpc.id(),
                vpc.name(),
                vpc.createdAt(),
                vpc.defaultRouteTableId(),
                vpc.ranges(),
                local(snapshot, vpc.id()).stream().map(Route::destination).toList());
    }
}
