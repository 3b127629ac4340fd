package dev.twinstack.emulator.firewall;

import dev.twinstack.emulator.firewall.FirewallPolicyCommand.NewRule;
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
import java.util.Optional;
import java.util.Set;
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
        return switch (command) {
            case FirewallPolicyCommand.Open open -> openNew(open, ctx);
            case FirewallPolicyCommand.OpenFor(String group, String name) ->
                Decision.grant(
                        List.of(new Opened(ctx.id(), name, "", List.of(), false, ctx.now(), true), new Applied(group)),
                        ctx.id());
            case FirewallPolicyCommand.Update update -> notFound(ctx);
            case FirewallPolicyCommand.InsertRule insert -> notFound(ctx);
            case FirewallPolicyCommand.RemoveRule remove -> notFound(ctx);
            case FirewallPolicyCommand.InsertNewRules insert -> notFound(ctx);
            case FirewallPolicyCommand.RemoveRules remove -> notFound(ctx);
            case FirewallPolicyCommand.Close close -> notFound(ctx);
            case FirewallPolicyCommand.Apply apply -> notFound(ctx);
            case FirewallPolicyCommand.Withdraw withdraw -> notFound(ctx);
        };
    }

    private static Decision<FirewallPolicyEvent> notFound(Context ctx) {
        return Decision.refuse(new NotFound(FirewallPolicy.TYPE.name(), ctx.id()));
    }

    private static Decision<FirewallPolicyEvent> openNew(FirewallPolicyCommand.Open open, Context ctx) {
        if (new HashSet<>(open.rules()).size() < open.rules().size()) {
            return twice();
        }
        List<Claim> claims = claims(ctx.self(), open.rules());
        return ctx.granted(claims)
                ? Decision.persist(new Opened(
                        ctx.id(), open.name(), open.description(), open.rules(), open.audited(), ctx.now(), false))
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
            case FirewallPolicyCommand.Open open -> exists();
            case FirewallPolicyCommand.OpenFor open ->
                policy.dependent() && policy.groups().contains(open.group())
                        ? Decision.grant(List.of(), policy.id())
                        : exists();
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
            case FirewallPolicyCommand.InsertNewRules(List<NewRule> rules, Place place) ->
                insertNew(policy, rules, place, ctx);
            case FirewallPolicyCommand.RemoveRule(String rule) -> remove(policy, List.of(rule), ctx);
            case FirewallPolicyCommand.RemoveRules(List<String> rules) -> remove(policy, rules, ctx);
            case FirewallPolicyCommand.Close close ->
                policy.groups().isEmpty()
                        ? Decision.persist(new Closed())
                        : Decision.refuse(new InUse(
                                "firewallpolicy-in-use",
                                "The firewall policy " + policy.id() + " is still used by a firewall group."));
            case FirewallPolicyCommand.Apply(String group) ->
                Decision.grant(policy.groups().contains(group) ? List.of() : List.of(new Applied(group)), policy.id());
            case FirewallPolicyCommand.Withdraw(String group) -> withdraw(policy, group);
        };
    }

    private static Decision<FirewallPolicyEvent> exists() {
        return Decision.refuse(new Conflict("firewallpolicy-exists", "The firewall policy already exists."));
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
        return with(policy, List.of(rule), place, ctx)
                .map(after -> change(policy, after, ctx))
                .orElseGet(() -> notInPolicy(policy, "the rule named as its neighbour"));
    }

    private static Decision<FirewallPolicyEvent> insertNew(
            FirewallPolicy policy, List<NewRule> rules, Place place, Context ctx) {
        Optional<Updated> after = with(policy, rules.stream().map(NewRule::id).toList(), place, ctx);
        if (after.isEmpty()) {
            return notInPolicy(policy, "the rule named as its neighbour");
        }
        List<Claim> claims = rules.stream()
                .map(rule -> FirewallRuleCommand.openFor(
                        ctx.self().sibling(FirewallRule.TYPE, rule.id()),
                        policy.id(),
                        rule.name(),
                        rule.description(),
                        rule.spec()))
                .toList();
        return ctx.granted(claims) ? Decision.persist(after.get()) : Decision.needs(claims);
    }

    /** {@return the policy with more rules at a place, or empty if it lacks the neighbour that names the place} */
    private static Optional<Updated> with(FirewallPolicy policy, List<String> more, Place place, Context ctx) {
        int at = switch (place) {
            case Place.First first -> 0;
            case Place.Before(String other) -> policy.rules().indexOf(other);
            case Place.After(String other) ->
                policy.rules().contains(other) ? policy.rules().indexOf(other) + 1 : -1;
        };
        if (at < 0) {
            return Optional.empty();
        }
        List<String> rules = new ArrayList<>(policy.rules());
        rules.addAll(at, more);
        return Optional.of(new Updated(policy.name(), policy.description(), rules, false, ctx.now()));
    }

    private static Decision<FirewallPolicyEvent> remove(FirewallPolicy policy, List<String> gone, Context ctx) {
        Optional<String> missing =
                gone.stream().filter(rule -> !policy.rules().contains(rule)).findFirst();
        if (missing.isPresent()) {
            return notInPolicy(policy, missing.get());
        }
        List<String> rules =
                policy.rules().stream().filter(rule -> !gone.contains(rule)).toList();
        return Decision.persist(new Updated(policy.name(), policy.description(), rules, false, ctx.now()));
    }

    private static Decision<FirewallPolicyEvent> notInPolicy(FirewallPolicy policy, String rule) {
        return Decision.refuse(new Invalid(
                "firewallrule-not-in-policy",
                "firewall_rule_id",
                "The firewall policy " + policy.id() + " does not have " + rule + "."));
    }

    /** With its last group a dependent policy goes as well, and with it its dependent rules. */
    private static Decision<FirewallPolicyEvent> withdraw(FirewallPolicy policy, String group) {
        if (!policy.groups().contains(group)) {
            return Decision.grant(List.of(), policy.id());
        }
        boolean last = policy.groups().equals(Set.of(group));
        return Decision.grant(List.of(policy.dependent() && last ? new Closed() : new Withdrawn(group)), policy.id());
    }

    @Override
    public FirewallPolicy opened(FirewallPolicyEvent first) {
        if (first instanceof Opened opened) {
            return new FirewallPolicy(
                    opened.id(),
                    opened.name(),
                    opened.description(),
                    opened.rules(),
                    opened.audited(),
                    opened.dependent(),
                    HashTreePSet.empty(),
                    opened.at(),
                    opened.at());
        }
        throw new IllegalStateException("not the first event of a firewall policy: " + first);
    }

    @Override
    public FirewallPolicy evolve(FirewallPolicy policy, FirewallPolicyEvent event) {
        return switch (event) {
            case Opened opened -> throw new IllegalStateException("opened twice: " + policy.id());
            case Updated(String name, String description, List<String> rules, boolean audited, Instant at) ->
                new FirewallPolicy(
                        policy.id(),
                        name,
                        description,
                        rules,
                        audited,
                        policy.dependent(),
                        policy.groups(),
                        policy.createdAt(),
                        at);
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
                policy.dependent(),
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
