package dev.twinstack.emulator.firewall;

import dev.twinstack.emulator.addressgroup.AddressGroup;
import dev.twinstack.emulator.addressgroup.AddressGroupCommand;
import dev.twinstack.emulator.firewall.FirewallRule.Action;
import dev.twinstack.emulator.firewall.FirewallRule.Spec;
import dev.twinstack.emulator.firewall.FirewallRuleEvent.Closed;
import dev.twinstack.emulator.firewall.FirewallRuleEvent.Dropped;
import dev.twinstack.emulator.firewall.FirewallRuleEvent.Opened;
import dev.twinstack.emulator.firewall.FirewallRuleEvent.StoredSpec;
import dev.twinstack.emulator.firewall.FirewallRuleEvent.Updated;
import dev.twinstack.emulator.firewall.FirewallRuleEvent.Used;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.Context;
import dev.twinstack.emulator.kernel.Decision;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.kernel.DomainError.Conflict;
import dev.twinstack.emulator.kernel.DomainError.InUse;
import dev.twinstack.emulator.kernel.DomainError.NotFound;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Resource;
import dev.twinstack.emulator.kernel.ResourceType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.pcollections.HashTreePSet;
import org.pcollections.PSet;

/** What a firewall rule decides: that it makes sense ({@link RuleShape}), and when it may go. */
public final class FirewallRuleRules implements Resource<FirewallRule, FirewallRuleCommand, FirewallRuleEvent> {
    @Override
    public ResourceType<FirewallRule> type() {
        return FirewallRule.TYPE;
    }

    @Override
    public Class<FirewallRuleCommand> commands() {
        return FirewallRuleCommand.class;
    }

    @Override
    public Class<FirewallRuleEvent> events() {
        return FirewallRuleEvent.class;
    }

    @Override
    public Decision<FirewallRuleEvent> open(FirewallRuleCommand command, Context ctx) {
        return switch (command) {
            case FirewallRuleCommand.Open(String name, String description, Spec spec) ->
                objection(spec, ctx)
                        .orElseGet(() -> Decision.persist(
                                new Opened(ctx.id(), name, description, StoredSpec.of(spec), ctx.now(), false)));
            case FirewallRuleCommand.OpenFor(String policy, String name, String description, Spec spec) ->
                objection(spec, ctx)
                        .orElseGet(() -> Decision.grant(
                                List.of(
                                        new Opened(ctx.id(), name, description, StoredSpec.of(spec), ctx.now(), true),
                                        new Used(policy)),
                                ctx.id()));
            case FirewallRuleCommand.Update update -> notFound(ctx);
            case FirewallRuleCommand.Close close -> notFound(ctx);
            case FirewallRuleCommand.Use use -> notFound(ctx);
            case FirewallRuleCommand.Drop drop -> notFound(ctx);
            case FirewallRuleCommand.DropAddressGroup drop -> notFound(ctx);
        };
    }

    private static Decision<FirewallRuleEvent> notFound(Context ctx) {
        return Decision.refuse(new NotFound(FirewallRule.TYPE.name(), ctx.id()));
    }

    /**
     * {@return what keeps a rule from being so, if anything: a fault, or what it has to claim first} It claims again what
     * it has already, as an IP version that changes must fit it too.
     */
    private static Optional<Decision<FirewallRuleEvent>> objection(Spec spec, Context ctx) {
        Optional<DomainError> fault = RuleShape.objection(spec);
        if (fault.isPresent()) {
            return fault.map(Decision::refuse);
        }
        List<Claim> claims = groups(spec).map(group -> claim(ctx.self(), group)).toList();
        return ctx.granted(claims) ? mismatch(spec, ctx).map(Decision::refuse) : Optional.of(Decision.needs(claims));
    }

    private static Stream<String> groups(Spec spec) {
        return Stream.of(spec.source().groupId(), spec.destination().groupId()).filter(group -> !group.isEmpty());
    }

    private static Claim claim(EntityRef self, String group) {
        return AddressGroupCommand.use(self.sibling(AddressGroup.TYPE, group), self);
    }

    /** A rule and its IP address group are of one IP version (AG-09). */
    private static Optional<DomainError> mismatch(Spec spec, Context ctx) {
        return groups(spec)
                .flatMap(group -> ctx
                        .grant(ctx.self().sibling(AddressGroup.TYPE, group), Family.class)
                        .filter(family -> family != spec.family())
                        .<DomainError>map(family -> AddressGroup.familyMismatch(group, family, "ip_version"))
                        .stream())
                .findFirst();
    }

