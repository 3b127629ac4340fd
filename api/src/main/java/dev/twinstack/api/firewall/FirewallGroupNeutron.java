package dev.twinstack.api.firewall;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.twinstack.api.dialect.Dates;
import dev.twinstack.api.dialect.Neutron;
import dev.twinstack.api.dialect.NeutronList;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.api.http.Text;
import dev.twinstack.api.port.SystemPorts;
import dev.twinstack.emulator.firewall.FirewallGroup;
import dev.twinstack.emulator.firewall.FirewallGroup.Policy;
import dev.twinstack.emulator.firewall.FirewallGroupCommand;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.kernel.Patch;
import dev.twinstack.emulator.port.Port;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Native firewall groups. Source: API reference, native "Firewall" (ACL-21, ACL-25, ACL-26). */
public final class FirewallGroupNeutron {
    private static final String ALL = "/v2.0/fwaas/firewall_groups";
    private static final String ONE = ALL + "/{firewall_group_id}";

    public static final List<Endpoint> ENDPOINTS = List.of(
            Neutron.post("NeutronCreateFirewallGroup", ALL, Firewalls.ERRORS, FirewallGroupNeutron::create),
            Neutron.get("NeutronListFirewallGroups", ALL, Firewalls.ERRORS, FirewallGroupNeutron::list),
            Neutron.get("NeutronShowFirewallGroup", ONE, Firewalls.ERRORS, FirewallGroupNeutron::show),
            Neutron.put("NeutronUpdateFirewallGroup", ONE, Firewalls.ERRORS, FirewallGroupNeutron::update),
            Neutron.delete("NeutronDeleteFirewallGroup", ONE, Firewalls.ERRORS, FirewallGroupNeutron::delete));

    private static final NeutronList<Wire> LIST = new NeutronList<>(
            "firewall_groups",
            Wire::id,
            Firewalls.filters(
                    Wire::id,
                    Wire::name,
                    Wire::description,
                    Wire::projectId,
                    Map.of(
                            "status", Firewalls.is(Wire::status),
                            "admin_state_up", Firewalls.flag(Wire::adminStateUp),
                            "public", Firewalls.flag(Wire::isPublic))),
            row -> row);

    private FirewallGroupNeutron() {}

    private record Wire(
            String id,
            String name,
            String description,
            String status,
            @Nullable String ingressFirewallPolicyId,
            @Nullable String egressFirewallPolicyId,
            List<String> ports,
            boolean adminStateUp,
            @JsonProperty("public") boolean isPublic,
            String tenantId,
            String projectId,
            String createdAt,
            String updatedAt) {}

    private static Wire wire(String project, FirewallGroup group) {
        return new Wire(
                group.id(),
                group.name(),
                group.description(),
                group.isActive() ? "ACTIVE" : "INACTIVE",
                id(group.ingress()),
                id(group.egress()),
                group.ports(),
                group.adminStateUp(),
                false,
                project,
                project,
                Dates.v1(group.createdAt()),
                Dates.v1(group.updatedAt()));
    }

    private static @Nullable String id(Policy policy) {
        return policy instanceof Policy.Of(String id) ? id : null;
    }

    private static CompletionStage<Answer> create(RequestContext rq) {
        Body group = rq.body().object("firewall_group");
        List<String> ports = group.texts("ports", Text.ID);
        String id = UUID.randomUUID().toString();
        FirewallGroupCommand open = new FirewallGroupCommand.Open(
                group.text("name", Firewalls.TEXT, ""),
                group.text("description", Firewalls.TEXT, ""),
                policy(group, "ingress_firewall_policy_id").applyTo(new Policy.None(), new Policy.None()),
                policy(group, "egress_firewall_policy_id").applyTo(new Policy.None(), new Policy.None()),
                ports,
                group.flag("admin_state_up", true));
        return withPorts(rq, id, ports)
                .thenCompose(fine -> rq.ask(FirewallGroup.TYPE, id, open))
                .thenApply(made -> Answer.created(Map.of("firewall_group", wire(rq.project(), made))));
    }

    /** {@return left out, null (no policy), or the id; blank is no policy too} */
    private static Patch<Policy> policy(Body group, String field) {
        return group.patch(field, (JsonNode value, String path) -> {
            String id = Body.text(value, path, Firewalls.TEXT);
            return id.isEmpty() ? new Policy.None() : new Policy.Of(id);
        });
    }

    /**
     * Ports exist, mostly as their subnets' gateways (ACL-21), and none is ruled by another group (ACL-01). No owner
     * journals the second, so two groups that take a port at the same moment both get it.
     */
    private static CompletionStage<Snapshot> withPorts(RequestContext rq, String self, List<String> ports) {
        return rq.snapshot().thenApply(snapshot -> {
            for (String port : ports) {
                if (SystemPorts.find(snapshot, port).isEmpty()) {
                    throw Rejected.notFound(Port.TYPE.name(), port);
                }
                if (snapshot.all(FirewallGroup.TYPE).stream()
                        .anyMatch(group ->
                                !group.id().equals(self) && group.ports().contains(port))) {
                    throw new Rejected(new DomainError.Conflict(
                            "port-has-firewall", "The port " + port + " is already in a firewall group."));
                }
            }
            return snapshot;
        });
    }

    private static CompletionStage<Answer> list(RequestContext rq) {
        return rq.read(snapshot -> LIST.answer(
                rq,
                snapshot.all(FirewallGroup.TYPE).stream()
                        .map(group -> wire(rq.project(), group))
                        .toList()));
    }

    private static CompletionStage<Answer> show(RequestContext rq) {
        return rq.find(FirewallGroup.TYPE, rq.path("firewall_group_id"))
                .thenApply(group -> NeutronList.one(rq, "firewall_group", wire(rq.project(), group)));
    }

    private static CompletionStage<Answer> update(RequestContext rq) {
        Body group = rq.body().object("firewall_group");
        List<String> ports = group.texts("ports", Text.ID);
        FirewallGroupCommand update = new FirewallGroupCommand.Update(
                group.patchText("name", Firewalls.TEXT),
                group.patchText("description", Firewalls.TEXT),
                policy(group, "ingress_firewall_policy_id"),
                policy(group, "egress_firewall_policy_id"),
                group.has("ports") ? Patch.set(ports) : Patch.keep(),
                group.patchFlag("admin_state_up"));
        String id = rq.path("firewall_group_id");
        return withPorts(rq, id, ports)
                .thenCompose(fine -> rq.ask(FirewallGroup.TYPE, id, update))
                .thenApply(after -> Answer.ok(Map.of("firewall_group", wire(rq.project(), after))));
    }

    private static CompletionStage<Answer> delete(RequestContext rq) {
        return rq.ask(FirewallGroup.TYPE, rq.path("firewall_group_id"), new FirewallGroupCommand.Close())
                .thenApply(gone -> Answer.noContent());
    }
}
