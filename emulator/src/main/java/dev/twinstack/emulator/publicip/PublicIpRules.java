package dev.twinstack.emulator.publicip;

import dev.twinstack.emulator.addresspool.AddressPool;
import dev.twinstack.emulator.bandwidth.Bandwidth;
import dev.twinstack.emulator.bandwidth.Bandwidth.Member;
import dev.twinstack.emulator.bandwidth.BandwidthCommand;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.Context;
import dev.twinstack.emulator.kernel.Decision;
import dev.twinstack.emulator.kernel.DomainError.Conflict;
import dev.twinstack.emulator.kernel.DomainError.InUse;
import dev.twinstack.emulator.kernel.DomainError.Invalid;
import dev.twinstack.emulator.kernel.DomainError.NotFound;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Patch;
import dev.twinstack.emulator.kernel.Resource;
import dev.twinstack.emulator.kernel.ResourceType;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.port.PortCommand;
import dev.twinstack.emulator.project.ProjectCommand;
import dev.twinstack.emulator.project.Quota;
import dev.twinstack.emulator.publicip.PublicIp.Binding;
import dev.twinstack.emulator.publicip.PublicIpCommand.BandwidthChoice;
import dev.twinstack.emulator.publicip.PublicIpCommand.Wanted;
import dev.twinstack.emulator.publicip.PublicIpEvent.Bound;
import dev.twinstack.emulator.publicip.PublicIpEvent.Closed;
import dev.twinstack.emulator.publicip.PublicIpEvent.Described;
import dev.twinstack.emulator.publicip.PublicIpEvent.Moved;
import dev.twinstack.emulator.publicip.PublicIpEvent.Opened;
import dev.twinstack.emulator.publicip.PublicIpEvent.Renamed;
import dev.twinstack.emulator.publicip.PublicIpEvent.Tagged;
import dev.twinstack.emulator.publicip.PublicIpEvent.Unbound;
import dev.twinstack.emulator.region.RegionSettings;
import dev.twinstack.emulator.tag.TagChange;
import dev.twinstack.emulator.tag.TagLimits;
import dev.twinstack.emulator.tag.Tagging;
import java.util.ArrayList;
import java.util.List;

/** What an EIP decides: which port and which bandwidth it is with. */
public final class PublicIpRules implements Resource<PublicIp, PublicIpCommand, PublicIpEvent> {
    private static final String DEFAULT_ENTERPRISE_PROJECT = "0";

    private final RegionSettings region;

    public PublicIpRules(RegionSettings region) {
        this.region = region;
    }

    @Override
    public ResourceType<PublicIp> type() {
        return PublicIp.TYPE;
    }

    @Override
    public Class<PublicIpCommand> commands() {
        return PublicIpCommand.class;
    }

    @Override
    public Class<PublicIpEvent> events() {
        return PublicIpEvent.class;
    }

    @Override
    public Decision<PublicIpEvent> open(PublicIpCommand command, Context ctx) {
        if (!(command instanceof PublicIpCommand.Open open)) {
            return Decision.refuse(new NotFound(PublicIp.TYPE.name(), ctx.id()));
        }
        if (!PublicIp.ASSIGNABLE.contains(open.type())) {
            return Decision.refuse(new Invalid(
                    "publicip-type-invalid", "type", "EIPs of type " + open.type() + " cannot be assigned."));
        }
        List<Claim> claims = new ArrayList<>(List.of(
                ProjectCommand.place(Quota.PUBLIC_IP, ctx.self()),
                address(ctx.self(), open.address()),
                bandwidth(ctx.self(), open.type(), open.bandwidth())));
        if (open.binding() instanceof Binding.ToPort(String port)) {
            claims.add(binding(ctx.self(), port));
        }
        return ctx.granted(claims) ? opened(open, ctx) : Decision.needs(claims);
    }

    private Decision<PublicIpEvent> opened(PublicIpCommand.Open open, Context ctx) {
        IpAddress address = ctx.grant(pool(), IpRange.class).orElseThrow().network();
        Opened opened = new Opened(
                ctx.id(),
                open.type(),
                address,
                open.type().equals(PublicIp.DUAL_STACK) ? List.of(nat64(address)) : List.of(),
                open.alias(),
                switch (open.bandwidth()) {
                    case BandwidthChoice.Dedicated dedicated -> dedicated.id();
                    case BandwidthChoice.Shared(String id) -> id;
                },
                open.bandwidth() instanceof BandwidthChoice.Dedicated,
                DEFAULT_ENTERPRISE_PROJECT,
                ctx.now());
        return Decision.persist(
                open.binding() instanceof Binding.ToPort(String port)
                        ? List.of(opened, new Bound(port, ctx.now()))
                        : List.of(opened));
    }