    @Override
    public Decision<FirewallRuleEvent> decide(FirewallRule rule, FirewallRuleCommand command, Context ctx) {
        return switch (command) {
            case FirewallRuleCommand.Open open -> exists();
            case FirewallRuleCommand.OpenFor open ->
                rule.dependent() && rule.policies().contains(open.policy())
                        ? Decision.grant(List.of(), rule.id())
                        : exists();
            case FirewallRuleCommand.Update update -> update(rule, update, ctx);
            case FirewallRuleCommand.Close close -> close(rule);
            case FirewallRuleCommand.Use(String policy) ->
                Decision.grant(rule.policies().contains(policy) ? List.of() : List.of(new Used(policy)), rule.id());
            case FirewallRuleCommand.Drop(String policy) -> drop(rule, policy);
            case FirewallRuleCommand.DropAddressGroup(String group) ->
                groups(rule.spec()).anyMatch(group::equals) ? Decision.persist(new Closed()) : Decision.nothing();
        };
    }

    private static Decision<FirewallRuleEvent> exists() {
        return Decision.refuse(new Conflict("firewallrule-exists", "The firewall rule already exists."));
    }

    private static Decision<FirewallRuleEvent> update(
            FirewallRule rule, FirewallRuleCommand.Update update, Context ctx) {
        Spec before = rule.spec();
        Spec after = new Spec(
                update.protocol().applyTo(before.protocol(), ""),
                update.family().applyTo(before.family(), Family.IPV4),
                update.source().applyTo(before.source(), new Match.Address.Anything()),
                update.sourcePorts().applyTo(before.sourcePorts(), new Match.Ports.All()),
                update.destination().applyTo(before.destination(), new Match.Address.Anything()),
                update.destinationPorts().applyTo(before.destinationPorts(), new Match.Ports.All()),
                update.action().applyTo(before.action(), Action.DENY),
                update.enabled().applyTo(before.enabled(), true));
        return objection(after, ctx)
                .orElseGet(() -> Decision.persist(new Updated(
                        update.name().applyTo(rule.name(), ""),
                        update.description().applyTo(rule.description(), ""),
                        StoredSpec.of(after),
                        ctx.now())));
    }

    /** A rule leaves its policies before it goes (DEL-25). */
    private static Decision<FirewallRuleEvent> close(FirewallRule rule) {
        return rule.policies().isEmpty()
                ? Decision.persist(new Closed())
                : Decision.refuse(new InUse(
                        "firewallrule-in-use", "The firewall rule " + rule.id() + " is still in a firewall policy."));
    }

    /** With its last policy a dependent rule goes as well. */
    private static Decision<FirewallRuleEvent> drop(FirewallRule rule, String policy) {
        if (!rule.policies().contains(policy)) {
            return Decision.grant(List.of(), rule.id());
        }
        boolean last = rule.policies().equals(Set.of(policy));
        return Decision.grant(List.of(rule.dependent() && last ? new Closed() : new Dropped(policy)), rule.id());
    }

    @Override
    public FirewallRule opened(FirewallRuleEvent first) {
        if (first
                instanceof
                Opened(String id, String name, String description, StoredSpec spec, Instant at, boolean dependent)) {
            return new FirewallRule(id, name, description, spec.spec(), dependent, HashTreePSet.empty(), at, at);
        }
        throw new IllegalStateException("not the first event of a firewall rule: " + first);
    }

    @Override
    public FirewallRule evolve(FirewallRule rule, FirewallRuleEvent event) {
        return switch (event) {
            case Opened opened -> throw new IllegalStateException("opened twice: " + rule.id());
            case Updated(String name, String description, StoredSpec spec, Instant at) ->
                new FirewallRule(
                        rule.id(),
                        name,
                        description,
                        spec.spec(),
                        rule.dependent(),
                        rule.policies(),
                        rule.createdAt(),
                        at);
            case Used(String policy) -> with(rule, rule.policies().plus(policy));
            case Dropped(String policy) -> with(rule, rule.policies().minus(policy));
            case Closed closed -> throw new IllegalStateException("closed entities do not evolve");
        };
    }

    private static FirewallRule with(FirewallRule rule, PSet<String> policies) {
        return new FirewallRule(
                rule.id(),
                rule.name(),
                rule.description(),
                rule.spec(),
                rule.dependent(),
                policies,
                rule.createdAt(),
                rule.updatedAt());
    }

    @Override
    public List<Claim.Hold> holds(EntityRef self, FirewallRule rule) {
        return groups(rule.spec()).map(group -> claim(self, group).hold()).toList();
    }

    @Override
    public List<Claim.Held> held(EntityRef self, FirewallRule rule) {
        return rule.policies().stream()
                .map(policy ->
                        new Claim.Held(self.sibling(FirewallPolicy.TYPE, policy), new FirewallRuleCommand.Drop(policy)))
                .toList();
    }
}
