package dev.twinstack.api.natgateway;

import dev.twinstack.api.dialect.Dates;
import dev.twinstack.api.dialect.Neutron;
import dev.twinstack.api.dialect.NeutronList;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.api.http.Text;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.kernel.Outcome;
import dev.twinstack.emulator.kernel.Patch;
import dev.twinstack.emulator.natgateway.NatGateway;
import dev.twinstack.emulator.natgateway.NatGatewayCommand;
import dev.twinstack.emulator.routetable.RouteTable;
import dev.twinstack.emulator.routetable.RouteTable.Route;
import dev.twinstack.emulator.routetable.RouteTableCommand;
import dev.twinstack.emulator.routetable.RouteTableCommand.Changes;
import dev.twinstack.emulator.routetable.RouteTableCommand.NextHop;
import dev.twinstack.emulator.routetable.RouteTableCommand.Wanted;
import dev.twinstack.emulator.routetable.RouteType;
import dev.twinstack.emulator.routing.RouteTables;
import dev.twinstack.emulator.vpc.Vpc;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Public NAT gateways. Source: API reference, "NAT Gateway Service". */
public final class NatGatewayNeutron {
    public static final List<Endpoint> ENDPOINTS = List.of(
            Neutron.post("CreateNatGateway", "/v2.0/nat_gateways", NatErrors.GATEWAY, NatGatewayNeutron::create),
            Neutron.get("ListNatGateways", "/v2.0/nat_gateways", NatErrors.GATEWAY, NatGatewayNeutron::list),
            Neutron.get(
                    "ShowNatGateway",
                    "/v2.0/nat_gateways/{nat_gateway_id}",
                    NatErrors.GATEWAY,
                    NatGatewayNeutron::show),
            Neutron.put(
                    "UpdateNatGateway",
                    "/v2.0/nat_gateways/{nat_gateway_id}",
                    NatErrors.GATEWAY,
                    NatGatewayNeutron::update),
            Neutron.delete(
                    "DeleteNatGateway",
                    "/v2.0/nat_gateways/{nat_gateway_id}",
                    NatErrors.GATEWAY,
                    NatGatewayNeutron::delete));

    static final String ACTIVE = "ACTIVE";
    static final String PENDING_CREATE = "PENDING_CREATE";

    private static final Text NAME =
            new Text(1, 64, Pattern.compile("[A-Za-z0-9_-]*"), "letters, digits, underscores (_) and hyphens (-)");
    private static final Text SPEC = Text.oneOf("0", "1", "2", "3", "4");
    private static final IpRange EVERYWHERE = IpRange.of("0.0.0.0/0");

    private NatGatewayNeutron() {}

    /**
     * @param billinginfo blank: nothing is ordered
     */
    private record Wire(
            String id,
            String tenantId,
            String name,
            String description,
            String spec,
            String routerId,
            String internalNetworkId,
            String status,
            boolean adminStateUp,
            String createdAt,
            String billinginfo,
            int snatRulePublicIpLimit,
            int dnatRulesLimit,
            List<String> sysTags) {
        static Wire of(String project, NatGateway gateway, String status) {
            return new Wire(
                    gateway.id(),
                    project,
                    gateway.name(),
                    gateway.description(),
                    gateway.spec(),
                    gateway.vpc(),
                    gateway.network(),
                    status,
                    true,
                    Dates.nat(gateway.createdAt()),
                    "",
                    NatGateway.MOST_PUBLIC_IPS,
                    NatGateway.MOST_DNAT_RULES,
                    List.of("_sys_enterprise_project_id=0"));
        }
    }

    private static final NeutronList<Wire> LIST = new NeutronList<>("nat_gateways", Wire::id, filters(), wire -> wire);

    private static Map<String, BiPredicate<Wire, String>> filters() {
        return Map.ofEntries(
                Map.entry("id", by(Wire::id)),
                Map.entry("tenant_id", by(Wire::tenantId)),
                Map.entry("name", by(Wire::name)),
                Map.entry("description", by(Wire::description)),
                Map.entry("spec", by(Wire::spec)),
                Map.entry("router_id", by(Wire::routerId)),
                Map.entry("internal_network_id", by(Wire::internalNetworkId)),
                Map.entry("status", by(Wire::status)),
                Map.entry("admin_state_up", by(wire -> String.valueOf(wire.adminStateUp()))),
                Map.entry("created_at", by(Wire::createdAt)));
    }

    private static BiPredicate<Wire, String> by(Function<Wire, String> field) {
        return (wire, value) -> field.apply(wire).equalsIgnoreCase(value);
    }

    private static CompletionStage<Answer> list(RequestContext rq) {
        return rq.read(snapshot -> LIST.answer(
                rq,
                snapshot.all(NatGateway.TYPE).stream()
                        .map(gateway -> Wire.of(rq.project(), gateway, status(rq, gateway)))
                        .toList()));
    }

