package dev.twinstack.api.firewall;

import dev.twinstack.api.dialect.V3;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.api.http.Text;
import dev.twinstack.emulator.firewall.FirewallGroup;
import dev.twinstack.emulator.firewall.FirewallGroup.Direction;
import dev.twinstack.emulator.firewall.FirewallGroup.Policy;
import dev.twinstack.emulator.firewall.FirewallGroupCommand;
import dev.twinstack.emulator.firewall.FirewallPolicy;
import dev.twinstack.emulator.firewall.FirewallPolicyCommand;
import dev.twinstack.emulator.firewall.FirewallPolicyCommand.NewRule;
import dev.twinstack.emulator.firewall.FirewallPolicyCommand.Place;
import dev.twinstack.emulator.firewall.FirewallRule;
import dev.twinstack.emulator.firewall.FirewallRuleCommand;
import dev.twinstack.emulator.firewall.FirewallView;
import dev.twinstack.emulator.inventory.Snapshot;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The rules of network ACLs. Each is a rule of the native service, in the policy of its direction; the policy is made
 * with the first rule. Source: API reference, "Inserting a Network ACL Rule", "Updating …", "Deleting …" (ACL-11, ACL-12).
 */
public final class FirewallRulesV3 {
    public static final List<Endpoint> ENDPOINTS = List.of(
            V3.put("AddFirewallRules", FirewallV3.ONE + "/insert-rules", FirewallV3.ERRORS, FirewallRulesV3::insert),
            V3.put("UpdateFirewallRules", FirewallV3.ONE + "/update-rules", FirewallV3.ERRORS, FirewallRulesV3::update),
            V3.put(
                    "RemoveFirewallRules",
                    FirewallV3.ONE + "/remove-rules",
                    FirewallV3.ERRORS,
                    FirewallRulesV3::remove));

    private FirewallRulesV3() {}

    private static CompletionStage<Answer> insert(RequestContext rq) {
        Body body = rq.body();
        boolean dryRun = V3.isDryRun(body);
        Body firewall = body.object("firewall");
        Map<Direction, List<NewRule>> rules = new EnumMap<>(Direction.class);
        named(firewall)
                .forEach((direction, bodies) -> rules.put(
                        direction,
                        bodies.stream().map(FirewallRuleBodyV3::newRule).toList()));
        Optional<String> after =
                firewall.maybeText("insert_after_rule", Text.upTo(255)).filter(id -> !id.isEmpty());
        if (after.isPresent() && rules.size() > 1) {
            throw Rejected.field(firewall.path("insert_after_rule"), "goes with rules of one direction only");
        }
        return rq.snapshot().thenCompose(snapshot -> {
            FirewallGroup group = FirewallV3.find(snapshot, rq.path("firewall_id"));
            after.ifPresent(
                    rule -> find(snapshot, group, rules.keySet().iterator().next(), rule));
            Place place = after.<Place>map(Place.After::new).orElseGet(Place.First::new);
            return rehearsed(rq, group, rules)
                    .thenCompose(fine -> dryRun
                            ? V3.dryRun(
                                    rq,
                                    FirewallGroup.TYPE,
                                    group.id(),
                                    providePolicy(rules.keySet().iterator().next()))
                            : insert(rq, group, rules, place));
        });
    }

    /** {@return the rules that are named, by direction; at least one} */
    private static Map<Direction, List<Body>> named(Body firewall) {
        Map<Direction, List<Body>> rules = new EnumMap<>(Direction.class);
        for (Direction direction : Direction.values()) {
            List<Body> bodies = firewall.objects(field(direction));
            if (!bodies.isEmpty()) {
                rules.put(direction, bodies);
            }
        }
        if (rules.isEmpty()) {
            throw Rejected.field(firewall.path(field(Direction.INGRESS)), "or egress_rules is required");
        }
        return rules;
    }

    private static String field(Direction direction) {
        return direction.name().toLowerCase(Locale.ROOT) + "_rules";
    }

    /** Asks the rules of all of them, so that a wrong one changes nothing in either direction. */
    private static CompletionStage<?> rehearsed(
            RequestContext rq, FirewallGroup group, Map<Direction, List<NewRule>> rules) {
        CompletionStage<?> done = CompletableFuture.completedStage(group);
        for (NewRule rule : rules.values().stream().flatMap(List::stream).toList()) {
            done = done.thenCompose(before -> rq.rehearse(
                    FirewallRule.TYPE,
                    rule.id(),
                    new FirewallRuleCommand.OpenFor(group.id(), rule.name(), rule.description(), rule.spec())));
        }
        return done;
    }

