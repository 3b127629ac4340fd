package dev.twinstack.emulator.routetable;

import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.kernel.ResourceType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A route table of a VPC. The default one is stored only once something in it was changed; {@code RouteTables} gives
 * both kinds alike.
 *
 * @param routes the custom routes in the order they were added, one for each destination (RT-09)
 */
public record RouteTable(
        String id,
        String vpc,
        String name,
        String description,
        boolean isDefault,
        List<Route> routes,
        Instant createdAt,
        Instant updatedAt) {
    public static final ResourceType<RouteTable> TYPE = new ResourceType<>("routetable", RouteTable.class);

    public RouteTable {
        routes = List.copyOf(routes);
    }

    /**
     * @param nexthop the id of what the type says; for a virtual IP its address
     */
    public record Route(RouteType type, IpRange destination, String nexthop, String description) {}

    /** {@return a default table before anything in it is changed} The name is as in the example: that of the VPC. */
    public static RouteTable untouched(String vpc, String vpcName, String id, Instant createdAt) {
        return new RouteTable(id, vpc, "rtb-" + vpcName, "", true, List.of(), createdAt, createdAt);
    }

    /** {@return why a default table cannot be deleted} (RT-01) */
    public DomainError cannotDelete() {
        return new DomainError.InUse("routetable-is-default", "The default route table " + id + " cannot be deleted.");
    }

    public Optional<Route> route(IpRange destination) {
        return routes.stream()
                .filter(route -> route.destination().equals(destination))
                .findFirst();
    }
}
