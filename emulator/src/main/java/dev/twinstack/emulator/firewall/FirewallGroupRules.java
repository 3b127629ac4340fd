package dev.twinstack.emulator.firewall;

import dev.twinstack.emulator.firewall.FirewallGroup.Policy;
import dev.twinstack.emulator.firewall.FirewallGroupEvent.Closed;
import dev.twinstack.emulator.firewall.FirewallGroupEvent.Opened;
import dev.twinstack.emulator.firewall.FirewallGroupEvent.Updated;
import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.Context;
import dev.twinstack.emulator.kernel.Decision;
import dev.twinstack.emulator.kernel.DomainError.Conflict;
import dev.twinstack.emulator.kernel.DomainError.NotFound;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Resource;
import dev.twinstack.emulator.kernel.ResourceType;
import dev.twinstack.emulator.project.ProjectCommand;
import dev.twinstack.emulator.project.Quota;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a firewall group decides. */
public final class FirewallGroupRules implements Resource<FirewallGroup, FirewallGroupCommand, FirewallGroupEvent> {
    @Override
    public ResourceType<FirewallGroup> type() {
        return FirewallGroup.TYPE;
    }

    @Override
    public Class<FirewallGroupCommand> commands() {
        return FirewallGroupCommand.class;
    }

    @Override
    public Class<FirewallGroupEvent> events() {
        return FirewallGroupEvent.class;
    }

    @Override
    public Decision<FirewallGroupEvent> open(FirewallGroupCommand command, Context ctx) {
        if (!(command instanceof FirewallGroupCommand.Open open)) {
            return Decision.refuse(new NotFound(FirewallGroup.TYPE.name(), ctx.id()));
        }
        List<Claim> claims = new ArrayList<>(policies(ctx.self(), open.ingress(), open.egress()));
        claims.add(ProjectCommand.place(Quota.FIREWALL, ctx.self()));
        return ctx.granted(claims)
                ? Decision.persist(new Opened(
                        ctx.id(),
                        open.name(),
                        open.description(),
                        stored(open.ingress()),
                        stored(open.egress()),
                        open.ports().stream().distinct().toList(),
                        open.adminStateUp(),
                        ctx.now()))
                : Decision.needs(claims);
    }

    /** One claim on each policy, also where one serves both directions. */
    private static List<Claim> policies(EntityRef self, Policy ingress, Policy egress) {
        return Stream.of(stored(ingress), stored(egress))
                .filter(policy -> !policy.isEmpty())
                .distinct()
                .map(policy -> FirewallPolicyCommand.apply(self.sibling(FirewallPolicy.TYPE, policy), self.id()))
                .toList();
    }

    private static String stored(Policy policy) {
        return policy instanceof Policy.Of(String id) ? id : "";
    }

    private static Policy policy(String stored) {
        return stored.isEmpty() ? new Policy.None() : new Policy.Of(stored);
    }

    @Override
    public Decision<FirewallGroupEvent> decide(FirewallGroup group, FirewallGroupCommand command, Context ctx) {
        return switch (command) {
            case FirewallGroupCommand.Open open ->
                Decision.refuse(new Conflict("firewallgroup-exists", "The firewall group already exists."));
            case FirewallGroupCommand.Update update -> update(group, update, ctx);
            case FirewallGroupCommand.Close close -> Decision.persist(new Closed());
        };
    }

    private static Decision<FirewallGroupEvent> update(
            FirewallGroup group, FirewallGroupCommand.Update update, Context ctx) {
        Policy ingress = update.ingress().applyTo(group.ingress(), new Policy.None());
        Policy egress = update.egress().applyTo(group.egress(), new Policy.None());
        List<Claim> before = policies(ctx.self(), group.ingress(), group.egress());
        List<Claim> claims = policies(ctx.self(), ingress, egress).stream()
                .filter(claim -> !before.contains(claim))
                .toList();
        if (!ctx.granted(claims)) {
            return Decision.needs(claims);
        }
        return Decision.persist(new Updated(
                update.name().applyTo(group.name(), ""),
                update.description().applyTo(group.description(), ""),
                stored(ingress),
                stored(egress),
                update.ports().applyTo(group.ports(), List.of()).stream()
                        .distinct()
                        .toList(),
                update.adminStateUp().applyTo(group.adminStateUp(), true),
                ctx.now()));
    }

    @Override
    public FirewallGroup opened(FirewallGroupEvent first) {
        if (first instanceof Opened opened) {
            return new FirewallGroup(
                    opened.id(),
                    opened.name(),
                    opened.description(),
                    policy(opened.ingress()),
                    policy(opened.egress()),
                    opened.ports(),
                    opened.adminStateUp(),
                    opened.at(),
                    opened.at());
        }
        throw new IllegalStateException("not the first event of a firewall group: " + first);
    }

    @Override
    public FirewallGroup evolve(FirewallGroup group, FirewallGroupEvent event) {
        return switch (event) {
            case Opened opened -> throw new IllegalStateException("opened twice: " + group.id());
            case Updated updated ->
                new FirewallGroup(
                        group.id(),
                        updated.name(),
                        updated.description(),
                        policy(updated.ingress()),
                        policy(updated.egress()),
                        updated.ports(),
                        updated.adminStateUp(),
                        group.createdAt(),
                        updated.at());
            case Closed closed -> throw new IllegalStateException("closed entities do not evolve");
        };
    }

    @Override
    public List<Claim.Hold> holds(EntityRef self, FirewallGroup group) {
        return Stream.concat(
                        policies(self, group.ingress(), group.egress()).stream(),
                        Stream.of(ProjectCommand.place(Quota.FIREWALL, self)))
                .map(Claim::hold)
                .toList();
    }
}
