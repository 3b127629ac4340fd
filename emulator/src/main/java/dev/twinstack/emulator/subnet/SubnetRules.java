package dev.twinstack.emulator.subnet;

import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.Context;
import dev.twinstack.emulator.kernel.Decision;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.kernel.DomainError.Conflict;
import dev.twinstack.emulator.kernel.DomainError.InUse;
import dev.twinstack.emulator.kernel.DomainError.Invalid;
import dev.twinstack.emulator.kernel.DomainError.NotFound;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Patch;
import dev.twinstack.emulator.kernel.Resource;
import dev.twinstack.emulator.kernel.ResourceType;
import dev.twinstack.emulator.project.ProjectCommand;
import dev.twinstack.emulator.project.Quota;
import dev.twinstack.emulator.routetable.RouteTable;
import dev.twinstack.emulator.routetable.RouteTableCommand;
import dev.twinstack.emulator.subnet.Subnet.Dhcp;
import dev.twinstack.emulator.subnet.Subnet.Home;
import dev.twinstack.emulator.subnet.Subnet.Segment;
import dev.twinstack.emulator.subnet.SubnetCommand.SegmentSpec;
import dev.twinstack.emulator.tag.TagChange;
import dev.twinstack.emulator.tag.TagLimits;
import dev.twinstack.emulator.tag.Tagging;
import dev.twinstack.emulator.vpc.VpcCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a subnet decides: its settings here, its blocks in {@link Sourcing}, its addresses in {@link Leasing}, its router
 * in {@link Interfaces}.
 */
public final class SubnetRules implements Resource<Subnet, SubnetCommand, SubnetEvent> {
    @Override
    public ResourceType<Subnet> type() {
        return Subnet.TYPE;
    }

    @Override
    public Class<SubnetCommand> commands() {
        return SubnetCommand.class;
    }

    @Override
    public Class<SubnetEvent> events() {
        return SubnetEvent.class;
    }

    @Override
    public Decision<SubnetEvent> open(SubnetCommand command, Context ctx) {
        if (!(command instanceof SubnetCommand.Open open)) {
            return Decision.refuse(new NotFound(Subnet.TYPE.name(), ctx.id()));
        }
        List<Claim> claims = new ArrayList<>();
        claims.add(ProjectCommand.place(Quota.SUBNET, ctx.self()));
        for (SegmentSpec segment : open.segments()) {
            Optional<DomainError> objection = Sourcing.objection(ctx, segment);
            if (objection.isPresent()) {
                return Decision.refuse(objection.get());
            }
            claims.addAll(Sourcing.claims(ctx, open.vpc(), segment));
        }
        claims.replaceAll(VpcCommand::whenSettled);
        if (!ctx.granted(claims)) {
            return Decision.needs(claims);
        }
        return Decision.persist(new SubnetEvent.Opened(
                ctx.id(),
                open.vpc() instanceof Home.In(String vpc) ? vpc : "",
                open.name(),
                open.description(),
                open.segments().stream()
                        .map(segment -> Sourcing.stored(ctx, segment))
                        .toList(),
                open.dhcp().enabled(),
                open.dhcp().dns(),
                open.dhcp().ntp(),
                open.availabilityZone(),
                open.geneve(),
                open.portSecurity(),
                ctx.now()));
    }

    @Override
    public Decision<SubnetEvent> decide(Subnet subnet, SubnetCommand command, Context ctx) {
        return switch (command) {
            case SubnetCommand.Open open ->
                Decision.refuse(new Conflict("subnet-exists", "The subnet already exists."));
            case SubnetCommand.Update update -> update(subnet, update, ctx);
            case SubnetCommand.AddSegment add -> addSegment(subnet, add, ctx);
            case SubnetCommand.RemoveSegment(String neutronId) -> removeSegment(subnet, neutronId, ctx);
            case SubnetCommand.UpdateSegment update -> updateSegment(subnet, update, ctx);
            case SubnetCommand.AddInterface(String neutronId, String router) ->
                Interfaces.add(subnet, neutronId, router, "", ctx);
            case SubnetCommand.RemoveInterface(String neutronId, String router) ->
                Interfaces.remove(subnet, neutronId, router, ctx);
            case SubnetCommand.AddPortInterface(String neutronId, String router, String port) ->
                Interfaces.add(subnet, neutronId, router, port, ctx);
            case SubnetCommand.RemovePortInterface(String port) -> Interfaces.removePort(subnet, port, ctx);
            case SubnetCommand.Associate(Subnet.Table table) -> associate(subnet, table, ctx);
            case SubnetCommand.Retag(TagChange change) ->
                Tagging.decide(subnet.tags(), change, TagLimits.NETWORK, SubnetEvent.Tagged::new);
            case SubnetCommand.Close close ->
                subnet.leases().isEmpty() ? Decision.persist(new SubnetEvent.Closed()) : Decision.refuse(inUse(subnet));
            case SubnetCommand.WhenSettled(SubnetCommand wanted) ->
                Settling.objection(subnet, wanted, ctx.moment())
                        .<Decision<SubnetEvent>>map(Decision::refuse)
                        .orElseGet(() -> decide(subnet, wanted, ctx));
            case SubnetCommand.Lease(String port, var wanted) -> Leasing.lease(subnet, port, wanted);
            case SubnetCommand.Release(String port) -> Leasing.release(subnet, port, ctx.now());
            case SubnetCommand.JoinFirewall(String firewall) -> Firewalling.join(subnet, firewall);
            case SubnetCommand.LeaveFirewall(String firewall) -> Firewalling.leave(subnet, firewall);
        };
    }