    private static FirewallGroupCommand providePolicy(Direction direction) {
        return new FirewallGroupCommand.ProvidePolicy(
                direction, UUID.randomUUID().toString());
    }

    private static CompletionStage<Answer> insert(
            RequestContext rq, FirewallGroup group, Map<Direction, List<NewRule>> rules, Place place) {
        CompletionStage<?> done = CompletableFuture.completedStage(group);
        for (Map.Entry<Direction, List<NewRule>> each : rules.entrySet()) {
            done = done.thenCompose(before -> rq.ask(FirewallGroup.TYPE, group.id(), providePolicy(each.getKey())))
                    .thenCompose(after -> rq.ask(
                            FirewallPolicy.TYPE,
                            policy(after, each.getKey()).orElseThrow(),
                            new FirewallPolicyCommand.InsertNewRules(each.getValue(), place)));
        }
        return done.thenCompose(inserted -> show(rq));
    }

    private static Optional<String> policy(FirewallGroup group, Direction direction) {
        return group.policy(direction) instanceof Policy.Of(String id) ? Optional.of(id) : Optional.empty();
    }

    private static CompletionStage<Answer> show(RequestContext rq) {
        return rq.read(snapshot -> FirewallV3.answer(snapshot, rq.path("firewall_id")));
    }

    private static FirewallRule find(Snapshot snapshot, FirewallGroup group, Direction direction, String id) {
        return FirewallView.rules(snapshot, group, direction).stream()
                .filter(rule -> rule.id().equals(id))
                .findFirst()
                .orElseThrow(() -> Rejected.notFound(FirewallRule.TYPE.name(), id));
    }

    /** One rule of one direction (ACL-12). */
    private static CompletionStage<Answer> update(RequestContext rq) {
        Body body = rq.body();
        boolean dryRun = V3.isDryRun(body);
        Body firewall = body.object("firewall");
        Direction direction = onlyDirection(firewall);
        List<Body> rules = named(firewall).getOrDefault(direction, List.of());
        if (rules.size() > 1) {
            throw Rejected.field(firewall.path(field(direction)), "may hold one rule only");
        }
        Body rule = rules.getFirst();
        String id = rule.text("id", Text.ID);
        return rq.snapshot().thenCompose(snapshot -> {
            FirewallGroup group = FirewallV3.find(snapshot, rq.path("firewall_id"));
            FirewallRuleCommand update = FirewallRuleBodyV3.update(
                    rule, find(snapshot, group, direction, id).spec());
            return dryRun
                    ? V3.dryRun(rq, FirewallRule.TYPE, id, update)
                    : rq.ask(FirewallRule.TYPE, id, update).thenCompose(after -> show(rq));
        });
    }

    private static Direction onlyDirection(Body firewall) {
        Map<Direction, List<Body>> rules = named(firewall);
        if (rules.size() > 1) {
            throw Rejected.field(firewall.path(field(Direction.EGRESS)), "goes without " + field(Direction.INGRESS));
        }
        return rules.keySet().iterator().next();
    }

    /** Rules of one direction (ACL-12). */
    private static CompletionStage<Answer> remove(RequestContext rq) {
        Body body = rq.body();
        boolean dryRun = V3.isDryRun(body);
        Body firewall = body.object("firewall");
        Direction direction = onlyDirection(firewall);
        List<String> ids = named(firewall).getOrDefault(direction, List.of()).stream()
                .map(rule -> rule.text("id", Text.ID))
                .toList();
        if (new HashSet<>(ids).size() < ids.size()) {
            throw Rejected.field(firewall.path(field(direction)), "names a rule twice");
        }
        return rq.snapshot().thenCompose(snapshot -> {
            FirewallGroup group = FirewallV3.find(snapshot, rq.path("firewall_id"));
            String policy = policy(group, direction)
                    .orElseThrow(() -> Rejected.notFound(FirewallRule.TYPE.name(), ids.getFirst()));
            FirewallPolicyCommand remove = new FirewallPolicyCommand.RemoveRules(ids);
            return dryRun
                    ? V3.dryRun(rq, FirewallPolicy.TYPE, policy, remove)
                    : rq.ask(FirewallPolicy.TYPE, policy, remove).thenCompose(after -> show(rq));
        });
    }
}
