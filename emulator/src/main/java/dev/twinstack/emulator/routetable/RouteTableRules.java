package dev.twinstack.emulator.routetable;

import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.Context;
import dev.twinstack.emulator.kernel.Decision;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.kernel.DomainError.Conflict;
import dev.twinstack.emulator.kernel.DomainError.InUse;
import dev.twinstack.emulator.kernel.DomainError.Invalid;
import dev.twinstack.emulator.kernel.DomainError.NotFound;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Resource;
import dev.twinstack.emulator.kernel.ResourceType;
import dev.twinstack.emulator.peering.PeeringCommand;
import dev.twinstack.emulator.project.Quotas;
import dev.twinstack.emulator.routetable.RouteTable.Route;
import dev.twinstack.emulator.routetable.RouteTableCommand.Changes;
import dev.twinstack.emulator.routetable.RouteTableCommand.Site;
import dev.twinstack.emulator.routetable.RouteTableCommand.Wanted;
import dev.twinstack.emulator.routetable.RouteTableEvent.Closed;
import dev.twinstack.emulator.routetable.RouteTableEvent.Opened;
import dev.twinstack.emulator.routetable.RouteTableEvent.RoutesChanged;
import dev.twinstack.emulator.routetable.RouteTableEvent.SubnetAssociated;
import dev.twinstack.emulator.routetable.RouteTableEvent.SubnetDisassociated;
import dev.twinstack.emulator.routetable.RouteTableEvent.Updated;
import dev.twinstack.emulator.vpc.Vpc;
import dev.twinstack.emulator.vpc.VpcCommand;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.pcollections.HashTreePSet;

/** What a route table decides; which routes it may have is in {@link Routing}. */
public final class RouteTableRules implements Resource<RouteTable, RouteTableCommand, RouteTableEvent> {
    /** The type of a table's claimants; a name only, as an owner does not know its claimants' package. */
    private static final String SUBNET = "subnet";

    private final Quotas quotas;

    /**
     * @param quotas how many routes a table may have (RT-17)
     */
    public RouteTableRules(Quotas quotas) {
        this.quotas = quotas;
    }

    @Override
    public ResourceType<RouteTable> type() {
        return RouteTable.TYPE;
    }

    @Override
    public Class<RouteTableCommand> commands() {
        return RouteTableCommand.class;
    }

    @Override
    public Class<RouteTableEvent> events() {
        return RouteTableEvent.class;
    }

    @Override
    public Decision<RouteTableEvent> open(RouteTableCommand command, Context ctx) {
        return switch (command) {
            case RouteTableCommand.Open(Site site, String name, String description, List<Wanted> routes) -> {
                RouteTable empty = new RouteTable(
                        ctx.id(),
                        site.vpc(),
                        name,
                        description,
                        false,
                        List.of(),
                        HashTreePSet.empty(),
                        ctx.now(),
                        ctx.now());
                yield openWith(empty, site, new Changes(routes, List.of(), List.of()), ctx);
            }
            case RouteTableCommand.Update update
            when ctx.id().equals(update.site().defaultTable()) ->
                openWith(renamed(update.site().untouched(), update), update.site(), update.changes(), ctx);
            case RouteTableCommand.Update update -> notFound(ctx);
            case RouteTableCommand.Drop drop -> notFound(ctx);
            case RouteTableCommand.DropLeadingTo drop -> notFound(ctx);
            case RouteTableCommand.Close close -> notFound(ctx);
            case RouteTableCommand.Associate associate -> notFound(ctx);
            case RouteTableCommand.Disassociate disassociate -> notFound(ctx);
        };
    }

    private static Decision<RouteTableEvent> notFound(Context ctx) {
        return Decision.refuse(new NotFound(RouteTable.TYPE.name(), ctx.id()));
    }

    private static RouteTable renamed(RouteTable table, RouteTableCommand.Update update) {
        return table.withTexts(
                update.name().applyTo(table.name(), ""),
                update.description().applyTo(table.description(), ""),
                table.updatedAt());
    }

    private Decision<RouteTableEvent> openWith(RouteTable empty, Site site, Changes changes, Context ctx) {
        Optional<DomainError> objection = new Routing(empty, site, quotas).objection(changes);
        if (objection.isPresent()) {
            return Decision.refuse(objection.get());
        }
        List<Route> routes = changes.add().stream().map(Wanted::route).toList();
        List<Claim> claims = claims(ctx.self(), empty.withRoutes(routes, ctx.now()));
        return ctx.granted(claims)
                ? Decision.persist(new Opened(
                        empty.id(),
                        empty.vpc(),
                        empty.name(),
                        empty.description(),
                        empty.isDefault(),
                        routes,
                        empty.createdAt(),
                        ctx.now()))
                : Decision.needs(claims);
    }

    @Override
    public Decision<RouteTableEvent> decide(RouteTable table, RouteTableCommand command, Context ctx) {
        return switch (command) {
            case RouteTableCommand.Open open ->
                Decision.refuse(new Conflict("routetable-exists", "The route table already exists."));
            case RouteTableCommand.Update update -> update(table, update, ctx);
            case RouteTableCommand.Drop(Route route) -> drop(table, route, ctx);
            case RouteTableCommand.DropLeadingTo(RouteType type, String nexthop) ->
                dropLeadingTo(table, type, nexthop, ctx);
            case RouteTableCommand.Close(List<String> subnets) -> close(table, subnets);
            case RouteTableCommand.Associate(String subnet, String vpc) -> associate(table, subnet, vpc);
            case RouteTableCommand.Disassociate(String subnet) ->
                Decision.grant(
                        table.subnets().contains(subnet) ? List.of(new SubnetDisassociated(subnet)) : List.of(),
                        table.id());
        };
    }

