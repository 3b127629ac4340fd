package dev.twinstack.emulator.securitygroup;

import dev.twinstack.emulator.addressgroup.AddressGroup;
import dev.twinstack.emulator.addressgroup.AddressGroupCommand;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.Context;
import dev.twinstack.emulator.kernel.Decision;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.kernel.DomainError.Conflict;
import dev.twinstack.emulator.kernel.DomainError.InUse;
import dev.twinstack.emulator.kernel.DomainError.NotFound;
import dev.twinstack.emulator.kernel.DomainError.QuotaExceeded;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Resource;
import dev.twinstack.emulator.kernel.ResourceType;
import dev.twinstack.emulator.project.ProjectCommand;
import dev.twinstack.emulator.project.Quota;
import dev.twinstack.emulator.project.Quotas;
import dev.twinstack.emulator.securitygroup.Rule.Remote;
import dev.twinstack.emulator.securitygroup.SecurityGroupCommand.StartingRules;
import dev.twinstack.emulator.securitygroup.SecurityGroupEvent.Closed;
import dev.twinstack.emulator.securitygroup.SecurityGroupEvent.Joined;
import dev.twinstack.emulator.securitygroup.SecurityGroupEvent.Left;
import dev.twinstack.emulator.securitygroup.SecurityGroupEvent.Opened;
import dev.twinstack.emulator.securitygroup.SecurityGroupEvent.Referenced;
import dev.twinstack.emulator.securitygroup.SecurityGroupEvent.RuleAdded;
import dev.twinstack.emulator.securitygroup.SecurityGroupEvent.RuleRemoved;
import dev.twinstack.emulator.securitygroup.SecurityGroupEvent.Unreferenced;
import dev.twinstack.emulator.securitygroup.SecurityGroupEvent.Updated;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a security group decides: which rules it takes, and when it may go. */
public final class SecurityGroupRules implements Resource<SecurityGroup, SecurityGroupCommand, SecurityGroupEvent> {
    /** The type of a group's claimants; a name only, as an owner does not know its claimants' package. */
    private static final String PORT = "port";

    private static final String DEFAULT_ENTERPRISE_PROJECT = "0";

    private final Quotas quotas;

    public SecurityGroupRules(Quotas quotas) {
        this.quotas = quotas;
    }

    @Override
    public ResourceType<SecurityGroup> type() {
        return SecurityGroup.TYPE;
    }

    @Override
    public Class<SecurityGroupCommand> commands() {
        return SecurityGroupCommand.class;
    }

    @Override
    public Class<SecurityGroupEvent> events() {
        return SecurityGroupEvent.class;
    }

    @Override
    public Decision<SecurityGroupEvent> open(SecurityGroupCommand command, Context ctx) {
        if (command instanceof SecurityGroupCommand.OpenDefault) {
            return Decision.persist(new Opened(
                    ctx.id(),
                    SecurityGroup.DEFAULT_NAME,
                    "Default security group",
                    true,
                    starting(StartingRules.DEFAULT, ctx),
                    "",
                    DEFAULT_ENTERPRISE_PROJECT,
                    ctx.now(),
                    Map.of()));
        }
        if (!(command instanceof SecurityGroupCommand.Open open)) {
            return Decision.refuse(new NotFound(SecurityGroup.TYPE.name(), ctx.id()));
        }
        if (open.name().equals(SecurityGroup.DEFAULT_NAME)) {
            return Decision.refuse(defaultExists());
        }
        List<Claim> claims = List.of(ProjectCommand.place(Quota.SECURITY_GROUP, ctx.self()));
        return ctx.granted(claims)
                ? Decision.persist(new Opened(
                        ctx.id(),
                        open.name(),
                        open.description(),
                        false,
                        starting(open.rules(), ctx),
                        open.vpc(),
                        open.enterpriseProjectId(),
                        ctx.now(),
                        open.tags()))
                : Decision.needs(claims);
    }

