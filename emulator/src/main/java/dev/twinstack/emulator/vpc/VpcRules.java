package dev.twinstack.emulator.vpc;

import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.Context;
import dev.twinstack.emulator.kernel.Decision;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.kernel.DomainError.Conflict;
import dev.twinstack.emulator.kernel.DomainError.InUse;
import dev.twinstack.emulator.kernel.DomainError.Invalid;
import dev.twinstack.emulator.kernel.DomainError.NotFound;
import dev.twinstack.emulator.kernel.DomainError.QuotaExceeded;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Patch;
import dev.twinstack.emulator.kernel.Resource;
import dev.twinstack.emulator.kernel.ResourceType;
import dev.twinstack.emulator.project.ProjectCommand;
import dev.twinstack.emulator.project.Quota;
import dev.twinstack.emulator.project.Quotas;
import dev.twinstack.emulator.tag.TagChange;
import dev.twinstack.emulator.tag.TagLimits;
import dev.twinstack.emulator.tag.Tagging;
import dev.twinstack.emulator.vpc.Vpc.HostRoute;
import dev.twinstack.emulator.vpc.VpcEvent.Closed;
import dev.twinstack.emulator.vpc.VpcEvent.Occupied;
import dev.twinstack.emulator.vpc.VpcEvent.Opened;
import dev.twinstack.emulator.vpc.VpcEvent.Peered;
import dev.twinstack.emulator.vpc.VpcEvent.RangeGranted;
import dev.twinstack.emulator.vpc.VpcEvent.RangeReturned;
import dev.twinstack.emulator.vpc.VpcEvent.RoutesSet;
import dev.twinstack.emulator.vpc.VpcEvent.Tagged;
import dev.twinstack.emulator.vpc.VpcEvent.Unpeered;
import dev.twinstack.emulator.vpc.VpcEvent.Updated;
import dev.twinstack.emulator.vpc.VpcEvent.Vacated;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a VPC decides: which subnet gets which block, and when it may change or go. */
public final class VpcRules implements Resource<Vpc, VpcCommand, VpcEvent> {
    /** The types of a VPC's claimants; names only, as an owner does not know its claimants' packages. */
    private static final String SUBNET = "subnet";

    private static final String ROUTE_TABLE = "routetable";

    private final Quotas quotas;

    /**
     * @param quotas how many route tables a VPC may have, its default one included (RT-19), and how many routes
     */
    public VpcRules(Quotas quotas) {
        this.quotas = quotas;
    }

    @Override
    public ResourceType<Vpc> type() {
        return Vpc.TYPE;
    }

    @Override
    public Class<VpcCommand> commands() {
        return VpcCommand.class;
    }

    @Override
    public Class<VpcEvent> events() {
        return VpcEvent.class;
    }

    @Override
    public Decision<VpcEvent> open(VpcCommand command, Context ctx) {
        if (!(command instanceof VpcCommand.Open open)) {
            return Decision.refuse(new NotFound(Vpc.TYPE.name(), ctx.id()));
        }
        boolean nameRepeats = open.role() == Vpc.Role.ROUTER;
        List<Claim> claims = List.of(ProjectCommand.place(Quota.VPC, ctx.self(), nameRepeats ? "" : open.name()));
        if (!ctx.granted(claims)) {
            return Decision.needs(claims);
        }
        List<VpcEvent> events = new ArrayList<>();
        events.add(new Opened(
                ctx.id(),
                open.name(),
                open.description(),
                open.cidr(),
                open.enterpriseProjectId(),
                nameRepeats,
                ctx.now()));
        if (open.sharedSnat()) {
            events.add(new Updated(open.name(), open.description(), open.cidr(), true, nameRepeats, ctx.now()));
        }
        return Decision.persist(events);
    }

