package dev.twinstack.api.routetable;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.twinstack.api.dialect.Dates;
import dev.twinstack.api.dialect.Page;
import dev.twinstack.api.dialect.V1;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Errors;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.api.http.Text;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.routetable.RouteTable;
import dev.twinstack.emulator.routetable.RouteTable.Route;
import dev.twinstack.emulator.routetable.RouteTableCommand;
import dev.twinstack.emulator.routetable.RouteTableCommand.Changes;
import dev.twinstack.emulator.routetable.RouteTableCommand.Wanted;
import dev.twinstack.emulator.routetable.RouteType;
import dev.twinstack.emulator.routing.RouteTables;
import dev.twinstack.emulator.subnet.Subnet;
import dev.twinstack.emulator.vpc.Vpc;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Route tables in v1. Source: API reference, "Route Table". */
public final class RouteTableV1 {
    /**
     * The reference's error table has no route tables. VPC.2812 is what clients look for when a destination is taken;
     * ASSUMED: the others of its family, and all statuses. Check by provoking each on the real cloud.
     */
    static final Errors ERRORS = Errors.of("VPC.2801", "VPC.2802", "VPC.2803")
            .on("vpc-not-found", 404, "VPC.0003")
            .on("peering-not-found", 400, "VPC.2801")
            .on("route-not-found", 400, "VPC.2801")
            .on("route-exists", 400, "VPC.2812");

    public static final List<Endpoint> ENDPOINTS = List.of(
            V1.post("CreateRouteTable", "/v1/{project_id}/routetables", ERRORS, RouteTableV1::create),
            V1.get("ListRouteTables", "/v1/{project_id}/routetables", ERRORS, RouteTableV1::list),
            V1.get("ShowRouteTable", "/v1/{project_id}/routetables/{routetable_id}", ERRORS, RouteTableV1::show),
            V1.put("UpdateRouteTable", "/v1/{project_id}/routetables/{routetable_id}", ERRORS, RouteTableV1::update),
            V1.delete("DeleteRouteTable", "/v1/{project_id}/routetables/{routetable_id}", ERRORS, RouteTableV1::delete),
            V1.post(
                    "AssociateRouteTable",
                    "/v1/{project_id}/routetables/{routetable_id}/action",
                    ERRORS,
                    Association::change));

    /** (RT-17) */
    private static final int MOST_IN_CREATE = 5;

    private static final Text TYPE = Text.oneOf(
            Arrays.stream(RouteType.values()).map(RouteTableV1::wireName).toArray(String[]::new));

    private RouteTableV1() {}

    private record WireRoute(
            String type,
            String destination,
            String nexthop,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String description) {}

    private record WireSubnet(String id) {}

    private record Wire(
            String id,
            String name,
            @JsonProperty("default") boolean isDefault,
            List<WireRoute> routes,
            List<WireSubnet> subnets,
            String tenantId,
            String vpcId,
            String description,
            String createdAt,
            String updatedAt) {}

    private static Wire wire(Snapshot snapshot, RouteTable table) {
        return new Wire(
                table.id(),
                table.name(),
                table.isDefault(),
                Stream.concat(table.routes().stream(), RouteTables.local(snapshot, table.vpc()).stream())
                        .map(RouteTableV1::wire)
                        .toList(),
                RouteTables.subnetsOf(snapshot, table).stream()
                        .map(subnet -> new WireSubnet(subnet.id()))
                        .toList(),
                snapshot.project(),
                table.vpc(),
                table.description(),
                Dates.v1(table.createdAt()),
                Dates.v1(table.updatedAt()));
    }

    /** Local routes have no description (example of the detail call). */
    private static WireRoute wire(Route route) {
        return new WireRoute(
                wireName(route.type()),
                route.destination().toString(),
                route.nexthop(),
                route.type() == RouteType.LOCAL ? null : route.description());
    }

    private static String wireName(RouteType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }

    static Answer answer(Snapshot snapshot, RouteTable table) {
        return Answer.ok(Map.of("routetable", wire(snapshot, table)));
    }

    static RouteTable find(Snapshot snapshot, String id) {
        return RouteTables.find(snapshot, id).orElseThrow(() -> Rejected.notFound(RouteTable.TYPE.name(), id));
    }

    private static Vpc vpc(Snapshot snapshot, String id) {
        return snapshot.find(Vpc.TYPE, id).orElseThrow(() -> Rejected.notFound(Vpc.TYPE.name(), id));
    }