    private Decision<RouteTableEvent> update(RouteTable table, RouteTableCommand.Update update, Context ctx) {
        Changes changes = update.changes();
        Optional<DomainError> objection = new Routing(table, update.site(), quotas).objection(changes);
        if (objection.isPresent()) {
            return Decision.refuse(objection.get());
        }
        List<RouteTableEvent> events = new ArrayList<>();
        RouteTable renamed = renamed(table, update);
        if (!renamed.equals(table)) {
            events.add(new Updated(renamed.name(), renamed.description(), ctx.now()));
        }
        if (!changes.equals(Changes.NONE)) {
            List<Route> put = Stream.concat(changes.modify().stream(), changes.add().stream())
                    .map(Wanted::route)
                    .toList();
            List<Claim> more = new ArrayList<>(claims(
                    ctx.self(), table.withRoutes(Routing.merge(table.routes(), changes.remove(), put), ctx.now())));
            more.removeAll(claims(ctx.self(), table));
            if (!ctx.granted(more)) {
                return Decision.needs(more);
            }
            events.add(new RoutesChanged(changes.remove(), put, ctx.now()));
        }
        return Decision.persist(events);
    }

    private static Decision<RouteTableEvent> drop(RouteTable table, Route route, Context ctx) {
        boolean there = table.route(route.destination())
                .filter(now -> now.type() == route.type() && now.nexthop().equals(route.nexthop()))
                .isPresent();
        return there
                ? Decision.persist(new RoutesChanged(List.of(route.destination()), List.of(), ctx.now()))
                : Decision.refuse(new NotFound("route", route.destination().toString()));
    }

    private static Decision<RouteTableEvent> dropLeadingTo(
            RouteTable table, RouteType type, String nexthop, Context ctx) {
        List<IpRange> destinations = table.routes().stream()
                .filter(route -> route.type() == type && route.nexthop().equals(nexthop))
                .map(Route::destination)
                .toList();
        return destinations.isEmpty()
                ? Decision.nothing()
                : Decision.persist(new RoutesChanged(destinations, List.of(), ctx.now()));
    }

    /** (DEL-20, RT-01) */
    private static Decision<RouteTableEvent> close(RouteTable table, List<String> subnets) {
        if (table.isDefault()) {
            return Decision.refuse(table.cannotDelete());
        }
        return Stream.concat(table.subnets().stream(), subnets.stream())
                .findFirst()
                .<Decision<RouteTableEvent>>map(subnet -> Decision.refuse(new InUse(
                        "routetable-has-subnets",
                        "The route table " + table.id() + " is still associated with the subnet " + subnet + ".")))
                .orElseGet(() -> Decision.persist(new Closed()));
    }

    /** (RT-04) */
    private static Decision<RouteTableEvent> associate(RouteTable table, String subnet, String vpc) {
        if (!table.vpc().equals(vpc)) {
            return Decision.refuse(new Invalid(
                    "subnet-not-in-vpc",
                    "subnets",
                    "The subnet " + subnet + " is not in the VPC " + table.vpc() + "."));
        }
        return Decision.grant(
                table.subnets().contains(subnet) ? List.of() : List.of(new SubnetAssociated(subnet)), table.id());
    }

    @Override
    public RouteTable opened(RouteTableEvent first) {
        if (first instanceof Opened opened) {
            return new RouteTable(
                    opened.id(),
                    opened.vpc(),
                    opened.name(),
                    opened.description(),
                    opened.isDefault(),
                    opened.routes(),
                    HashTreePSet.empty(),
                    opened.createdAt(),
                    opened.at());
        }
        throw new IllegalStateException("not the first event of a route table: " + first);
    }

    @Override
    public RouteTable evolve(RouteTable table, RouteTableEvent event) {
        return switch (event) {
            case Opened opened -> throw new IllegalStateException("opened twice: " + table.id());
            case Updated(String name, String description, Instant at) -> table.withTexts(name, description, at);
            case RoutesChanged(List<IpRange> removed, List<Route> put, Instant at) ->
                table.withRoutes(Routing.merge(table.routes(), removed, put), at);
            case SubnetAssociated(String subnet) ->
                table.withSubnets(table.subnets().plus(subnet));
            case SubnetDisassociated(String subnet) ->
                table.withSubnets(table.subnets().minus(subnet));
            case Closed closed -> throw new IllegalStateException("closed entities do not evolve");
        };
    }

    /**
     * A VPC cannot go while it has a custom table (DEL-02) or routes in its default one (DEL-03), and a peering not while
     * routes lead to it.
     */
    private static List<Claim> claims(EntityRef self, RouteTable table) {
        EntityRef vpc = self.sibling(Vpc.TYPE, table.vpc());
        Stream<Claim> place = table.isDefault() && table.routes().isEmpty()
                ? Stream.empty()
                : Stream.of(VpcCommand.occupy(vpc, self));
        Stream<Claim> peerings = table.routes().stream()
                .filter(route -> route.type() == RouteType.PEERING)
                .map(Route::nexthop)
                .distinct()
                .map(peering -> PeeringCommand.route(peering, self, vpc));
        return Stream.concat(place, peerings).toList();
    }

    @Override
    public List<Claim.Hold> holds(EntityRef self, RouteTable table) {
        return claims(self, table).stream().map(Claim::hold).toList();
    }

    @Override
    public List<Claim.Held> held(EntityRef self, RouteTable table) {
        return table.subnets().stream()
                .map(subnet -> new Claim.Held(
                        new EntityRef(self.project(), SUBNET, subnet), new RouteTableCommand.Disassociate(subnet)))
                .toList();
    }
}