    private static List<SecurityGroupEvent.StoredRule> starting(StartingRules which, Context ctx) {
        return StartingRuleSets.of(which, ctx.id(), ctx.now()).stream()
                .map(SecurityGroupHistory::stored)
                .toList();
    }

    /** Clients find the default group by its name, so there is one (SG-05). ASSUMED for v1, as Neutron does. */
    private static Conflict defaultExists() {
        return new Conflict("default-group-exists", "The default security group already exists.");
    }

    @Override
    public Decision<SecurityGroupEvent> decide(SecurityGroup group, SecurityGroupCommand command, Context ctx) {
        return switch (command) {
            case SecurityGroupCommand.Open open ->
                Decision.refuse(new Conflict("securitygroup-exists", "The security group already exists."));
            case SecurityGroupCommand.Update update -> update(group, update, ctx);
            case SecurityGroupCommand.AddRule add -> addRule(group, add.rule(ctx.now()), ctx);
            case SecurityGroupCommand.RemoveRule(String id) ->
                group.rule(id)
                        .<Decision<SecurityGroupEvent>>map(rule -> Decision.persist(new RuleRemoved(id, ctx.now())))
                        .orElseGet(() -> Decision.refuse(new NotFound("securitygrouprule", id)));
            case SecurityGroupCommand.DropAddressGroup(String addressGroup) ->
                Decision.persist(group.rules().stream()
                        .filter(rule -> rule.remote().equals(new Remote.AddressGroup(addressGroup)))
                        .<SecurityGroupEvent>map(rule -> new RuleRemoved(rule.id(), ctx.now()))
                        .toList());
            case SecurityGroupCommand.Close close ->
                whyNotClose(group)
                        .<Decision<SecurityGroupEvent>>map(Decision::refuse)
                        .orElseGet(() -> Decision.persist(new Closed()));
            case SecurityGroupCommand.Join(String port) ->
                Decision.grant(group.members().contains(port) ? List.of() : List.of(new Joined(port)), port);
            case SecurityGroupCommand.Leave(String port) ->
                Decision.grant(group.members().contains(port) ? List.of(new Left(port)) : List.of(), port);
            case SecurityGroupCommand.Reference(EntityRef by) ->
                Decision.grant(group.referencedBy().contains(by) ? List.of() : List.of(new Referenced(by)), by);
            case SecurityGroupCommand.Unreference(EntityRef by) ->
                Decision.grant(group.referencedBy().contains(by) ? List.of(new Unreferenced(by)) : List.of(), by);
            case SecurityGroupCommand.OpenDefault open -> Decision.nothing();
            case SecurityGroupCommand.KeepDefault keep -> Decision.nothing();
        };
    }

    private static Decision<SecurityGroupEvent> update(
            SecurityGroup group, SecurityGroupCommand.Update update, Context ctx) {
        String name = update.name().applyTo(group.name(), "");
        if (!name.equals(group.name())) {
            if (group.isDefault()) {
                return Decision.refuse(new Conflict(
                        "default-group-renamed", "The default security group " + group.id() + " keeps its name."));
            }
            if (name.equals(SecurityGroup.DEFAULT_NAME)) {
                return Decision.refuse(defaultExists());
            }
        }
        return Decision.persist(new Updated(name, update.description().applyTo(group.description(), ""), ctx.now()));
    }

    /**
     * The documented limit is of the project (SG-35); a group counts its own rules only. ASSUMED to be near enough, as
     * 5000 rules in one group are not seen; check by adding rules to two groups up to the quota.
     */
    private Decision<SecurityGroupEvent> addRule(SecurityGroup group, Rule rule, Context ctx) {
        Optional<DomainError> error = RuleShape.error(rule);
        if (error.isPresent()) {
            return Decision.refuse(error.orElseThrow());
        }
        if (group.rules().stream().anyMatch(rule::sameAs)) {
            return Decision.refuse(new Conflict("rule-exists", "The security group already has such a rule."));
        }
        if (!quotas.allows(Quota.SECURITY_GROUP_RULE, group.rules().size())) {
            return Decision.refuse(
                    new QuotaExceeded(Quota.SECURITY_GROUP_RULE.wireName(), quotas.limit(Quota.SECURITY_GROUP_RULE)));
        }
        List<Claim> claims = claims(ctx.self(), rule);
        if (!ctx.granted(claims)) {
            return Decision.needs(claims);
        }
        return misfit(rule, ctx)
                .<Decision<SecurityGroupEvent>>map(Decision::refuse)
                .orElseGet(() -> Decision.persist(new RuleAdded(SecurityGroupHistory.stored(rule), ctx.now())));
    }