    private static EntityRef pool() {
        return AddressPool.TYPE.ref(AddressPool.REGION, AddressPool.PUBLIC_IPV4);
    }

    private static Claim address(EntityRef self, Wanted wanted) {
        return switch (wanted) {
            case Wanted.Any any -> AddressPool.any(AddressPool.PUBLIC_IPV4, self);
            case Wanted.Exactly(IpAddress address) ->
                AddressPool.exactly(AddressPool.PUBLIC_IPV4, self, IpRange.host(address));
        };
    }

    private static Claim bandwidth(EntityRef self, String type, BandwidthChoice choice) {
        return switch (choice) {
            case BandwidthChoice.Dedicated(String id, String name, int size, String chargeMode) ->
                BandwidthCommand.dedicated(
                        self.sibling(Bandwidth.TYPE, id),
                        new BandwidthCommand.OpenFor(self, type, name, size, chargeMode));
            case BandwidthChoice.Shared(String id) ->
                BandwidthCommand.join(self.sibling(Bandwidth.TYPE, id), self, Member.publicIp(type));
        };
    }

    private static Claim binding(EntityRef self, String port) {
        return PortCommand.bindPublicIp(self.sibling(Port.TYPE, port), self);
    }

    private IpAddress nat64(IpAddress address) {
        return region.nat64().address(address.value().longValueExact());
    }

    @Override
    public Decision<PublicIpEvent> decide(PublicIp eip, PublicIpCommand command, Context ctx) {
        return switch (command) {
            case PublicIpCommand.Open open ->
                Decision.refuse(new Conflict("publicip-exists", "The EIP " + eip.id() + " already exists."));
            case PublicIpCommand.Update update -> update(eip, update, ctx);
            case PublicIpCommand.Bind(String port) -> bind(eip, port, List.of(), ctx);
            case PublicIpCommand.Unbind unbind -> unbind(eip, List.of(), ctx);
            case PublicIpCommand.UnbindFrom(String port) ->
                eip.binding().equals(new Binding.ToPort(port))
                        ? Decision.persist(new Unbound(ctx.now()))
                        : Decision.nothing();
            case PublicIpCommand.MoveToShared(String bandwidth) -> moveToShared(eip, bandwidth, ctx);
            case PublicIpCommand.MoveToDedicated(String from, BandwidthChoice.Dedicated to) ->
                moveToDedicated(eip, from, to, ctx);
            case PublicIpCommand.Retag(TagChange change) ->
                Tagging.decide(eip.tags(), change, TagLimits.PUBLIC_IP, Tagged::new);
            case PublicIpCommand.WhenSettled(PublicIpCommand wanted) ->
                eip.isCreating(ctx.moment()) || eip.isBinding(ctx.moment())
                        ? Decision.refuse(new Conflict(
                                "publicip-busy",
                                "The EIP " + eip.id() + " is being created or bound; try again later."))
                        : decide(eip, wanted, ctx);
            case PublicIpCommand.Close close -> close(eip);
            case PublicIpCommand.Discard discard ->
                eip.binding() instanceof Binding.ToGateway(String gateway)
                        ? Decision.refuse(Serving.isServing(eip, gateway))
                        : Decision.persist(new Closed());
            case PublicIpCommand.Serve(String gateway) -> Serving.serve(eip, gateway, ctx);
            case PublicIpCommand.StopServing(String gateway) -> Serving.stop(eip, gateway, ctx);
        };
    }

    private static Decision<PublicIpEvent> update(PublicIp eip, PublicIpCommand.Update update, Context ctx) {
        List<PublicIpEvent> events = new ArrayList<>();
        String alias = update.alias().applyTo(eip.alias(), "");
        if (!alias.equals(eip.alias())) {
            events.add(new Renamed(alias, ctx.now()));
        }
        String description = update.description().applyTo(eip.description(), "");
        if (!description.equals(eip.description())) {
            events.add(new Described(description, ctx.now()));
        }
        return switch (update.port()) {
            case Patch.Keep<String> keep -> Decision.persist(events);
            case Patch.Clear<String> clear -> unbind(eip, events, ctx);
            case Patch.Set<String>(String port) -> bind(eip, port, events, ctx);
        };
    }

