package dev.twinstack.emulator.firewall;

import dev.twinstack.emulator.firewall.FirewallPolicyCommand.Place;
import dev.twinstack.emulator.firewall.FirewallPolicyEvent.Applied;
import dev.twinstack.emulator.firewall.FirewallPolicyEvent.Closed;
import dev.twinstack.emulator.firewall.FirewallPolicyEvent.Opened;
import dev.twinstack.emulator.firewall.FirewallPolicyEvent.Updated;
import dev.twinstack.emulator.firewall.FirewallPolicyEvent.Withdrawn;
import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.Context;
import dev.twinstack.emulator.kernel.Decision;
import dev.twinstack.emulator.kernel.DomainError.Conflict;
import dev.twinstack.emulator.kernel.DomainError.InUse;
import dev.twinstack.emulator.kernel.DomainError.Invalid;
import dev.twinstack.emulator.kernel.DomainError.NotFound;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Resource;
import dev.twinstack.emulator.kernel.ResourceType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.pcollections.HashTreePSet;
import org.pcollections.PSet;

/** What a firewall policy decides: the order of its rules, each there once. */
public final class FirewallPolicyRules implements Resource<FirewallPolicy, FirewallPolicyCommand, FirewallPolicyEvent> {
    @Override
    public ResourceType<FirewallPolicy> type() {
        return FirewallPolicy.TYPE;
    }

    @Override
    public Class<FirewallPolicyCommand> commands() {
        return FirewallPolicyCommand.class;
    }

    @Override
    public Class<FirewallPolicyEvent> events() {
        return FirewallPolicyEvent.class;
    }

    @Override
    public Decision<FirewallPolicyEvent> open(FirewallPolicyCommand command, Context ctx) {
        if (!(command
                instanceof
                FirewallPolicyCommand.Open(String name, String description, List<String> rules, boolean audited))) {
            return Decision.refuse(new NotFound(FirewallPolicy.TYPE.name(), ctx.id()));
        }
        if (new HashSet<>(rules).size() < rules.size()) {
            return twice();
        }
        List<Claim> claims = claims(ctx.self(), rules);
        return ctx.granted(claims)
                ? Decision.persist(new Opened(ctx.id(), name, description, rules, audited, ctx.now()))
                : Decision.needs(claims);
    }

    private static Decision<FirewallPolicyEvent> twice() {
        return Decision.refuse(new Conflict("firewallrule-in-policy", "A firewall policy has each rule once only."));
    }

    private static List<Claim> claims(EntityRef self, List<String> rules) {
        return rules.stream()
                .map(rule -> FirewallRuleCommand.use(self.sibling(FirewallRule.TYPE, rule), self.id()))
                .toList();
    }

    @Override
    public Decision<FirewallPolicyEvent> decide(FirewallPolicy policy, FirewallPolicyCommand command, Context ctx) {
        return switch (command) {
            case FirewallPolicyCommand.Open open ->
                Decision.refuse(new Conflict("firewallpolicy-exists", "The firewall policy already exists."));
            case FirewallPolicyCommand.Update update ->
                change(
                        policy,
                        new Updated(
                                update.name().applyTo(policy.name(), ""),
                                update.description().applyTo(policy.description(), ""),
                                update.rules().applyTo(policy.rules(), List.of()),
                                update.audited().applyTo(false, false),
                                ctx.now()),
                        ctx);
            case FirewallPolicyCommand.InsertRule(String rule, Place place) -> insert(policy, rule, place, ctx);
            case FirewallPolicyCommand.RemoveRule(String rule) -> remove(policy, rule, ctx);
            case FirewallPolicyCommand.Close close ->
                policy.groups().isEmpty()
                        ? Decision.persist(new Closed())
                        : Decision.refuse(new InUse(
                                "firewallpolicy-in-use",
                                "The firewall policy " + policy.id() + " is still used by a firewall group."));
            case FirewallPolicyCommand.Apply(String group) ->
                Decision.grant(policy.groups().contains(group) ? List.of() : List.of(new Applied(group)), policy.id());
            case FirewallPolicyCommand.Withdraw(String group) ->
                Decision.grant(
                        policy.groups().contains(group) ? List.of(new Withdrawn(group)) : List.of(), policy.id());
        };
    }