    /** {@return what a rule needs of the other things it names} */
    private static List<Claim> claims(EntityRef self, Rule rule) {
        return switch (rule.remote()) {
            case Remote.Anything anything -> List.of();
            case Remote.Prefix prefix -> List.of();
            case Remote.Group(String other) -> other.equals(self.id()) ? List.of() : List.of(reference(self, other));
            case Remote.AddressGroup(String addresses) -> List.of(use(self, addresses));
        };
    }

    private static Claim reference(EntityRef self, String other) {
        return SecurityGroupCommand.reference(self.sibling(SecurityGroup.TYPE, other), self);
    }

    private static Claim use(EntityRef self, String addressGroup) {
        return AddressGroupCommand.use(self.sibling(AddressGroup.TYPE, addressGroup), self);
    }

    /** {@return why the address group that a rule names is none for it (AG-09)} */
    private static Optional<DomainError> misfit(Rule rule, Context ctx) {
        if (!(rule.remote() instanceof Remote.AddressGroup(String id))) {
            return Optional.empty();
        }
        return ctx.grant(ctx.self().sibling(AddressGroup.TYPE, id), Family.class)
                .filter(family -> family != rule.ethertype())
                .map(family -> AddressGroup.familyMismatch(id, family, "remote_address_group_id"));
    }

    private static Optional<DomainError> whyNotClose(SecurityGroup group) {
        if (group.isDefault()) {
            return Optional.of(
                    new InUse("default-group", "The default security group " + group.id() + " cannot be deleted."));
        }
        if (!group.members().isEmpty()) {
            return Optional.of(new InUse(
                    "securitygroup-in-use",
                    "The security group " + group.id() + " is used by "
                            + group.members().size() + " ports."));
        }
        return group.referencedBy().stream()
                .findFirst()
                .map(by -> new InUse(
                        "securitygroup-referenced",
                        "The security group " + group.id() + " is named in a rule of security group " + by.id() + "."));
    }

    @Override
    public SecurityGroup opened(SecurityGroupEvent first) {
        return SecurityGroupHistory.opened(first);
    }

    @Override
    public SecurityGroup evolve(SecurityGroup group, SecurityGroupEvent event) {
        return SecurityGroupHistory.evolve(group, event);
    }

    /** The default group takes no place: it is made before its project can be asked for one. */
    @Override
    public List<Claim.Hold> holds(EntityRef self, SecurityGroup group) {
        List<Claim.Hold> holds = new ArrayList<>();
        if (!group.isDefault()) {
            holds.add(ProjectCommand.place(Quota.SECURITY_GROUP, self).hold());
        }
        group.references().forEach(other -> holds.add(reference(self, other).hold()));
        group.addressGroups()
                .forEach(addresses -> holds.add(use(self, addresses).hold()));
        return holds;
    }

    /** A project's hold on its default group is not among them: it is never given back, so there is none to sweep. */
    @Override
    public List<Claim.Held> held(EntityRef self, SecurityGroup group) {
        List<Claim.Held> held = new ArrayList<>();
        group.members()
                .forEach(port -> held.add(new Claim.Held(
                        new EntityRef(self.project(), PORT, port), new SecurityGroupCommand.Leave(port))));
        group.referencedBy().forEach(by -> held.add(new Claim.Held(by, new SecurityGroupCommand.Unreference(by))));
        return held;
    }
}