    private static CompletionStage<Answer> create(RequestContext rq) {
        Body table = rq.body().object("routetable");
        String name = table.text("name", Text.NAME, "");
        String description = table.text("description", Text.DESCRIPTION, "");
        String vpcId = table.text("vpc_id", Text.ID);
        List<Route> routes =
                table.objects("routes").stream().map(RouteTableV1::route).toList();
        if (routes.size() > MOST_IN_CREATE) {
            throw Rejected.field(table.path("routes"), "may hold at most " + MOST_IN_CREATE + " routes");
        }
        return rq.snapshot()
                .thenCompose(snapshot -> rq.ask(
                        RouteTable.TYPE,
                        UUID.randomUUID().toString(),
                        new RouteTableCommand.Open(
                                RouteTables.site(snapshot, vpc(snapshot, vpcId)),
                                name,
                                description,
                                wanted(snapshot, vpcId, routes))))
                .thenCompose(made -> rq.read(snapshot -> answer(snapshot, made)));
    }

    private static Route route(Body route) {
        return new Route(
                RouteType.valueOf(route.text("type", TYPE).toUpperCase(Locale.ROOT)),
                route.range("destination"),
                route.text("nexthop", Text.ID),
                route.text("description", Text.DESCRIPTION, ""));
    }

    private static List<Wanted> wanted(Snapshot snapshot, String vpc, List<Route> routes) {
        return routes.stream()
                .map(route -> new Wanted(route, NextHops.find(snapshot, vpc, route)))
                .toList();
    }

    private static CompletionStage<Answer> list(RequestContext rq) {
        Page page = Page.of(rq);
        List<String> ids = rq.queries("id");
        List<String> vpcs = rq.queries("vpc_id");
        List<String> subnets = rq.queries("subnet_id");
        return rq.read(snapshot -> {
            List<String> ofSubnets = subnets.stream()
                    .flatMap(subnet -> snapshot.find(Subnet.TYPE, subnet).stream())
                    .flatMap(subnet -> RouteTables.ofSubnet(snapshot, subnet).stream())
                    .map(RouteTable::id)
                    .toList();
            return Answer.ok(Map.of(
                    "routetables",
                    RouteTables.all(snapshot).stream()
                            .filter(table -> table.id().compareTo(page.marker()) > 0)
                            .filter(table -> ids.isEmpty() || ids.contains(table.id()))
                            .filter(table -> vpcs.isEmpty() || vpcs.contains(table.vpc()))
                            .filter(table -> subnets.isEmpty() || ofSubnets.contains(table.id()))
                            .limit(page.limit())
                            .map(table -> wire(snapshot, table))
                            .toList()));
        });
    }

    private static CompletionStage<Answer> show(RequestContext rq) {
        return rq.read(snapshot -> answer(snapshot, find(snapshot, rq.path("routetable_id"))));
    }

    private static CompletionStage<Answer> update(RequestContext rq) {
        Body table = rq.body().object("routetable");
        var name = table.patchText("name", Text.NAME_REQUIRED);
        var description = table.patchText("description", Text.DESCRIPTION);
        Optional<Body> routes = table.maybeObject("routes");
        return rq.snapshot()
                .thenCompose(snapshot -> {
                    RouteTable before = find(snapshot, rq.path("routetable_id"));
                    return rq.ask(
                            RouteTable.TYPE,
                            before.id(),
                            new RouteTableCommand.Update(
                                    RouteTables.site(snapshot, vpc(snapshot, before.vpc())),
                                    name,
                                    description,
                                    routes.map(changes -> changes(snapshot, before.vpc(), changes))
                                            .orElse(Changes.NONE)));
                })
                .thenCompose(after -> rq.read(snapshot -> answer(snapshot, after)));
    }

    private static Changes changes(Snapshot snapshot, String vpc, Body routes) {
        return new Changes(
                wanted(
                        snapshot,
                        vpc,
                        routes.objects("add").stream().map(RouteTableV1::route).toList()),
                wanted(
                        snapshot,
                        vpc,
                        routes.objects("mod").stream().map(RouteTableV1::route).toList()),
                routes.objects("del").stream()
                        .map(route -> route.range("destination"))
                        .toList());
    }

    private static CompletionStage<Answer> delete(RequestContext rq) {
        return rq.snapshot()
                .thenCompose(snapshot -> {
                    RouteTable table = find(snapshot, rq.path("routetable_id"));
                    if (table.isDefault()) {
                        throw new Rejected(table.cannotDelete()); // RT-01; it may not be stored at all
                    }
                    return rq.ask(
                            RouteTable.TYPE,
                            table.id(),
                            new RouteTableCommand.Close(RouteTables.subnetsOf(snapshot, table).stream()
                                    .map(Subnet::id)
                                    .toList()));
                })
                .thenApply(gone -> Answer.noContent());
    }
}
