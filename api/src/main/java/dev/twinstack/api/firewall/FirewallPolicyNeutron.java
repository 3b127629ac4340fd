package dev.twinstack.api.firewall;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.twinstack.api.dialect.Neutron;
import dev.twinstack.api.dialect.NeutronList;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.api.http.Text;
import dev.twinstack.emulator.firewall.FirewallPolicy;
import dev.twinstack.emulator.firewall.FirewallPolicyCommand;
import dev.twinstack.emulator.firewall.FirewallPolicyCommand.Place;
import dev.twinstack.emulator.firewall.FirewallRule;
import dev.twinstack.emulator.firewall.FirewallView;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.kernel.Patch;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** Native firewall policies. Source: API reference, native "Firewall" (ACL-23, ACL-24). */
public final class FirewallPolicyNeutron {
    private static final String ALL = "/v2.0/fwaas/firewall_policies";
    private static final String ONE = ALL + "/{firewall_policy_id}";

    public static final List<Endpoint> ENDPOINTS = List.of(
            Neutron.post("NeutronCreateFirewallPolicy", ALL, Firewalls.ERRORS, FirewallPolicyNeutron::create),
            Neutron.get("NeutronListFirewallPolicies", ALL, Firewalls.ERRORS, FirewallPolicyNeutron::list),
            Neutron.get("NeutronShowFirewallPolicy", ONE, Firewalls.ERRORS, FirewallPolicyNeutron::show),
            Neutron.put("NeutronUpdateFirewallPolicy", ONE, Firewalls.ERRORS, FirewallPolicyNeutron::update),
            Neutron.delete("NeutronDeleteFirewallPolicy", ONE, Firewalls.ERRORS, FirewallPolicyNeutron::delete),
            Neutron.put(
                    "NeutronAddFirewallRule", ONE + "/insert_rule", Firewalls.ERRORS, FirewallPolicyNeutron::insert),
            Neutron.put(
                    "NeutronRemoveFirewallRule",
                    ONE + "/remove_rule",
                    Firewalls.ERRORS,
                    rq -> change(rq, new FirewallPolicyCommand.RemoveRule(rule(rq.body())))));

    private static final NeutronList<Wire> LIST = new NeutronList<>(
            "firewall_policies",
            Wire::id,
            Firewalls.filters(
                    Wire::id,
                    Wire::name,
                    Wire::description,
                    Wire::projectId,
                    Map.of("audited", Firewalls.flag(Wire::audited), "public", Firewalls.flag(Wire::isPublic))),
            row -> row);

    private FirewallPolicyNeutron() {}

    private record Wire(
            String id,
            String name,
            String description,
            String tenantId,
            String projectId,
            List<String> firewallRules,
            boolean audited,
            @JsonProperty("public") boolean isPublic) {}

    private static Wire wire(Snapshot snapshot, FirewallPolicy policy) {
        return new Wire(
                policy.id(),
                policy.name(),
                policy.description(),
                snapshot.project(),
                snapshot.project(),
                FirewallView.rules(snapshot, policy).stream()
                        .map(FirewallRule::id)
                        .toList(),
                policy.audited(),
                false);
    }

    private static CompletionStage<Answer> create(RequestContext rq) {
        Body policy = rq.body().object("firewall_policy");
        FirewallPolicyCommand open = new FirewallPolicyCommand.Open(
                policy.text("name", Firewalls.TEXT, ""),
                policy.text("description", Firewalls.TEXT, ""),
                policy.texts("firewall_rules", Text.ID),
                policy.flag("audited", false));
        return rq.ask(FirewallPolicy.TYPE, UUID.randomUUID().toString(), open)
                .thenCompose(made ->
                        rq.read(snapshot -> Answer.created(Map.of("firewall_policy", wire(snapshot, made)))));
    }

    private static CompletionStage<Answer> list(RequestContext rq) {
        return rq.read(snapshot -> LIST.answer(
                rq,
                snapshot.all(FirewallPolicy.TYPE).stream()
                        .map(policy -> wire(snapshot, policy))
                        .toList()));
    }

    private static CompletionStage<Answer> show(RequestContext rq) {
        return rq.find(FirewallPolicy.TYPE, rq.path("firewall_policy_id"))
                .thenCompose(
                        policy -> rq.read(snapshot -> NeutronList.one(rq, "firewall_policy", wire(snapshot, policy))));
    }

    private static CompletionStage<Answer> update(RequestContext rq) {
        Body policy = rq.body().object("firewall_policy");
        FirewallPolicyCommand update = new FirewallPolicyCommand.Update(
                policy.patchText("name", Firewalls.TEXT),
                policy.patchText("description", Firewalls.TEXT),
                policy.has("firewall_rules") ? Patch.set(policy.texts("firewall_rules", Text.ID)) : Patch.keep(),
                policy.patchFlag("audited"));
        return rq.ask(FirewallPolicy.TYPE, rq.path("firewall_policy_id"), update)
                .thenCompose(after -> rq.read(snapshot -> Answer.ok(Map.of("firewall_policy", wire(snapshot, after)))));
    }

    private static CompletionStage<Answer> delete(RequestContext rq) {
        return rq.ask(FirewallPolicy.TYPE, rq.path("firewall_policy_id"), new FirewallPolicyCommand.Close())
                .thenApply(gone -> Answer.noContent());
    }

    /** Neighbours may be blank; of two, {@code insert_before} wins (ACL-23). */
    private static CompletionStage<Answer> insert(RequestContext rq) {
        Body body = rq.body();
        Place place = neighbour(body, "insert_before")
                .<Place>map(Place.Before::new)
                .or(() -> neighbour(body, "insert_after").map(Place.After::new))
                .orElseGet(Place.First::new);
        return change(rq, new FirewallPolicyCommand.InsertRule(rule(body), place));
    }

    private static Optional<String> neighbour(Body body, String field) {
        return body.maybeText(field, Text.upTo(255)).filter(id -> !id.isEmpty());
    }

    private static String rule(Body body) {
        return body.text("firewall_rule_id", Text.ID);
    }

    /** The answer is the policy itself, in no envelope (example). */
    private static CompletionStage<Answer> change(RequestContext rq, FirewallPolicyCommand command) {
        return rq.ask(FirewallPolicy.TYPE, rq.path("firewall_policy_id"), command)
                .thenCompose(after -> rq.read(snapshot -> Answer.ok(wire(snapshot, after))));
    }
}
