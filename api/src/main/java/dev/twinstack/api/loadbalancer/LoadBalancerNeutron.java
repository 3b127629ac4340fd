package dev.twinstack.api.loadbalancer;

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
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.loadbalancer.LoadBalancer;
import dev.twinstack.emulator.loadbalancer.LoadBalancerCommand;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.publicip.PublicIp;
import dev.twinstack.emulator.publicip.PublicIpCommand;
import dev.twinstack.emulator.subnet.Subnet;
import dev.twinstack.emulator.subnet.SubnetCommand.Wanted;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Load balancers: their address, and nothing behind it. Source: API reference, "Load Balancer". */
public final class LoadBalancerNeutron {
    private static final String ALL = "/v2.0/lbaas/loadbalancers";
    private static final String ONE = ALL + "/{loadbalancer_id}";

    /** Neutron's own exception types. ASSUMED: one that is not there is an EntityNotFound; check by reading one. */
    private static final Errors ERRORS = Errors.of("BadRequest", "EntityNotFound", "EntityInUse")
            .on("neutron-subnet-not-found", 404, "SubnetNotFound")
            .on("address-taken", 409, "IpAddressInUse")
            .on("subnet-exhausted", 409, "IpAddressGenerationFailure")
            .on("loadbalancer-quota", 409, "OverQuota");

    public static final List<Endpoint> ENDPOINTS = List.of(
            Neutron.post("CreateLoadbalancer", ALL, ERRORS, LoadBalancerNeutron::create),
            Neutron.get("ListLoadbalancers", ALL, ERRORS, LoadBalancerNeutron::list),
            Neutron.get("ShowLoadbalancer", ONE, ERRORS, LoadBalancerNeutron::show),
            Neutron.put("UpdateLoadbalancer", ONE, ERRORS, LoadBalancerNeutron::update),
            Neutron.delete("DeleteLoadbalancer", ONE, ERRORS, LoadBalancerNeutron::delete),
            Neutron.get("ShowLoadbalancersStatus", ONE + "/statuses", ERRORS, LoadBalancerNeutron::statuses));

    private static final Text ANY = Text.upTo(255);
    private static final Text PROVIDER = Text.oneOf("vlb");
    private static final String ACTIVE = "ACTIVE";
    private static final String ONLINE = "ONLINE";

    private LoadBalancerNeutron() {}

    /**
     * @param pools none, like {@code listeners}
     * @param tags none: tags are read by calls of their own
     */
    private record Wire(
            String id,
            String tenantId,
            String projectId,
            String name,
            String description,
            String vipSubnetId,
            String vipPortId,
            String vipAddress,
            List<Object> listeners,
            List<Object> pools,
            String provider,
            String operatingStatus,
            String provisioningStatus,
            boolean adminStateUp,
            List<String> tags,
            String createdAt,
            String updatedAt) {
        static Wire of(String project, LoadBalancer balancer) {
            return new Wire(
                    balancer.id(),
                    project,
                    project,
                    balancer.name(),
                    balancer.description(),
                    balancer.neutronSubnet(),
                    balancer.port(),
                    balancer.address().toString(),
                    List.of(),
                    List.of(),
                    "vlb",
                    ONLINE,
                    ACTIVE,
                    balancer.adminStateUp(),
                    List.of(),
                    Dates.v1(balancer.createdAt()),
                    Dates.v1(balancer.updatedAt()));
        }
    }

    private static Answer answer(RequestContext rq, LoadBalancer balancer) {
        return Answer.ok(wrapped(rq, balancer));
    }

    private static Map<String, Object> wrapped(RequestContext rq, LoadBalancer balancer) {
        return Map.of("loadbalancer", Wire.of(rq.project(), balancer));
    }

    private static Map<String, BiPredicate<Wire, String>> filters(Snapshot snapshot) {
        return Map.ofEntries(
                Map.entry("id", by(Wire::id)),
                Map.entry("tenant_id", by(Wire::tenantId)),
                Map.entry("project_id", by(Wire::projectId)),
                Map.entry("name", by(Wire::name)),
                Map.entry("description", by(Wire::description)),
                Map.entry("vip_subnet_id", by(Wire::vipSubnetId)),
                Map.entry("vip_port_id", by(Wire::vipPortId)),
                Map.entry("vip_address", by(Wire::vipAddress)),
                Map.entry("vpc_id", by(wire -> vpc(snapshot, wire.id()))),
                Map.entry("operating_status", by(Wire::operatingStatus)),
                Map.entry("provisioning_status", by(Wire::provisioningStatus)),
                Map.entry("admin_state_up", (wire, value) -> Boolean.parseBoolean(value) == wire.adminStateUp()));
    }

    private static BiPredicate<Wire, String> by(Function<Wire, @Nullable String> field) {
        return (wire, value) -> value.equals(field.apply(wire));
    }

