package dev.twinstack.emulator.routetable;

import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.kernel.DomainError.Conflict;
import dev.twinstack.emulator.kernel.DomainError.Invalid;
import dev.twinstack.emulator.kernel.DomainError.NotFound;
import dev.twinstack.emulator.kernel.DomainError.QuotaExceeded;
import dev.twinstack.emulator.project.Quota;
import dev.twinstack.emulator.project.Quotas;
import dev.twinstack.emulator.routetable.RouteTable.Route;
import dev.twinstack.emulator.routetable.RouteTableCommand.Changes;
import dev.twinstack.emulator.routetable.RouteTableCommand.NextHop;
import dev.twinstack.emulator.routetable.RouteTableCommand.Site;
import dev.twinstack.emulator.routetable.RouteTableCommand.Wanted;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Which routes a table may have. Source: user guide, "Route Tables and Routes"; RT-07…RT-18, SEED-22…SEED-25. */
final class Routing {
    private final RouteTable table;
    private final Site site;
    private final Quotas quotas;

    Routing(RouteTable table, Site site, Quotas quotas) {
        this.table = table;
        this.site = site;
        this.quotas = quotas;
    }

    /** {@return what is wrong with these changes, if anything} */
    Optional<DomainError> objection(Changes changes) {
        Map<IpRange, Route> now = new LinkedHashMap<>();
        table.routes().forEach(route -> now.put(route.destination(), route));
        return changes.remove().stream()
                .flatMap(destination -> remove(now, destination).stream())
                .findFirst()
                .or(() -> changes.modify().stream()
                        .flatMap(wanted -> modify(now, wanted).stream())
                        .findFirst())
                .or(() -> changes.add().stream()
                        .flatMap(wanted -> add(now, wanted).stream())
                        .findFirst())
                .or(() -> tooMany(now.size()));
    }

    private Optional<DomainError> tooMany(int routes) {
        return routes > table.routes().size() && !quotas.allows(Quota.ROUTES_PER_TABLE, routes - 1)
                ? Optional.of(
                        new QuotaExceeded(Quota.ROUTES_PER_TABLE.wireName(), quotas.limit(Quota.ROUTES_PER_TABLE)))
                : Optional.empty();
    }

    private Optional<DomainError> remove(Map<IpRange, Route> now, IpRange destination) {
        return now.remove(destination) == null ? Optional.of(missing(destination)) : Optional.empty();
    }

    private Optional<DomainError> modify(Map<IpRange, Route> now, Wanted wanted) {
        IpRange destination = wanted.route().destination();
        return now.replace(destination, wanted.route()) == null
                ? Optional.of(missing(destination))
                : objectionTo(wanted);
    }

    /** A local route is there, but cannot be changed or deleted (RT-07). */
    private DomainError missing(IpRange destination) {
        return site.local().contains(destination)
                ? new Invalid("route-is-local", "destination", "The local route " + destination + " cannot be changed.")
                : new NotFound("route", destination.toString());
    }

    private Optional<DomainError> add(Map<IpRange, Route> now, Wanted wanted) {
        IpRange destination = wanted.route().destination();
        return now.putIfAbsent(destination, wanted.route()) == null
                ? objectionTo(wanted)
                : Optional.of(
                        new Conflict("route-exists", "The route table already has a route to " + destination + "."));
    }

    private Optional<DomainError> objectionTo(Wanted wanted) {
        Route route = wanted.route();
        return Stream.of(type(route), destination(route), nextHop(route, wanted.nextHop()))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<DomainError> type(Route route) {
        RouteType type = route.type();
        if (!type.creatable()) {
            return invalid("route-type-refused", "type", "Routes of type " + type + " cannot be made by hand.");
        }
        if (table.isDefault() && type.customTablesOnly()) {
            return invalid(
                    "route-type-not-in-default", "type", "A default route table takes no route of type " + type + ".");
        }
        if (route.destination().family() == Family.IPV6 && !type.takesIpv6()) {
            return invalid(
                    "route-type-not-ipv6",
                    "type",
                    "The next hop of an IPv6 route is a server, an extension NIC or a virtual IP, not " + type + ".");
        }
        return Optional.empty();
    }

    /**
     * A destination inside a local route would never be used (RT-08, RT-10). One around it is fine, or no default route
     * could be added (RT-21); so is a peering route to the VPC's own block, which clients make between VPCs that have
     * the same one.
     */
    private Optional<DomainError> destination(Route route) {
        IpRange destination = route.destination();
        if (route.type() == RouteType.PEERING && site.blocks().contains(destination)) {
            return Optional.empty();
        }
        return site.local().stream()
                .filter(local -> local.contains(destination))
                .findFirst()
                .flatMap(local -> invalid(
                        "route-overlaps-local",
                        "destination",
                        "The destination " + destination + " lies in the local route " + local + "."));
    }

    private Optional<DomainError> nextHop(Route route, NextHop nextHop) {
        return switch (nextHop) {
            case NextHop.Missing missing ->
                invalid("nexthop-not-found", "nexthop", "The next hop " + route.nexthop() + " could not be found.");
            case NextHop.Found(String vpc, var families)
            when !vpc.equals(site.vpc()) ->
                invalid(
                        "nexthop-outside-vpc",
                        "nexthop",
                        "The next hop " + route.nexthop() + " is not in the VPC " + site.vpc() + ".");
            case NextHop.Found(String vpc, var families)
            when !families.contains(route.destination().family()) ->
                invalid(
                        route.destination().family() == Family.IPV6 ? "nexthop-without-ipv6" : "nexthop-without-ipv4",
                        "nexthop",
                        "The next hop " + route.nexthop() + " has no IPv"
                                + route.destination().family().version() + " address.");
            case NextHop.Found found -> Optional.empty();
            case NextHop.Claimed claimed -> Optional.empty();
            case NextHop.Unchecked unchecked -> Optional.empty();
        };
    }

    private static Optional<DomainError> invalid(String reason, String field, String message) {
        return Optional.of(new Invalid(reason, field, message));
    }

    /** {@return the routes after {@code put} and {@code removed}, in the order they were first added} */
    static List<Route> merge(List<Route> routes, List<IpRange> removed, List<Route> put) {
        Map<IpRange, Route> now = new LinkedHashMap<>();
        routes.forEach(route -> now.put(route.destination(), route));
        removed.forEach(now::remove);
        put.forEach(route -> now.put(route.destination(), route));
        return List.copyOf(now.values());
    }
}
