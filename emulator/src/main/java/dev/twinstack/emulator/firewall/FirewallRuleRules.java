package dev.twinstack.emulator.firewall;

import dev.twinstack.emulator.firewall.FirewallRule.Action;
import dev.twinstack.emulator.firewall.FirewallRule.Spec;
import dev.twinstack.emulator.firewall.FirewallRuleEvent.Closed;
import dev.twinstack.emulator.firewall.FirewallRuleEvent.Dropped;
import dev.twinstack.emulator.firewall.FirewallRuleEvent.Opened;
import dev.twinstack.emulator.firewall.FirewallRuleEvent.StoredSpec;
import dev.twinstack.emulator.firewall.FirewallRuleEvent.Updated;
import dev.twinstack.emulator.firewall.FirewallRuleEvent.Used;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.Context;
import dev.twinstack.emulator.kernel.Decision;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.kernel.DomainError.Conflict;
import dev.twinstack.emulator.kernel.DomainError.InUse;
import dev.twinstack.emulator.kernel.DomainError.Invalid;
import dev.twinstack.emulator.kernel.DomainError.NotFound;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Resource;
import dev.twinstack.emulator.kernel.ResourceType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.pcollections.HashTreePSet;
import org.pcollections.PSet;

/** What a firewall rule decides: that it makes sense by itself, and when it may go. */
public final class FirewallRuleRules implements Resource<FirewallRule, FirewallRuleCommand, FirewallRuleEvent> {
    private static final Set<String> WITH_PORTS = Set.of("tcp", "udp", "6", "17");
    private static final Set<String> NAMED = Set.of("", "tcp", "udp", "icmp");
    private static final int HIGHEST_PROTOCOL = 255;

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
        if (!(command instanceof FirewallRuleCommand.Open(String name, String description, Spec spec))) {
            return Decision.refuse(new NotFound(FirewallRule.TYPE.name(), ctx.id()));
        }
        return objection(spec)
                .<Decision<FirewallRuleEvent>>map(Decision::refuse)
                .orElseGet(() ->
                        Decision.persist(new Opened(ctx.id(), name, description, StoredSpec.of(spec), ctx.now())));
    }

    private static Optional<DomainError> objection(Spec spec) {
        String protocol = spec.protocol();
        if (!NAMED.contains(protocol)
                && !(protocol.matches("[0-9]{1,3}") && Integer.parseInt(protocol) <= HIGHEST_PROTOCOL)) {
            return invalid(
                    "firewallrule-protocol",
                    "protocol",
                    "The protocol " + protocol + " is not TCP, UDP, ICMP or 0 to 255.");
        }
        boolean ports = spec.sourcePorts() instanceof Match.Ports.Between
                || spec.destinationPorts() instanceof Match.Ports.Between;
        if (ports && !WITH_PORTS.contains(protocol)) {
            return invalid("firewallrule-ports", "protocol", "Ports are for the protocols TCP and UDP only.");
        }
        if (isOther(spec.source(), spec.family()) || isOther(spec.destination(), spec.family())) {
            return invalid(
                    "firewallrule-ip-version",
                    "ip_version",
                    "The addresses are not of IP version " + spec.family().version() + ".");
        }
        return Optional.empty();
    }

    /** A rule of type IPv6 takes IPv6 addresses, one of type IPv4 takes IPv4 ones (SEED-21). */
    private static boolean isOther(Match.Address address, Family family) {
        return address instanceof Match.Address.Within(String verbatim, IpRange range) && range.family() != family;
    }

    private static Optional<DomainError> invalid(String reason, String field, String message) {
        return Optional.of(new Invalid(reason, field, message));
    }

    @Override
    public Decision<FirewallRuleEvent> decide(FirewallRule rule, FirewallRuleCommand command, Context ctx) {
        return switch (command) {
            case FirewallRuleCommand.Open open ->
                Decision.refuse(new Conflict("firewallrule-exists", "The firewall rule already exists."));
            case FirewallRuleCommand.Update update -> update(rule, update, ctx);
            case FirewallRuleCommand.Close close -> close(rule);
            case FirewallRuleCommand.Use(String policy) ->
                Decision.grant(rule.policies().contains(policy) ? List.of() : List.of(new Used(policy)), rule.id());
            case FirewallRuleCommand.Drop(String policy) ->
                Decision.grant(rule.policies().contains(policy) ? List.of(new Dropped(policy)) : List.of(), rule.id());
        };
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
        return objection(after)
                .<Decision<FirewallRuleEvent>>map(Decision::refuse)
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

    @Override
    public FirewallRule opened(FirewallRuleEvent first) {
        if (first instanceof Opened(String id, String name, String description, StoredSpec spec, Instant at)) {
            return new FirewallRule(id, name, description, spec.spec(), HashTreePSet.empty(), at, at);
        }
        throw new IllegalStateException("not the first event of a firewall rule: " + first);
    }

    @Override
    public FirewallRule evolve(FirewallRule rule, FirewallRuleEvent event) {
        return switch (event) {
            case Opened opened -> throw new IllegalStateException("opened twice: " + rule.id());
            case Updated(String name, String description, StoredSpec spec, Instant at) ->
                new FirewallRule(rule.id(), name, description, spec.spec(), rule.policies(), rule.createdAt(), at);
            case Used(String policy) -> with(rule, rule.policies().plus(policy));
            case Dropped(String policy) -> with(rule, rule.policies().minus(policy));
            case Closed closed -> throw new IllegalStateException("closed entities do not evolve");
        };
    }

    private static FirewallRule with(FirewallRule rule, PSet<String> policies) {
        return new FirewallRule(
                rule.id(), rule.name(), rule.description(), rule.spec(), policies, rule.createdAt(), rule.updatedAt());
    }

    @Override
    public List<Claim.Held> held(EntityRef self, FirewallRule rule) {
        return rule.policies().stream()
                .map(policy ->
                        new Claim.Held(self.sibling(FirewallPolicy.TYPE, policy), new FirewallRuleCommand.Drop(policy)))
                .toList();
    }
}
