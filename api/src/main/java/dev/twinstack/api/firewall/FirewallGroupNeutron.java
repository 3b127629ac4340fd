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
import dev.twinstack.emulator.firewall.FirewallGroup;
import dev.twinstack.emulator.firewall.FirewallGroup.Association;
import dev.twinstack.emulator.firewall.FirewallGroup.Policy;
import dev.twinstack.emulator.firewall.FirewallGroupCommand;
import dev.twinstack.emulator.firewall.FirewallView;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.kernel.Patch;
import dev.twinstack.emulator.timing.Moment;
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
                            "ingress_firewall_policy_id", Firewalls.is(Wire::ingressFirewallPolicyId),
                            "egress_firewall_policy_id", Firewalls.is(Wire::egressFirewallPolicyId),
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

    private static Wire wire(Moment moment, Snapshot snapshot, FirewallGroup group) {
        List<Association> associations = FirewallView.associations(snapshot, group);
        return new Wire(
                group.id(),
                group.name(),
                group.description(),
                status(moment, group, associations),
                id(group.ingress()),
                id(group.egress()),
                GatewayPorts.of(snapshot, associations),
                group.adminStateUp(),
                false,
                snapshot.project(),
                snapshot.project(),
                Dates.v1(group.createdAt()),
                Dates.v1(group.updatedAt()));
    }

    private static String status(Moment moment, FirewallGroup group, List<Association> associations) {
        if (group.isCreating(moment)) {
            return "PENDING_CREATE";
        }
        return group.isUpdating(moment) ? "PENDING_UPDATE" : associations.isEmpty() ? "INACTIVE" : "ACTIVE";
    }

    private static @Nullable String id(Policy policy) {
        return policy instanceof Policy.Of(String id) ? id : null;
    }

    private static Map<String, Object> envelope(RequestContext rq, Snapshot snapshot, FirewallGroup group) {
        return Map.of("firewall_group", wire(rq.moment(), snapshot, group));
    }

    private static CompletionStage<Answer> create(RequestContext rq) {
        Body group = rq.body().object("firewall_group");
        List<String> ports = group.texts("ports", Text.ID);
        String name = group.text("name", Firewalls.TEXT, "");
        String description = group.text("description", Firewalls.TEXT, "");
        Policy ingress = policy(group, "ingress_firewall_policy_id").applyTo(new Policy.None(), new Policy.None());
        Policy egress = policy(group, "egress_firewall_policy_id").applyTo(new Policy.None(), new Policy.None());
        boolean adminStateUp = group.flag("admin_state_up", true);
        String id = UUID.randomUUID().toString();
        return rq.snapshot()
                .thenCompose(before -> rq.ask(
                        FirewallGroup.TYPE,
                        id,
                        new FirewallGroupCommand.Open(
                                name,
                                description,
                                FirewallGroup.DEFAULT_ENTERPRISE_PROJECT,
                                ingress,
                                egress,
                                GatewayPorts.subnets(before, ports),
                                adminStateUp,
                                List.of())))
                .thenCompose(made -> rq.read(after -> Answer.created(envelope(rq, after, made))));
    }

    /** {@return left out, null (no policy), or the id; blank is no policy too} */
    private static Patch<Policy> policy(Body group, String field) {
        return group.patch(field, (JsonNode value, String path) -> {
            String id = Body.text(value, path, Text.MAYBE_ID);
            return id.isEmpty() ? new Policy.None() : new Policy.Of(id);
        });
    }

    private static CompletionStage<Answer> list(RequestContext rq) {
        return rq.read(snapshot -> LIST.answer(
                rq,
                snapshot.all(FirewallGroup.TYPE).stream()
                        .map(group -> wire(rq.moment(), snapshot, group))
                        .toList()));
    }

    private static CompletionStage<Answer> show(RequestContext rq) {
        String id = rq.path("firewall_group_id");
        return rq.read(snapshot -> NeutronList.one(
                rq,
                "firewall_group",
                wire(
                        rq.moment(),
                        snapshot,
                        snapshot.find(FirewallGroup.TYPE, id)
                                .orElseThrow(() -> Rejected.notFound(FirewallGroup.TYPE.name(), id)))));
    }

    private static CompletionStage<Answer> update(RequestContext rq) {
        Body group = rq.body().object("firewall_group");
        List<String> ports = group.texts("ports", Text.ID);
        Patch<String> name = group.patchText("name", Firewalls.TEXT);
        Patch<String> description = group.patchText("description", Firewalls.TEXT);
        Patch<Policy> ingress = policy(group, "ingress_firewall_policy_id");
        Patch<Policy> egress = policy(group, "egress_firewall_policy_id");
        Patch<Boolean> adminStateUp = group.patchFlag("admin_state_up");
        return rq.snapshot()
                .thenCompose(before -> rq.ask(
                        FirewallGroup.TYPE,
                        rq.path("firewall_group_id"),
                        new FirewallGroupCommand.Update(
                                name,
                                description,
                                ingress,
                                egress,
                                group.has("ports") ? Patch.set(GatewayPorts.subnets(before, ports)) : Patch.keep(),
                                adminStateUp)))
                .thenCompose(changed -> rq.read(after -> Answer.ok(envelope(rq, after, changed))));
    }

    private static CompletionStage<Answer> delete(RequestContext rq) {
        return rq.ask(FirewallGroup.TYPE, rq.path("firewall_group_id"), new FirewallGroupCommand.Close())
                .thenApply(gone -> Answer.noContent());
    }
}