    private static CompletionStage<Answer> show(RequestContext rq) {
        return rq.find(NatGateway.TYPE, rq.path("nat_gateway_id"))
                .thenApply(gateway -> Answer.ok(wrapped(rq, gateway, status(rq, gateway))));
    }

    private static String status(RequestContext rq, NatGateway gateway) {
        return gateway.isCreating(rq.moment()) ? PENDING_CREATE : ACTIVE;
    }

    private static Map<String, Object> wrapped(RequestContext rq, NatGateway gateway, String status) {
        return Map.of("nat_gateway", Wire.of(rq.project(), gateway, status));
    }

    /** The answer tells of a gateway that is still being made, as clients wait for it. */
    private static CompletionStage<Answer> create(RequestContext rq) {
        Body gateway = rq.body().object("nat_gateway");
        NatErrors.checkTenant(rq, gateway);
        NatGatewayCommand.Open open = new NatGatewayCommand.Open(
                gateway.text("name", NAME),
                gateway.text("description", Text.DESCRIPTION, ""),
                gateway.text("spec", SPEC),
                gateway.text("router_id", Text.ID),
                gateway.text("internal_network_id", Text.ID));
        return rq.snapshot()
                .thenCompose(snapshot -> {
                    if (snapshot.find(Vpc.TYPE, open.vpc()).isEmpty()) {
                        throw Rejected.notFound(Vpc.TYPE.name(), open.vpc());
                    }
                    NatPlace.block(snapshot, open.vpc(), open.network(), gateway.path("internal_network_id"));
                    return rq.ask(NatGateway.TYPE, UUID.randomUUID().toString(), open);
                })
                .thenCompose(made -> addDefaultRoute(rq, made))
                .thenApply(made -> Answer.created(wrapped(rq, made, PENDING_CREATE)));
    }

    /**
     * The VPC's default table gets a route to the gateway (RT-21), unless it has one to everywhere already (user guide,
     * "Creating a Public NAT Gateway") or is full.
     */
    private static CompletionStage<NatGateway> addDefaultRoute(RequestContext rq, NatGateway gateway) {
        Route route = new Route(RouteType.NAT, EVERYWHERE, gateway.id(), "");
        NextHop here = new NextHop.Found(gateway.vpc(), Set.of(Family.IPV4));
        Changes changes = new Changes(List.of(new Wanted(route, here)), List.of(), List.of());
        return rq.snapshot()
                .thenCompose(snapshot -> snapshot.find(Vpc.TYPE, gateway.vpc())
                        .map(vpc -> rq.entities()
                                .ask(
                                        rq.ref(RouteTable.TYPE, vpc.defaultRouteTableId()),
                                        new RouteTableCommand.Update(
                                                RouteTables.site(snapshot, vpc), Patch.keep(), Patch.keep(), changes)))
                        .orElseGet(() -> CompletableFuture.completedStage(new Outcome.Done(gateway))))
                .thenApply(outcome -> switch (outcome) {
                    case Outcome.Done added -> gateway;
                    case Outcome.Refused taken -> gateway;
                    case Outcome.Failed(String reason) -> throw new IllegalStateException(reason);
                });
    }

    /**
     * ASSUMED: an update of nothing is taken, as Terraform sends one where only tags change; the reference wants one field
     * at least. Check by sending one.
     */
    private static CompletionStage<Answer> update(RequestContext rq) {
        Body gateway = rq.body().object("nat_gateway");
        NatGatewayCommand update = new NatGatewayCommand.Update(
                gateway.textOrKeep("name", NAME),
                gateway.patchText("description", Text.DESCRIPTION),
                gateway.textOrKeep("spec", SPEC));
        return rq.ask(NatGateway.TYPE, rq.path("nat_gateway_id"), update)
                .thenApply(after -> Answer.ok(wrapped(rq, after, ACTIVE)));
    }

    /** ASSUMED: the routes to it go with it; check by reading the route table after a deletion. */
    private static CompletionStage<Answer> delete(RequestContext rq) {
        return rq.ask(NatGateway.TYPE, rq.path("nat_gateway_id"), new NatGatewayCommand.Close())
                .thenCompose(gone -> rq.snapshot().thenCompose(snapshot -> dropRoutes(rq, snapshot, gone)))
                .thenApply(dropped -> Answer.noContent());
    }

    private static CompletionStage<Void> dropRoutes(RequestContext rq, Snapshot snapshot, NatGateway gone) {
        RouteTableCommand drop = new RouteTableCommand.DropLeadingTo(RouteType.NAT, gone.id());
        return CompletableFuture.allOf(snapshot.all(RouteTable.TYPE).stream()
                .filter(table -> table.routes().stream()
                        .anyMatch(route ->
                                route.type() == RouteType.NAT && route.nexthop().equals(gone.id())))
                .map(table -> rq.entities()
                        .ask(rq.ref(RouteTable.TYPE, table.id()), drop)
                        .toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new));
    }
}