    private static Invalid ipv6Stays(Subnet subnet) {
        return new Invalid(
                "ipv6-cannot-be-disabled",
                "ipv6_enable",
                "IPv6 cannot be disabled after it was enabled for the subnet " + subnet.id() + ".");
    }

    private static InUse inUse(Subnet subnet) {
        return new InUse(
                "subnet-has-addresses",
                "The subnet " + subnet.id() + " still has " + subnet.leases().size() + " ports with addresses.");
    }

    private static Decision<SubnetEvent> update(Subnet subnet, SubnetCommand.Update update, Context ctx) {
        boolean ipv6 = update.ipv6().applyTo(subnet.isDualStack(), false);
        if (subnet.isDualStack() && !ipv6) {
            return Decision.refuse(ipv6Stays(subnet));
        }
        List<SubnetEvent> events = new ArrayList<>();
        Dhcp dhcp = subnet.dhcp();
        events.add(new SubnetEvent.Updated(
                update.name().applyTo(subnet.name(), ""),
                update.description().applyTo(subnet.description(), ""),
                update.dhcpEnabled().applyTo(dhcp.enabled(), true),
                update.dns().applyTo(dhcp.dns(), List.of()),
                update.ntp().applyTo(dhcp.ntp(), List.of()),
                update.portSecurity().applyTo(subnet.portSecurity(), true),
                ctx.now()));
        if (ipv6 && !subnet.isDualStack()) {
            SegmentSpec segment = new SegmentSpec.Ipv6(subnet.name());
            List<Claim> claims = Sourcing.claims(ctx, subnet.vpc(), segment);
            if (!ctx.granted(claims)) {
                return Decision.needs(claims);
            }
            events.add(new SubnetEvent.SegmentAdded(Sourcing.stored(ctx, segment), ctx.now()));
            if (subnet.origin() == Subnet.Origin.NATIVE && subnet.vpc() instanceof Home.In(String vpc)) {
                events.add(new SubnetEvent.InterfaceAdded(Family.IPV6, vpc, "", ctx.now()));
            }
        }
        return Decision.persist(events);
    }

    private static Decision<SubnetEvent> addSegment(Subnet subnet, SubnetCommand.AddSegment add, Context ctx) {
        Family family = Sourcing.family(add.segment());
        if (subnet.segments().containsKey(family)) {
            return Decision.refuse(new Conflict(
                    "network-has-subnet", "The network " + subnet.id() + " already has an " + family + " subnet."));
        }
        if (family == Family.IPV6 && !subnet.segments().containsKey(Family.IPV4)) {
            return Decision.refuse(new Invalid(
                    "ipv6-needs-ipv4", "ip_version", "An IPv6 subnet needs an IPv4 subnet on its network first."));
        }
        Optional<DomainError> objection = Sourcing.objection(ctx, add.segment());
        if (objection.isPresent()) {
            return Decision.refuse(objection.get());
        }
        List<Claim> claims = Sourcing.claims(ctx, subnet.vpc(), add.segment());
        if (!ctx.granted(claims)) {
            return Decision.needs(claims);
        }
        List<SubnetEvent> events = new ArrayList<>();
        events.add(new SubnetEvent.SegmentAdded(Sourcing.stored(ctx, add.segment()), ctx.now()));
        if (add.dns() instanceof Patch.Set<List<IpAddress>>(List<IpAddress> dns)) {
            events.add(withDns(subnet, dns, ctx));
        }
        return Decision.persist(events);
    }

