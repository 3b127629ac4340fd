package dev.twinstack.emulator.routetable;

import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.kernel.ResourceType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.pcollections.HashTreePSet;
import org.pcollections.PSet;

/**
 * A route table of a VPC, and the owner of which subnets are under it. The default one is stored only once something in it was changed; {@code RouteTables} gives
 * both kinds alike.
 *
 * @param routes the custom routes in the order they were added, one for each destination (RT-09)
 * @param subnets the ids of the subnets under a custom table; those under a default one say so nowhere else
 */
public record RouteTable(
        String id,
        String vpc,
        String name,
        String description,
        boolean isDefault,
        List<Route> routes,
        PSet<String> subnets,
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
        return new RouteTable(
                id, vpc, "rtb-" + vpcName, "", true, List.of(), HashTreePSet.empty(), createdAt, createdAt);
    }

    /** {@return why a default table cannot be deleted} (RT-01) */
    public DomainError cannotDelete() {
        return new DomainError.InUse("routetable-is-default", "The default route table " + id + " cannot be deleted.");
    }

    RouteTable withTexts(String name, String description, Instant at) {
        return new RouteTable(id, vpc, name, description, isDefault, routes, subnets, createdAt, at);
    }

    RouteTable withRoutes(List<Route> routes, Instant at) {
        return new RouteTable(id, vpc, name, description, isDefault, routes, subnets, createdAt, at);
    }

    RouteTable withSubnets(PSet<String> subnets) {
        return new RouteTable(id, vpc, name, description, isDefault, routes, subnets, createdAt, updatedAt);
    }

    public Optional<Route> route(IpRange destination) {
        return routes.stream()
                .filter(route -> route.destination().equals(destination))
                .findFirst();
    }
}