    private static @Nullable String vpc(Snapshot snapshot, String id) {
        return snapshot.find(LoadBalancer.TYPE, id)
                .flatMap(balancer -> snapshot.find(Subnet.TYPE, balancer.network()))
                .map(subnet -> subnet.vpc() instanceof Subnet.Home.In(String vpc) ? vpc : null)
                .orElse(null);
    }

    private static CompletionStage<Answer> list(RequestContext rq) {
        return rq.read(snapshot -> new NeutronList<>("loadbalancers", Wire::id, filters(snapshot), wire -> wire)
                .answer(
                        rq,
                        snapshot.all(LoadBalancer.TYPE).stream()
                                .map(balancer -> Wire.of(rq.project(), balancer))
                                .toList()));
    }

    private static CompletionStage<LoadBalancer> find(RequestContext rq) {
        return rq.find(LoadBalancer.TYPE, rq.path("loadbalancer_id"));
    }

    private static CompletionStage<Answer> show(RequestContext rq) {
        return find(rq).thenApply(balancer -> answer(rq, balancer));
    }

    /** The tree of what is behind the load balancer: it alone. */
    private static CompletionStage<Answer> statuses(RequestContext rq) {
        return find(rq).thenApply(balancer -> Answer.ok(Map.of(
                "statuses",
                Map.of(
                        "loadbalancer",
                        Map.of(
                                "id", balancer.id(),
                                "name", balancer.name(),
                                "operating_status", ONLINE,
                                "provisioning_status", ACTIVE,
                                "listeners", List.of(),
                                "pools", List.of())))));
    }

    private static CompletionStage<Answer> create(RequestContext rq) {
        Body balancer = rq.body().object("loadbalancer");
        for (String field : List.of("tenant_id", "project_id")) {
            if (!balancer.text(field, ANY, rq.project()).equals(rq.project())) {
                throw Rejected.field(balancer.path(field), "may only be the caller's project");
            }
        }
        balancer.text("provider", PROVIDER, "vlb");
        String name = balancer.text("name", ANY, "");
        String description = balancer.text("description", ANY, "");
        boolean up = balancer.flag("admin_state_up", true);
        String neutronSubnet = balancer.text("vip_subnet_id", Text.ID);
        Optional<IpAddress> address = balancer.maybeAddress("vip_address");
        if (address.filter(named -> named.family() != Family.IPV4).isPresent()) {
            throw Rejected.field(balancer.path("vip_address"), "must be an IPv4 address");
        }
        return rq.snapshot()
                .thenCompose(snapshot -> rq.ask(
                        LoadBalancer.TYPE,
                        UUID.randomUUID().toString(),
                        new LoadBalancerCommand.Open(
                                name,
                                description,
                                network(snapshot, neutronSubnet).id(),
                                address.<Wanted>map(Wanted.Exactly::new).orElseGet(() -> new Wanted.Any(Family.IPV4)),
                                up)))
                .thenApply(made -> Answer.created(wrapped(rq, made)));
    }

    /** {@return the network of an IPv4 subnet: load balancers of this kind have no other address} */
    private static Subnet network(Snapshot snapshot, String neutronSubnet) {
        return snapshot.all(Subnet.TYPE).stream()
                .filter(subnet -> subnet.segment(Family.IPV4)
                        .filter(segment -> segment.neutronId().equals(neutronSubnet))
                        .isPresent())
                .findFirst()
                .orElseThrow(() -> Rejected.notFound("neutron-subnet", neutronSubnet));
    }

    private static CompletionStage<Answer> update(RequestContext rq) {
        Body balancer = rq.body().object("loadbalancer");
        LoadBalancerCommand update = new LoadBalancerCommand.Update(
                balancer.patchText("name", ANY),
                balancer.patchText("description", ANY),
                balancer.patchFlag("admin_state_up"));
        return rq.ask(LoadBalancer.TYPE, rq.path("loadbalancer_id"), update).thenApply(after -> answer(rq, after));
    }

    /** The EIP goes back to being unbound first, as that of a server does; its port goes with the load balancer. */
    private static CompletionStage<Answer> delete(RequestContext rq) {
        return find(rq).thenCompose(balancer -> unbind(rq, balancer)
                        .thenCompose(
                                unbound -> rq.ask(LoadBalancer.TYPE, balancer.id(), new LoadBalancerCommand.Close())))
                .thenApply(gone -> Answer.noContent());
    }

    private static CompletionStage<?> unbind(RequestContext rq, LoadBalancer balancer) {
        return rq.snapshot()
                .thenCompose(snapshot -> snapshot.find(Port.TYPE, balancer.port())
                        .flatMap(port ->
                                port.eip() instanceof Port.Eip.Bound(String eip) ? Optional.of(eip) : Optional.empty())
                        .<CompletionStage<?>>map(
                                eip -> rq.ask(PublicIp.TYPE, eip, new PublicIpCommand.UnbindFrom(balancer.port())))
                        .orElseGet(() -> CompletableFuture.completedStage(balancer)));
    }
}