    @Override
    public Decision<VpcEvent> decide(Vpc vpc, VpcCommand command, Context ctx) {
        return switch (command) {
            case VpcCommand.Open open -> Decision.refuse(new Conflict("vpc-exists", "The VPC already exists."));
            case VpcCommand.Update update -> update(vpc, update, ctx);
            case VpcCommand.AddSecondary(List<IpRange> blocks) -> SecondaryBlocks.add(vpc, blocks, ctx);
            case VpcCommand.RemoveSecondary(List<IpRange> blocks) -> SecondaryBlocks.remove(vpc, blocks, ctx);
            case VpcCommand.Retag(TagChange change) ->
                Tagging.decide(vpc.tags(), change, TagLimits.NETWORK, Tagged::new);
            case VpcCommand.Close close -> close(vpc);
            case VpcCommand.WhenSettled(VpcCommand wanted) ->
                vpc.isCreating(ctx.moment()) ? Decision.refuse(creating(vpc)) : decide(vpc, wanted, ctx);
            case VpcCommand.GrantRange(String subnet, IpRange range) -> grant(vpc, subnet, range);
            case VpcCommand.GrantRangeWhenSettled(VpcCommand.GrantRange(String subnet, IpRange range)) ->
                vpc.isCreating(ctx.moment()) && !vpc.subnets().has(subnet)
                        ? Decision.refuse(creating(vpc))
                        : grant(vpc, subnet, range);
            case VpcCommand.ReturnRange(String subnet) ->
                Decision.grant(
                        vpc.subnets().has(subnet) ? List.of(new RangeReturned(subnet, ctx.now())) : List.of(), subnet);
            case VpcCommand.Occupy(EntityRef occupant) -> occupy(vpc, occupant);
            case VpcCommand.Vacate(EntityRef occupant) ->
                Decision.grant(
                        vpc.occupants().contains(occupant) ? List.of(new Vacated(occupant)) : List.of(), occupant);
            case VpcCommand.Peer(EntityRef peering, EntityRef other) -> peer(vpc, peering, other, ctx.self());
            case VpcCommand.AcceptPeering(EntityRef peering) ->
                switching(vpc, peering, false, new VpcEvent.PeeringAccepted(peering));
            case VpcCommand.SuspendPeering(EntityRef peering) ->
                switching(vpc, peering, true, new VpcEvent.PeeringSuspended(peering));
            case VpcCommand.Unpeer(EntityRef peering) ->
                Decision.grant(
                        vpc.peerings().containsKey(peering) ? List.of(new Unpeered(peering)) : List.of(), peering);
        };
    }

    private static DomainError creating(Vpc vpc) {
        return new Conflict("vpc-creating", "The VPC " + vpc.id() + " is still being created.");
    }

    private Decision<VpcEvent> update(Vpc vpc, VpcCommand.Update update, Context ctx) {
        String name = update.name().applyTo(vpc.name(), "");
        boolean nameRepeats = name.equals(vpc.name()) ? vpc.nameRepeats() : update.role() == Vpc.Role.ROUTER;
        String ownName = nameRepeats ? "" : name;
        List<Claim> claims = List.of(ProjectCommand.place(Quota.VPC, ctx.self(), ownName));
        if (!ownName.equals(vpc.ownName()) && !ctx.granted(claims)) {
            return Decision.needs(claims);
        }
        boolean sharedSnat = update.sharedSnat().applyTo(vpc.sharedSnat(), false);
        if (update.role() == Vpc.Role.ROUTER
                && sharedSnat
                && !vpc.sharedSnat()
                && vpc.subnets().isEmpty()) {
            return Decision.refuse(new Invalid(
                    "snat-needs-interface",
                    "enable_snat",
                    "The router " + vpc.id() + " needs an interface before SNAT can be enabled."));
        }
        List<IpRange> cidr = switch (update.cidr()) {
            case Patch.Keep<IpRange> keep -> vpc.cidr();
            case Patch.Clear<IpRange> clear -> List.of();
            case Patch.Set<IpRange>(IpRange block) -> List.of(block);
        };
        List<IpRange> ranges = new ArrayList<>(cidr);
        ranges.addAll(vpc.secondary());
        if (cidr.stream().anyMatch(block -> vpc.secondary().stream().anyMatch(block::overlaps))) {
            return Decision.refuse(new Conflict(
                    "secondary-conflicts", "The CIDR block " + cidr + " overlaps a secondary one of the VPC."));
        }
        if (!cidr.isEmpty() && !vpc.subnets().blocks().stream().allMatch(subnet -> fits(ranges, subnet))) {
            return Decision.refuse(new Invalid(
                    "vpc-cidr-excludes-subnets", "cidr", "The CIDR block " + cidr + " does not cover all subnets."));
        }
        List<VpcEvent> events = new ArrayList<>();
        events.add(new Updated(
                name, update.description().applyTo(vpc.description(), ""), cidr, sharedSnat, nameRepeats, ctx.now()));
        List<HostRoute> routes = update.routes().applyTo(vpc.routes(), List.of());
        if (!routes.equals(vpc.routes())) {
            Optional<DomainError> objection = HostRoutes.objection(vpc, routes, quotas);
            if (objection.isPresent()) {
                return Decision.refuse(objection.get());
            }
            events.add(new RoutesSet(routes, ctx.now()));
        }
        return Decision.persist(events);
    }

    private Decision<VpcEvent> occupy(Vpc vpc, EntityRef occupant) {
        if (vpc.occupants().contains(occupant)) {
            return Decision.grant(List.of(), occupant);
        }
        if (isCustomTable(vpc, occupant)) {
            long tables = 1
                    + vpc.occupants().stream()
                            .filter(other -> isCustomTable(vpc, other))
                            .count();
            if (!quotas.allows(Quota.ROUTE_TABLES_PER_VPC, Math.toIntExact(tables))) {
                return Decision.refuse(new QuotaExceeded(
                        Quota.ROUTE_TABLES_PER_VPC.wireName(), quotas.limit(Quota.ROUTE_TABLES_PER_VPC)));
            }
        }
        return Decision.grant(List.of(new Occupied(occupant)), occupant);
    }

