package dev.twinstack.api.peering;

import dev.twinstack.api.dialect.Dates;
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
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Patch;
import dev.twinstack.emulator.peering.Peering;
import dev.twinstack.emulator.peering.PeeringCommand;
import dev.twinstack.emulator.peering.Peerings;
import dev.twinstack.emulator.routetable.RouteTableCommand;
import dev.twinstack.emulator.routetable.RouteType;
import dev.twinstack.emulator.tenant.Tenant;
import dev.twinstack.emulator.vpc.Vpc;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * VPC peering connections. Both sides see one and may change it (PEER-15); each reads it from the region's own project,
 * where it is kept. Source: API reference, "VPC Peering Connection".
 */
public final class PeeringNeutron {
    /**
     * The cloud answers 400 InvalidInput to a VPC or project that is not there (PEER-19, seen by its users). ASSUMED: the
     * other types; check by provoking each.
     */
    private static final Errors ERRORS = Errors.of("InvalidInput", "VpcPeeringNotFound", "Conflict")
            .on("vpc-not-found", 400, "InvalidInput")
            .on("peering-not-yours", 403, "PolicyNotAuthorized")
            .on("vpcPeer-quota", 409, "OverQuota");

    public static final List<Endpoint> ENDPOINTS = List.of(
            Neutron.post("CreateVpcPeering", "/v2.0/vpc/peerings", ERRORS, PeeringNeutron::create),
            Neutron.get("ListVpcPeerings", "/v2.0/vpc/peerings", ERRORS, PeeringNeutron::list),
            Neutron.get("ShowVpcPeering", "/v2.0/vpc/peerings/{peering_id}", ERRORS, PeeringNeutron::show),
            Neutron.put("UpdateVpcPeering", "/v2.0/vpc/peerings/{peering_id}", ERRORS, PeeringNeutron::update),
            Neutron.put(
                    "AcceptVpcPeering",
                    "/v2.0/vpc/peerings/{peering_id}/accept",
                    ERRORS,
                    rq -> answer(rq, PeeringCommand.Accept::new)),
            Neutron.put(
                    "RejectVpcPeering",
                    "/v2.0/vpc/peerings/{peering_id}/reject",
                    ERRORS,
                    rq -> answer(rq, PeeringCommand.Reject::new)),
            Neutron.delete("DeleteVpcPeering", "/v2.0/vpc/peerings/{peering_id}", ERRORS, PeeringNeutron::delete));

    /** The reference limits only the length, the guide the letters too (PEER-16). */
    private static final Text NAME = new Text(1, 64, Pattern.compile(".*", Pattern.DOTALL), "anything");
    /** Blank is as good as left out. */
    private static final Text TENANT = new Text(0, 64, Text.ID.pattern(), Text.ID.meaning());

    private static final NeutronList<Peering> LIST =
            new NeutronList<>("peerings", Peering::id, filters(), PeeringNeutron::wire);

    private PeeringNeutron() {}

    private record Side(String vpcId, String tenantId) {
        static Side of(EntityRef vpc) {
            return new Side(vpc.id(), vpc.project());
        }
    }

    private record Wire(
            String id,
            String name,
            String description,
            String status,
            Side requestVpcInfo,
            Side acceptVpcInfo,
            String createdAt,
            String updatedAt) {}

    private static Wire wire(Peering peering) {
        return new Wire(
                peering.id(),
                peering.name(),
                peering.description(),
                peering.status().name(),
                Side.of(peering.requester()),
                Side.of(peering.accepter()),
                Dates.v1(peering.createdAt()),
                Dates.v1(peering.updatedAt()));
    }

    private static Map<String, Object> wrapped(Peering peering) {
        return Map.of("peering", wire(peering));
    }

    /** A project or a VPC is looked for on both sides; clients tell the sides apart themselves. */
    private static Map<String, BiPredicate<Peering, String>> filters() {
        return Map.of(
                "id", (peering, id) -> peering.id().equals(id),
                "name", (peering, name) -> peering.name().equals(name),
                "status", (peering, status) -> peering.status().name().equals(status),
                "tenant_id", Peering::isOf,
                "vpc_id",
                        (peering, vpc) -> peering.requester().id().equals(vpc)
                                || peering.accepter().id().equals(vpc));
    }

