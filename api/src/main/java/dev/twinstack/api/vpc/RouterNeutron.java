package dev.twinstack.api.vpc;

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
import dev.twinstack.api.subnet.ExternalNetwork;
import dev.twinstack.emulator.kernel.Patch;
import dev.twinstack.emulator.vpc.Vpc;
import dev.twinstack.emulator.vpc.VpcCommand;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.BiPredicate;

/** VPCs as Neutron's routers: one id, one entity. Source: API reference, native "Router". */
public final class RouterNeutron {
    static final Errors ERRORS = Errors.of("InvalidInput", "RouterNotFound", "Conflict")
            .on("network-not-found", 404, "NetworkNotFound")
            .on("subnet-not-found", 404, "SubnetNotFound")
            .on("port-not-found", 404, "PortNotFound")
            .on("interface-not-found", 404, "RouterInterfaceNotFound")
            .on("interface-has-routes", 409, "RouterInterfaceInUseByRoute")
            .on("address-taken", 409, "IpAddressInUse")
            .on("port-has-device", 409, "PortInUse")
            .on("port-has-eip", 409, "PortInUse")
            .on("vpc-has-subnets", 409, "RouterInUse")
            .on("vpc-has-routes", 409, "RouterInUse")
            .on("vpc-has-routetable", 409, "RouterInUse")
            .on("vpc-has-peering", 409, "RouterInUse")
            .on("vpc-has-natgateway", 409, "RouterInUse")
            .on("vpc-quota", 409, "OverQuota");

    private static final String ALL = "/v2.0/routers";
    private static final String ONE = ALL + "/{router_id}";

    public static final List<Endpoint> ENDPOINTS = List.of(
            Neutron.post("NeutronCreateRouter", ALL, ERRORS, RouterNeutron::create),
            Neutron.get("NeutronListRouters", ALL, ERRORS, RouterNeutron::list),
            Neutron.get("NeutronShowRouter", ONE, ERRORS, RouterNeutron::show),
            Neutron.put("NeutronUpdateRouter", ONE, ERRORS, RouterNeutron::update),
            Neutron.delete("NeutronDeleteRouter", ONE, ERRORS, RouterNeutron::delete),
            Neutron.put("NeutronAddRouterInterface", ONE + "/add_router_interface", ERRORS, RouterInterfaces::add),
            Neutron.put(
                    "NeutronRemoveRouterInterface",
                    ONE + "/remove_router_interface",
                    ERRORS,
                    RouterInterfaces::remove));

    private static final String STATUS = "ACTIVE";

    private RouterNeutron() {}

    private record Gateway(String networkId, boolean enableSnat) {}

    private record Wire(
            String id,
            String name,
            String status,
            String tenantId,
            String projectId,
            boolean adminStateUp,
            Gateway externalGatewayInfo,
            List<WireRoute> routes,
            String createdAt,
            String updatedAt) {}

    /** Every router has the external network as its gateway, one that was made without it too (example). */
    private static Wire wire(String project, Vpc vpc) {
        return new Wire(
                vpc.id(),
                vpc.name(),
                STATUS,
                project,
                project,
                true,
                new Gateway(ExternalNetwork.ID, vpc.sharedSnat()),
                WireRoute.of(vpc),
                Dates.v1(vpc.createdAt()),
                Dates.v1(vpc.updatedAt()));
    }

    private static Answer answer(RequestContext rq, Vpc vpc) {
        return Answer.ok(Map.of("router", wire(rq.project(), vpc)));
    }

    private static CompletionStage<Answer> create(RequestContext rq) {
        Body router = rq.body().object("router");
        onlyUp(router);
        VpcCommand open = new VpcCommand.Open(
                router.text("name", Text.NAME_REQUIRED, ""),
                "",
                List.of(),
                "0",
                Vpc.Role.ROUTER,
                snat(router).applyTo(false, false));
        return rq.ask(Vpc.TYPE, UUID.randomUUID().toString(), open)
                .thenApply(made -> Answer.created(Map.of("router", wire(rq.project(), made))));
    }

    /** A router cannot be administratively down (SUB-25). */
    private static void onlyUp(Body router) {
        if (!router.flag("admin_state_up", true)) {
            throw Rejected.field(router.path("admin_state_up"), "may only be true");
        }
    }

    /**
     * {@return whether shared SNAT shall be on (RT-26)} A null or empty gateway turns it off. ASSUMED: the gateway itself
     * stays, as answers show it for routers that never asked for one; check by an update with null.
     */
    private static Patch<Boolean> snat(Body router) {
        if (!router.has("external_gateway_info")) {
            return Patch.keep();
        }
        return router.maybeObject("external_gateway_info")
                .filter(gateway -> gateway.names().hasNext())
                .map(RouterNeutron::snatOf)
                .orElseGet(Patch::clear);
    }

    /** Clients that change SNAT alone send a blank network. */
    private static Patch<Boolean> snatOf(Body gateway) {
        String network = gateway.text("network_id", Text.MAYBE_ID, "");
        if (!network.isEmpty() && !network.equals(ExternalNetwork.ID)) {
            throw Rejected.notFound("network", network);
        }
        return gateway.patchFlag("enable_snat");
    }

    private static CompletionStage<Answer> list(RequestContext rq) {
        NeutronList<Vpc> list =
                new NeutronList<>("routers", Vpc::id, filters(rq.project()), vpc -> wire(rq.project(), vpc));
        return rq.read(snapshot -> list.answer(rq, snapshot.all(Vpc.TYPE)));
    }

    private static Map<String, BiPredicate<Vpc, String>> filters(String project) {
        return Map.of(
                "id", (vpc, value) -> vpc.id().equals(value),
                "name", (vpc, value) -> vpc.name().equals(value),
                "admin_state_up", (vpc, value) -> value.equalsIgnoreCase("true"),
                "status", (vpc, value) -> value.equals(STATUS),
                "tenant_id", (vpc, value) -> value.equals(project),
                "project_id", (vpc, value) -> value.equals(project));
    }

    private static CompletionStage<Answer> show(RequestContext rq) {
        return rq.find(Vpc.TYPE, rq.path("router_id"))
                .thenApply(vpc -> NeutronList.one(rq, "router", wire(rq.project(), vpc)));
    }

    private static CompletionStage<Answer> update(RequestContext rq) {
        Body router = rq.body().object("router");
        if (!router.names().hasNext()) {
            throw Rejected.field("router", "must change at least one attribute");
        }
        onlyUp(router);
        VpcCommand update = new VpcCommand.Update(
                router.patchText("name", Text.NAME_REQUIRED),
                Patch.keep(),
                Patch.keep(),
                snat(router),
                WireRoute.patch(router),
                Vpc.Role.ROUTER);
        return rq.ask(Vpc.TYPE, rq.path("router_id"), update).thenApply(after -> answer(rq, after));
    }

    private static CompletionStage<Answer> delete(RequestContext rq) {
        return rq.ask(Vpc.TYPE, rq.path("router_id"), new VpcCommand.Close()).thenApply(gone -> Answer.noContent());
    }
}