    private static Decision<FirewallPolicyEvent> change(FirewallPolicy policy, Updated after, Context ctx) {
        if (new HashSet<>(after.rules()).size() < after.rules().size()) {
            return twice();
        }
        List<Claim> claims = claims(
                ctx.self(),
                after.rules().stream()
                        .filter(rule -> !policy.rules().contains(rule))
                        .toList());
        return ctx.granted(claims) ? Decision.persist(after) : Decision.needs(claims);
    }

    private static Decision<FirewallPolicyEvent> insert(FirewallPolicy policy, String rule, Place place, Context ctx) {
        if (policy.rules().contains(rule)) {
            return Decision.refuse(new Conflict(
                    "firewallrule-in-policy",
                    "The firewall rule " + rule + " is already in the firewall policy " + policy.id() + "."));
        }
        int at = switch (place) {
            case Place.First first -> 0;
            case Place.Before(String other) -> policy.rules().indexOf(other);
            case Place.After(String other) ->
                policy.rules().contains(other) ? policy.rules().indexOf(other) + 1 : -1;
        };
        if (at < 0) {
            return notInPolicy(policy, "the rule named as its neighbour");
        }
        List<String> rules = new ArrayList<>(policy.rules());
        rules.add(at, rule);
        return change(policy, new Updated(policy.name(), policy.description(), rules, false, ctx.now()), ctx);
    }

    private static Decision<FirewallPolicyEvent> remove(FirewallPolicy policy, String rule, Context ctx) {
        if (!policy.rules().contains(rule)) {
            return notInPolicy(policy, rule);
        }
        List<String> rules =
                policy.rules().stream().filter(other -> !other.equals(rule)).toList();
        return Decision.persist(new Updated(policy.name(), policy.description(), rules, false, ctx.now()));
    }

    private static Decision<FirewallPolicyEvent> notInPolicy(FirewallPolicy policy, String rule) {
        return Decision.refuse(new Invalid(
                "firewallrule-not-in-policy",
                "firewall_rule_id",
                "The firewall policy " + policy.id() + " does not have " + rule + "."));
    }

    @Override
    public FirewallPolicy opened(FirewallPolicyEvent first) {
        if (first
                instanceof
                Opened(String id, String name, String description, List<String> rules, boolean audited, Instant at)) {
            return new FirewallPolicy(id, name, description, rules, audited, HashTreePSet.empty(), at, at);
        }
        throw new IllegalStateException("not the first event of a firewall policy: " + first);
    }

    @Override
    public FirewallPolicy evolve(FirewallPolicy policy, FirewallPolicyEvent event) {
        return switch (event) {
            case Opened opened -> throw new IllegalStateException("opened twice: " + policy.id());
            case Updated(String name, String description, List<String> rules, boolean audited, Instant at) ->
                new FirewallPolicy(
                        policy.id(), name, description, rules, audited, policy.groups(), policy.createdAt(), at);
            case Applied(String group) -> with(policy, policy.groups().plus(group));
            case Withdrawn(String group) -> with(policy, policy.groups().minus(group));
            case Closed closed -> throw new IllegalStateException("closed entities do not evolve");
        };
    }

    private static FirewallPolicy with(FirewallPolicy policy, PSet<String> groups) {
        return new FirewallPolicy(
                policy.id(),
                policy.name(),
                policy.description(),
                policy.rules(),
                policy.audited(),
                groups,
                policy.createdAt(),
                policy.updatedAt());
    }

    @Override
    public List<Claim.Hold> holds(EntityRef self, FirewallPolicy policy) {
        return claims(self, policy.rules()).stream().map(Claim::hold).toList();
    }

    @Override
    public List<Claim.Held> held(EntityRef self, FirewallPolicy policy) {
        return policy.groups().stream()
                .map(group -> new Claim.Held(
                        self.sibling(FirewallGroup.TYPE, group), new FirewallPolicyCommand.Withdraw(group)))
                .toList();
    }
}