    /**
     * Two VPCs have one peering at a time (PEER-07). Both are asked, and the one whose reference comes first decides, so
     * that of two requests that cross exactly one gets through.
     */
    private static Decision<VpcEvent> peer(Vpc vpc, EntityRef peering, EntityRef other, EntityRef self) {
        if (vpc.peerings().containsKey(peering)) {
            return Decision.grant(List.of(), peering);
        }
        return self.compareTo(other) < 0 && isPeeredWith(vpc, other)
                ? Decision.refuse(new Conflict(
                        "vpcs-peered", "The VPCs " + vpc.id() + " and " + other.id() + " already have a peering."))
                : Decision.grant(
                        List.of(new Peered(peering, other, !self.project().equals(other.project()))),
                        peering); // PEER-02
    }

    private static boolean isPeeredWith(Vpc vpc, EntityRef other) {
        return vpc.peerings().values().stream().anyMatch(link -> link.other().equals(other));
    }

    /** Nothing comes of it if the peering is not as it would have to be before, or is gone. */
    private static Decision<VpcEvent> switching(Vpc vpc, EntityRef peering, boolean active, VpcEvent event) {
        Vpc.Link link = vpc.peerings().get(peering);
        return Decision.grant(link != null && link.active() == active ? List.of(event) : List.of(), peering);
    }

    private static boolean isCustomTable(Vpc vpc, EntityRef occupant) {
        return occupant.type().equals(ROUTE_TABLE) && !occupant.id().equals(vpc.defaultRouteTableId());
    }

    /** A subnet lies in one block, never across two (SEC-08); a VPC without a block takes any. */
    private static boolean fits(List<IpRange> ranges, IpRange subnet) {
        return ranges.isEmpty() || ranges.stream().anyMatch(range -> range.contains(subnet));
    }

    private static Decision<VpcEvent> close(Vpc vpc) {
        if (!vpc.subnets().isEmpty()) {
            return Decision.refuse(new InUse("vpc-has-subnets", "The VPC " + vpc.id() + " still has subnets."));
        }
        if (!vpc.routes().isEmpty()) {
            return Decision.refuse(new InUse("vpc-has-routes", "The VPC " + vpc.id() + " still has routes."));
        }
        if (!vpc.peerings().isEmpty()) {
            return Decision.refuse(new InUse("vpc-has-peering", "The VPC " + vpc.id() + " still has peerings."));
        }
        return vpc.occupants().stream()
                .findFirst()
                .<Decision<VpcEvent>>map(occupant -> Decision.refuse(new InUse(
                        "vpc-has-" + occupant.type(),
                        "The VPC " + vpc.id() + " is still used by " + occupant.type() + " " + occupant.id() + ".")))
                .orElseGet(() -> Decision.persist(new Closed()));
    }

    private static Decision<VpcEvent> grant(Vpc vpc, String subnet, IpRange range) {
        Optional<IpRange> granted = vpc.subnets().of(subnet);
        if (granted.isPresent()) {
            return granted.get().equals(range)
                    ? Decision.grant(List.of(), range)
                    : Decision.refuse(
                            new Conflict("subnet-has-range", "The subnet already has " + granted.get() + "."));
        }
        if (!fits(vpc.ranges(), range)) {
            return Decision.refuse(
                    new Invalid("subnet-outside-vpc", "cidr", "The CIDR block " + range + " is not inside the VPC's."));
        }
        return vpc.subnets()
                .overlapping(range)
                .<Decision<VpcEvent>>map(other -> Decision.refuse(new Invalid(
                        "subnet-overlaps",
                        "cidr",
                        "The CIDR block " + range + " overlaps that of subnet " + other + ".")))
                .orElseGet(() -> Decision.grant(List.of(new RangeGranted(subnet, range)), range));
    }

    @Override
    public Vpc opened(VpcEvent first) {
        return VpcHistory.opened(first);
    }

    @Override
    public Vpc evolve(Vpc vpc, VpcEvent event) {
        return VpcHistory.evolve(vpc, event);
    }

    @Override
    public List<Claim.Hold> holds(EntityRef self, Vpc vpc) {
        return List.of(ProjectCommand.place(Quota.VPC, self, vpc.ownName()).hold());
    }

    @Override
    public List<Claim.Held> held(EntityRef self, Vpc vpc) {
        List<Claim.Held> held = new ArrayList<>();
        vpc.subnets()
                .subnets()
                .forEach(subnet -> held.add(new Claim.Held(
                        new EntityRef(self.project(), SUBNET, subnet), new VpcCommand.ReturnRange(subnet))));
        vpc.occupants().forEach(occupant -> held.add(new Claim.Held(occupant, new VpcCommand.Vacate(occupant))));
        vpc.peerings().forEach((peering, link) -> {
            held.add(new Claim.Held(peering, new VpcCommand.Unpeer(peering)));
            if (link.active() && !link.other().project().equals(self.project())) {
                held.add(new Claim.Held(peering, new VpcCommand.SuspendPeering(peering)));
            }
        });
        return held;
    }
}
