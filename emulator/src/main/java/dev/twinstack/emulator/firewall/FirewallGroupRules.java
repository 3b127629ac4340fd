package dev.twinstack.emulator.firewall;

import dev.twinstack.emulator.firewall.FirewallGroup.Association;
import dev.twinstack.emulator.firewall.FirewallGroup.Direction;
import dev.twinstack.emulator.firewall.FirewallGroup.Policy;
import dev.twinstack.emulator.firewall.FirewallGroupEvent.Closed;
import dev.twinstack.emulator.firewall.FirewallGroupEvent.Opened;
import dev.twinstack.emulator.firewall.FirewallGroupEvent.StoredAssociation;
import dev.twinstack.emulator.firewall.FirewallGroupEvent.SubnetsChanged;
import dev.twinstack.emulator.firewall.FirewallGroupEvent.Tagged;
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
import dev.twinstack.emulator.subnet.Subnet;
import dev.twinstack.emulator.subnet.SubnetCommand;
import dev.twinstack.emulator.tag.TagChange;
import dev.twinstack.emulator.tag.TagLimits;
import dev.twinstack.emulator.tag.Tagging;
import dev.twinstack.emulator.tag.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
        Decision<FirewallGroupEvent> tagged =
                Tagging.decide(Tags.NONE, new TagChange.Put(open.tags()), TagLimits.V3, Tagged::new);
        if (!(tagged instanceof Decision.Persist<FirewallGroupEvent>(List<FirewallGroupEvent> tags, var _))) {
            return tagged;
        }
        List<Claim> claims = new ArrayList<>(policies(ctx.self(), open.ingress(), open.egress()));
        claims.addAll(subnets(ctx.self(), ids(open.associations())));
        claims.add(ProjectCommand.place(Quota.FIREWALL, ctx.self()));
        if (!ctx.granted(claims)) {
            return Decision.needs(claims);
        }
        List<FirewallGroupEvent> events = new ArrayList<>();
        events.add(new Opened(
                ctx.id(),
                open.name(),
                open.description(),
                stored(open.ingress()),
                stored(open.egress()),
                List.of(),
                open.adminStateUp(),
                ctx.now(),
                open.enterpriseProjectId()));
        if (!open.associations().isEmpty()) {
            events.add(changed(open.associations(), ctx));
        }
        events.addAll(tags);
        return Decision.persist(events);
    }

    /** One claim on each policy, also where one serves both directions. */
    private static List<Claim> policies(EntityRef self, Policy ingress, Policy egress) {
        return Stream.of(stored(ingress), stored(egress))
                .filter(policy -> !policy.isEmpty())
                .distinct()
                .map(policy -> FirewallPolicyCommand.apply(self.sibling(FirewallPolicy.TYPE, policy), self.id()))
                .toList();
    }

    private static List<Claim> subnets(EntityRef self, List<String> subnets) {
        return subnets.stream()
                .distinct()
                .map(subnet -> SubnetCommand.firewall(self.sibling(Subnet.TYPE, subnet), self.id()))
                .toList();
    }

    private static List<String> ids(List<Association> associations) {
        return associations.stream().map(Association::subnet).toList();
    }

    private static String stored(Policy policy) {
        return policy instanceof Policy.Of(String id) ? id : "";
    }

    private static SubnetsChanged changed(List<Association> associations, Context ctx) {
        return new SubnetsChanged(
                associations.stream()
                        .map(each -> new StoredAssociation(each.subnet(), each.ports()))
                        .toList(),
                ctx.now());
    }

    @Override
    public Decision<FirewallGroupEvent> decide(FirewallGroup group, FirewallGroupCommand command, Context ctx) {
        return switch (command) {
            case FirewallGroupCommand.Open open ->
                Decision.refuse(new Conflict("firewallgroup-exists", "The firewall group already exists."));
            case FirewallGroupCommand.Update update -> update(group, update, ctx);
            case FirewallGroupCommand.Associate(List<String> subnets) -> associate(group, subnets, ctx);
            case FirewallGroupCommand.Disassociate(List<String> subnets) -> disassociate(group, subnets, ctx);
            case FirewallGroupCommand.ProvidePolicy(Direction direction, String policy) ->
                providePolicy(group, direction, policy, ctx);
            case FirewallGroupCommand.Retag(TagChange change) ->
                Tagging.decide(group.tags(), change, TagLimits.V3, Tagged::new);
            case FirewallGroupCommand.Close close -> Decision.persist(new Closed());
        };
    }

    private static Decision<FirewallGroupEvent> update(
            FirewallGroup group, FirewallGroupCommand.Update update, Context ctx) {
        Policy ingress = update.ingress().applyTo(group.ingress(), new Policy.None());
        Policy egress = update.egress().applyTo(group.egress(), new Policy.None());
        List<Claim> before = policies(ctx.self(), group.ingress(), group.egress());
        List<Claim> claims = new ArrayList<>(policies(ctx.self(), ingress, egress).stream()
                .filter(claim -> !before.contains(claim))
                .toList());
        List<Association> named = update.associations().applyTo(List.of(), List.of());
        claims.addAll(subnets(ctx.self(), ids(named)));
        if (!ctx.granted(claims)) {
            return Decision.needs(claims);
        }
        List<FirewallGroupEvent> events = new ArrayList<>();
        events.add(new Updated(
                update.name().applyTo(group.name(), ""),
                update.description().applyTo(group.description(), ""),
                stored(ingress),
                stored(egress),
                List.of(),
                update.adminStateUp().applyTo(group.adminStateUp(), true),
                ctx.now()));
        if (!update.associations().isKeep()) {
            events.add(changed(named, ctx));
        }
        return Decision.persist(events);
    }

    /** Claims also what it has on its list already: the subnet may be gone since, or in no VPC. */
    private static Decision<FirewallGroupEvent> associate(FirewallGroup group, List<String> subnets, Context ctx) {
        List<Claim> claims = subnets(ctx.self(), subnets);
        if (!ctx.granted(claims)) {
            return Decision.needs(claims);
        }
        List<Association> all = new ArrayList<>(group.associations());
        subnets.stream()
                .distinct()
                .filter(subnet -> !ids(group.associations()).contains(subnet))
                .forEach(subnet -> all.add(new Association(subnet, List.of())));
        return all.equals(group.associations()) ? Decision.nothing() : Decision.persist(changed(all, ctx));
    }

    private static Decision<FirewallGroupEvent> disassociate(FirewallGroup group, List<String> subnets, Context ctx) {
        Optional<String> stranger = subnets.stream()
                .filter(subnet -> !ids(group.associations()).contains(subnet))
                .findFirst();
        if (stranger.isPresent()) {
            return Decision.refuse(new Conflict(
                    "subnet-not-in-firewall",
                    "The subnet " + stranger.get() + " is not associated with the firewall " + group.id() + "."));
        }
        return Decision.persist(changed(
                group.associations().stream()
                        .filter(each -> !subnets.contains(each.subnet()))
                        .toList(),
                ctx));
    }

    private static Decision<FirewallGroupEvent> providePolicy(
            FirewallGroup group, Direction direction, String policy, Context ctx) {
        if (group.policy(direction) instanceof Policy.Of) {
            return Decision.nothing();
        }
        List<Claim> claims = List.of(FirewallPolicyCommand.openFor(
                ctx.self().sibling(FirewallPolicy.TYPE, policy), group.id(), group.name()));
        return ctx.granted(claims)
                ? Decision.persist(new Updated(
                        group.name(),
                        group.description(),
                        direction == Direction.INGRESS ? policy : stored(group.ingress()),
                        direction == Direction.EGRESS ? policy : stored(group.egress()),
                        List.of(),
                        group.adminStateUp(),
                        ctx.now()))
                : Decision.needs(claims);
    }

    @Override
    public FirewallGroup opened(FirewallGroupEvent first) {
        return FirewallGroupHistory.opened(first);
    }

    @Override
    public FirewallGroup evolve(FirewallGroup group, FirewallGroupEvent event) {
        return FirewallGroupHistory.evolve(group, event);
    }

    @Override
    public List<Claim.Hold> holds(EntityRef self, FirewallGroup group) {
        return Stream.of(
                        policies(self, group.ingress(), group.egress()),
                        subnets(self, ids(group.associations())),
                        List.of(ProjectCommand.place(Quota.FIREWALL, self)))
                .flatMap(List::stream)
                .map(Claim::hold)
                .toList();
    }
}
