package dev.twinstack.api.routetable;

import dev.twinstack.api.dialect.Neutron;
import dev.twinstack.api.dialect.NeutronList;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Errors;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.api.http.Text;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.kernel.Ids;
import dev.twinstack.emulator.kernel.Patch;
import dev.twinstack.emulator.routetable.RouteTable;
import dev.twinstack.emulator.routetable.RouteTable.Route;
import dev.twinstack.emulator.routetable.RouteTableCommand;
import dev.twinstack.emulator.routetable.RouteTableCommand.Changes;
import dev.twinstack.emulator.routetable.RouteTableCommand.NextHop;
import dev.twinstack.emulator.routetable.RouteTableCommand.Wanted;
import dev.twinstack.emulator.routetable.RouteType;
import dev.twinstack.emulator.routing.RouteTables;
import dev.twinstack.emulator.vpc.Vpc;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/**
 * VPC routes: the peering routes of the default route tables, one by one (RT-27). Source: API reference, "VPC Route".
 */
public final class VpcRouteNeutron {
    /** ASSUMED: the types; check by provoking each. */
    private static final Errors ERRORS = Errors.of("InvalidInput", "VpcRouteNotFound", "Conflict")
            .on("vpc-not-found", 404, "VpcNotFound")
            .on("peering-not-found", 400, "InvalidInput")
            .on("routetableContainRoutes-quota", 409, "OverQuota");

    public static final List<Endpoint> ENDPOINTS = List.of(
            Neutron.post("CreateVpcRoute", "/v2.0/vpc/routes", ERRORS, VpcRouteNeutron::create),
            Neutron.get("ListVpcRoutes", "/v2.0/vpc/routes", ERRORS, VpcRouteNeutron::list),
            Neutron.get("ShowVpcRoute", "/v2.0/vpc/routes/{route_id}", ERRORS, VpcRouteNeutron::show),
            Neutron.delete("DeleteVpcRoute", "/v2.0/vpc/routes/{route_id}", ERRORS, VpcRouteNeutron::delete));

    private static final String PEERING = "peering";
    private static final Text TYPE = Text.oneOf(PEERING);
    private static final Text TENANT = Text.upTo(64);

    private static final NeutronList<Wire> LIST = new NeutronList<>("routes", Wire::id, filters(), wire -> wire);

    private VpcRouteNeutron() {}

    /** A route and the table it is in. */
    private record Row(RouteTable table, Route route) {
        /** {@return an id that stays while the table has a route to this destination} A table has one for each (RT-09). */
        String id() {
            return Ids.derived(table.id(), "route", route.destination().toString());
        }
    }

    private record Wire(String id, String type, String destination, String nexthop, String vpcId, String tenantId) {}

    private static Wire wire(String project, Row row) {
        return new Wire(
                row.id(),
                PEERING,
                row.route().destination().toString(),
                row.route().nexthop(),
                row.table().vpc(),
                project);
    }

    private static Map<String, BiPredicate<Wire, String>> filters() {
        return Map.of(
                "id", (route, id) -> route.id().equals(id),
                "type", (route, type) -> route.type().equals(type),
                "vpc_id", (route, vpc) -> route.vpcId().equals(vpc),
                "tenant_id", (route, tenant) -> route.tenantId().equals(tenant),
                "destination", (route, destination) -> route.destination().equals(destination));
    }

    private static Stream<Row> rows(Snapshot snapshot) {
        return snapshot.all(Vpc.TYPE).stream()
                .map(vpc -> RouteTables.of(snapshot, vpc))
                .flatMap(table -> table.routes().stream()
                        .filter(route -> route.type() == RouteType.PEERING)
                        .map(route -> new Row(table, route)));
    }

    private static Row find(RequestContext rq, Snapshot snapshot) {
        String id = rq.path("route_id");
        return rows(snapshot)
                .filter(row -> row.id().equals(id))
                .findFirst()
                .orElseThrow(() -> Rejected.notFound("route", id));
    }

    private static Answer wrapped(int status, Wire route) {
        return Answer.of(status, Map.of("route", route));
    }

    private static CompletionStage<Answer> list(RequestContext rq) {
        return rq.read(snapshot -> LIST.answer(
                rq,
                rows(snapshot)
                        .map(row -> wire(rq.project(), row))
                        .sorted(Comparator.comparing(Wire::id))
                        .toList()));
    }

    private static CompletionStage<Answer> show(RequestContext rq) {
        return rq.read(snapshot -> wrapped(200, wire(rq.project(), find(rq, snapshot))));
    }

    private static CompletionStage<Answer> create(RequestContext rq) {
        Body body = rq.body().object("route");
        body.text("type", TYPE);
        String tenant = body.text("tenant_id", TENANT, "");
        if (!tenant.isEmpty() && !tenant.equals(rq.project())) {
            throw Rejected.field(body.path("tenant_id"), "must be the project that asks");
        }
        Route route = new Route(RouteType.PEERING, body.range("destination"), body.text("nexthop", Text.ID), "");
        String vpcId = body.text("vpc_id", Text.ID);
        Changes changes = new Changes(List.of(new Wanted(route, new NextHop.Claimed())), List.of(), List.of());
        return rq.snapshot()
                .thenCompose(snapshot -> {
                    Vpc vpc =
                            snapshot.find(Vpc.TYPE, vpcId).orElseThrow(() -> Rejected.notFound(Vpc.TYPE.name(), vpcId));
                    return rq.ask(
                            RouteTable.TYPE,
                            vpc.defaultRouteTableId(),
                            new RouteTableCommand.Update(
                                    RouteTables.site(snapshot, vpc), Patch.keep(), Patch.keep(), changes));
                })
                .thenApply(table -> wrapped(201, wire(rq.project(), new Row(table, route))));
    }

    private static CompletionStage<Answer> delete(RequestContext rq) {
        return rq.snapshot()
                .thenCompose(snapshot -> {
                    Row row = find(rq, snapshot);
                    return rq.ask(RouteTable.TYPE, row.table().id(), new RouteTableCommand.Drop(row.route()));
                })
                .thenApply(dropped -> Answer.noContent());
    }
}