    private static CompletionStage<Snapshot> region(RequestContext rq) {
        return rq.cloud().region(Peering.TYPE, Tenant.TYPE);
    }

    private static CompletionStage<Peering> find(RequestContext rq) {
        String id = rq.path("peering_id");
        return region(rq)
                .thenApply(region -> Peerings.find(region, rq.project(), id)
                        .orElseThrow(() -> Rejected.notFound(Peering.TYPE.name(), id)));
    }

    private static CompletionStage<Answer> list(RequestContext rq) {
        return rq.snapshot()
                .thenCombine(region(rq), (project, region) -> LIST.answer(rq, Peerings.of(project, region)));
    }

    private static CompletionStage<Answer> show(RequestContext rq) {
        return find(rq).thenApply(peering -> Answer.ok(wrapped(peering)));
    }

    private static CompletionStage<Answer> create(RequestContext rq) {
        Body peering = rq.body().object("peering");
        String name = peering.text("name", NAME);
        String description = peering.text("description", Text.DESCRIPTION, "");
        Body requesting = peering.object("request_vpc_info");
        Body accepting = peering.object("accept_vpc_info");
        EntityRef requester = vpc(rq, requesting);
        EntityRef accepter = vpc(rq, accepting);
        if (!requester.project().equals(rq.project())) {
            throw Rejected.field(requesting.path("tenant_id"), "must be the project that asks");
        }
        PeeringCommand open = new PeeringCommand.Open(name, description, requester, accepter);
        return region(rq)
                .thenCompose(region -> {
                    if (region.find(Tenant.TYPE, accepter.project()).isEmpty()) {
                        throw Rejected.field(accepting.path("tenant_id"), "names no project"); // PEER-19
                    }
                    return rq.ask(Peering.ref(UUID.randomUUID().toString()), open, Peering.class);
                })
                .thenApply(made -> Answer.created(wrapped(made)));
    }

    /** {@return one side of the request} Its project is the caller's unless it says otherwise (PEER-06). */
    private static EntityRef vpc(RequestContext rq, Body side) {
        String tenant = side.text("tenant_id", TENANT, "");
        return Vpc.TYPE.ref(tenant.isEmpty() ? rq.project() : tenant, side.text("vpc_id", Text.ID));
    }

    /** Name, description or both (PEER-14). */
    private static CompletionStage<Answer> update(RequestContext rq) {
        Body peering = rq.body().object("peering");
        if (!peering.has("name") && !peering.has("description")) {
            throw Rejected.field(peering.path("name"), "a name or a description is required");
        }
        PeeringCommand update = new PeeringCommand.Update(
                rq.project(),
                peering.maybeText("name", NAME).map(Patch::set).orElseGet(Patch::keep),
                peering.patchText("description", Text.DESCRIPTION));
        return find(rq).thenCompose(found -> rq.ask(Peering.ref(found.id()), update, Peering.class))
                .thenApply(after -> Answer.ok(wrapped(after)));
    }

    /** What comes back is not wrapped (PEER-05). */
    private static CompletionStage<Answer> answer(RequestContext rq, Function<String, PeeringCommand> command) {
        return find(rq).thenCompose(
                        found -> rq.ask(Peering.ref(found.id()), command.apply(rq.project()), Peering.class))
                .thenApply(after -> Answer.ok(wire(after)));
    }

    /**
     * The routes to it go first, on both sides (DEL-27). Whether all are gone the peering decides: a route that is added
     * meanwhile leaves it in place, and the caller has to ask again.
     */
    private static CompletionStage<Answer> delete(RequestContext rq) {
        return find(rq).thenCompose(found -> dropRoutes(rq, found)
                        .thenCompose(dropped ->
                                rq.ask(Peering.ref(found.id()), new PeeringCommand.Close(rq.project()), Peering.class)))
                .thenApply(gone -> Answer.noContent());
    }

    private static CompletionStage<Void> dropRoutes(RequestContext rq, Peering peering) {
        RouteTableCommand drop = new RouteTableCommand.DropLeadingTo(RouteType.PEERING, peering.id());
        return CompletableFuture.allOf(peering.tables().stream()
                .map(table -> rq.entities().ask(table, drop).toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new));
    }
}