    private static Decision<PublicIpEvent> unbind(PublicIp eip, List<PublicIpEvent> before, Context ctx) {
        if (eip.binding() instanceof Binding.ToGateway(String gateway)) {
            return Decision.refuse(Serving.isServing(eip, gateway));
        }
        List<PublicIpEvent> events = new ArrayList<>(before);
        if (eip.isBound()) {
            events.add(new Unbound(ctx.now()));
        }
        return Decision.persist(events);
    }

    private static Decision<PublicIpEvent> bind(PublicIp eip, String port, List<PublicIpEvent> before, Context ctx) {
        if (eip.isBound()) {
            return Decision.refuse(new Conflict(
                    "publicip-already-bound",
                    "The EIP " + eip.id() + " is already bound to "
                            + eip.binding().words() + "."));
        }
        List<Claim> claims = List.of(binding(ctx.self(), port));
        List<PublicIpEvent> events = new ArrayList<>(before);
        events.add(new Bound(port, ctx.now()));
        return ctx.granted(claims) ? Decision.persist(events) : Decision.needs(claims);
    }

    /** ASSUMED: an EIP leaves one shared bandwidth before it joins another; check by inserting one twice. */
    private static Decision<PublicIpEvent> moveToShared(PublicIp eip, String bandwidth, Context ctx) {
        if (eip.bandwidth().equals(bandwidth)) {
            return Decision.nothing();
        }
        if (!eip.dedicated()) {
            return Decision.refuse(new Conflict(
                    "publicip-shares-bandwidth",
                    "The EIP " + eip.id() + " is already in the shared bandwidth " + eip.bandwidth() + "."));
        }
        List<Claim> claims = List.of(bandwidth(ctx.self(), eip.type(), new BandwidthChoice.Shared(bandwidth)));
        return ctx.granted(claims) ? Decision.persist(new Moved(bandwidth, false, ctx.now())) : Decision.needs(claims);
    }

    private static Decision<PublicIpEvent> moveToDedicated(
            PublicIp eip, String from, BandwidthChoice.Dedicated to, Context ctx) {
        if (eip.dedicated() || !eip.bandwidth().equals(from)) {
            return Decision.refuse(new Invalid(
                    "publicip-not-in-bandwidth",
                    "publicip_id",
                    "The EIP " + eip.id() + " is not in the shared bandwidth " + from + "."));
        }
        List<Claim> claims = List.of(bandwidth(ctx.self(), eip.type(), to));
        return ctx.granted(claims) ? Decision.persist(new Moved(to.id(), true, ctx.now())) : Decision.needs(claims);
    }

    private static Decision<PublicIpEvent> close(PublicIp eip) {
        return eip.isBound()
                ? Decision.refuse(new InUse(
                        "publicip-bound",
                        "The EIP " + eip.id() + " is bound to " + eip.binding().words() + "; unbind it first."))
                : Decision.persist(new Closed());
    }

    @Override
    public PublicIp opened(PublicIpEvent first) {
        return PublicIpHistory.opened(first);
    }

    @Override
    public PublicIp evolve(PublicIp eip, PublicIpEvent event) {
        return PublicIpHistory.evolve(eip, event);
    }

    @Override
    public List<Claim.Hold> holds(EntityRef self, PublicIp eip) {
        List<Claim.Hold> holds = new ArrayList<>();
        holds.add(ProjectCommand.place(Quota.PUBLIC_IP, self).hold());
        holds.add(address(self, Wanted.ANY).hold());
        EntityRef bandwidth = self.sibling(Bandwidth.TYPE, eip.bandwidth());
        holds.add(new Claim.Hold(
                bandwidth, eip.dedicated() ? new BandwidthCommand.CloseFor(self) : new BandwidthCommand.Leave(self)));
        if (eip.binding() instanceof Binding.ToPort(String port)) {
            holds.add(binding(self, port).hold());
        }
        return holds;
    }

    @Override
    public List<Claim.Held> held(EntityRef self, PublicIp eip) {
        return Serving.held(self, eip);
    }
}