    private static Decision<SubnetEvent> updateSegment(Subnet subnet, SubnetCommand.UpdateSegment update, Context ctx) {
        Segment segment = subnet.segment(update.neutronId()).orElse(null);
        if (segment == null) {
            return Decision.refuse(new NotFound("subnet", update.neutronId()));
        }
        List<SegmentSpec.Pool> pools = update.pools().applyTo(List.of(), List.of());
        Optional<DomainError> objection = Sourcing.objection(segment.range(), segment.gateway(), pools);
        if (objection.isPresent()) {
            return Decision.refuse(objection.get());
        }
        Family family = segment.range().family();
        List<SubnetEvent> events = new ArrayList<>();
        events.add(new SubnetEvent.SegmentRenamed(family, update.name(), ctx.now()));
        if (!update.pools().isKeep()) {
            events.add(new SubnetEvent.SegmentPoolsSet(family, Segments.stored(pools), ctx.now()));
        }
        if (update.dns() instanceof Patch.Set<List<IpAddress>>(List<IpAddress> dns)) {
            events.add(withDns(subnet, dns, ctx));
        }
        return Decision.persist(events);
    }

    private static SubnetEvent withDns(Subnet subnet, List<IpAddress> dns, Context ctx) {
        return new SubnetEvent.Updated(
                subnet.name(),
                subnet.description(),
                subnet.dhcp().enabled(),
                dns,
                subnet.dhcp().ntp(),
                subnet.portSecurity(),
                ctx.now());
    }

    /**
     * In a VPC, IPv6 stays once it is on, whichever call would turn it off (SEED-17). A native IPv6 subnet may go once
     * its router let go of it.
     */
    private static Decision<SubnetEvent> removeSegment(Subnet subnet, String neutronId, Context ctx) {
        Segment segment = subnet.segment(neutronId).orElse(null);
        if (segment == null) {
            return Decision.refuse(new NotFound("subnet", neutronId));
        }
        boolean otherByPort = subnet.segments().values().stream()
                .anyMatch(other -> other.routerInterface() instanceof Subnet.RouterInterface.OfPort);
        if (segment.pool().leased() > 0 || otherByPort) {
            return Decision.refuse(inUse(subnet));
        }
        boolean kept = subnet.origin() == Subnet.Origin.V1 || segment.isConnected();
        if (segment.range().family() == Family.IPV6 && subnet.vpc() instanceof Home.In && kept) {
            return Decision.refuse(ipv6Stays(subnet));
        }
        return Decision.persist(new SubnetEvent.SegmentRemoved(segment.range().family(), ctx.now()));
    }

    private static Decision<SubnetEvent> associate(Subnet subnet, Subnet.Table table, Context ctx) {
        if (table.equals(subnet.routeTable())) {
            return Decision.nothing();
        }
        List<Claim> claims = claims(ctx.self(), subnet.vpc(), table);
        if (!ctx.granted(claims)) {
            return Decision.needs(claims);
        }
        String id = table instanceof Subnet.Table.Custom(String routeTable) ? routeTable : "";
        return Decision.persist(new SubnetEvent.Associated(id, ctx.now()));
    }

    /** Outside any VPC, no table's VPC is the subnet's. */
    private static List<Claim> claims(EntityRef self, Home home, Subnet.Table table) {
        return table instanceof Subnet.Table.Custom(String id)
                ? List.of(RouteTableCommand.associate(
                        self.sibling(RouteTable.TYPE, id), self.id(), home instanceof Home.In(String vpc) ? vpc : ""))
                : List.of();
    }

    @Override
    public Subnet opened(SubnetEvent first) {
        return SubnetHistory.opened(first);
    }

    @Override
    public Subnet evolve(Subnet subnet, SubnetEvent event) {
        return SubnetHistory.evolve(subnet, event);
    }

    @Override
    public List<Claim.Hold> holds(EntityRef self, Subnet subnet) {
        List<Claim.Hold> holds = new ArrayList<>(Sourcing.holds(self, subnet));
        claims(self, subnet.vpc(), subnet.routeTable()).forEach(claim -> holds.add(claim.hold()));
        return holds;
    }

    @Override
    public List<Claim.Held> held(EntityRef self, Subnet subnet) {
        List<Claim.Held> held = new ArrayList<>(Leasing.held(self, subnet));
        held.addAll(Interfaces.held(self, subnet));
        held.addAll(Firewalling.held(self, subnet));
        return held;
    }
}
