package dev.twinstack.emulator.port;

import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.Context;
import dev.twinstack.emulator.kernel.Decision;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.kernel.DomainError.Conflict;
import dev.twinstack.emulator.kernel.DomainError.NotFound;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Resource;
import dev.twinstack.emulator.kernel.ResourceType;
import dev.twinstack.emulator.port.PortCommand.AddGroup;
import dev.twinstack.emulator.port.PortCommand.Attach;
import dev.twinstack.emulator.port.PortCommand.BindPublicIp;
import dev.twinstack.emulator.port.PortCommand.BindVip;
import dev.twinstack.emulator.port.PortCommand.Close;
import dev.twinstack.emulator.port.PortCommand.CloseFor;
import dev.twinstack.emulator.port.PortCommand.Detach;
import dev.twinstack.emulator.port.PortCommand.JoinBandwidth;
import dev.twinstack.emulator.port.PortCommand.JoinRouter;
import dev.twinstack.emulator.port.PortCommand.LeaveBandwidth;
import dev.twinstack.emulator.port.PortCommand.LeaveGroup;
import dev.twinstack.emulator.port.PortCommand.LeaveRouter;
import dev.twinstack.emulator.port.PortCommand.Open;
import dev.twinstack.emulator.port.PortCommand.OpenFor;
import dev.twinstack.emulator.port.PortCommand.PortSpec;
import dev.twinstack.emulator.port.PortCommand.RemoveGroup;
import dev.twinstack.emulator.port.PortCommand.UnbindPublicIp;
import dev.twinstack.emulator.port.PortCommand.UnbindVip;
import dev.twinstack.emulator.port.PortCommand.Update;
import dev.twinstack.emulator.subnet.Subnet;
import dev.twinstack.emulator.subnet.SubnetCommand.Leased;
import java.util.List;
import java.util.Optional;

/** What a port decides: its making and going here, its settings in {@link Settings}, its bindings in {@link Bindings}. */
public final class PortRules implements Resource<Port, PortCommand, PortEvent> {
    @Override
    public ResourceType<Port> type() {
        return Port.TYPE;
    }

    @Override
    public Class<PortCommand> commands() {
        return PortCommand.class;
    }

    @Override
    public Class<PortEvent> events() {
        return PortEvent.class;
    }

    @Override
    public Decision<PortEvent> open(PortCommand command, Context ctx) {
        return switch (command) {
            case Open(PortSpec spec) -> open(spec, spec.deviceOwner(), new Port.Device.Free(), ctx);
            case OpenFor(EntityRef device, PortSpec spec, String owner) ->
                open(spec, owner, Bindings.deviceOf(device), ctx);
            case Update update -> notFound(ctx);
            case AddGroup add -> notFound(ctx);
            case RemoveGroup remove -> notFound(ctx);
            case LeaveGroup leave -> notFound(ctx);
            case JoinBandwidth join -> notFound(ctx);
            case LeaveBandwidth leave -> notFound(ctx);
            case JoinRouter join -> notFound(ctx);
            case LeaveRouter leave -> notFound(ctx);
            case Close close -> notFound(ctx);
            case CloseFor close -> notFound(ctx);
            case Attach attach -> notFound(ctx);
            case Detach detach -> notFound(ctx);
            case BindPublicIp bind -> notFound(ctx);
            case UnbindPublicIp unbind -> notFound(ctx);
            case BindVip bind -> notFound(ctx);
            case UnbindVip unbind -> notFound(ctx);
        };
    }

    private static Decision<PortEvent> notFound(Context ctx) {
        return Decision.refuse(new NotFound(Port.TYPE.name(), ctx.id()));
    }

    private static Decision<PortEvent> open(PortSpec spec, String owner, Port.Device device, Context ctx) {
        Optional<DomainError> wrong = Settings.error(spec);
        if (wrong.isPresent()) {
            return Decision.refuse(wrong.orElseThrow());
        }
        EntityRef subnet = ctx.self().sibling(Subnet.TYPE, spec.subnet());
        List<Claim> claims = Holdings.ofNew(ctx.self(), spec);
        if (!ctx.granted(claims)) {
            return Decision.needs(claims);
        }
        List<Port.FixedIp> addresses = ctx.grant(subnet, Leased.class).orElseThrow().addresses().stream()
                .map(leased -> new Port.FixedIp(leased.neutronSubnet(), leased.address()))
                .toList();
        Optional<DomainError> unfit = Bindings.vipsFit(addresses, spec.pairs())
                .or(() -> Bindings.bandwidthFits(ctx.id(), addresses, spec.ipv6Bandwidth()));
        if (unfit.isPresent()) {
            return Decision.refuse(unfit.orElseThrow());
        }
        PortEvent.Opened opened = new PortEvent.Opened(
                ctx.id(),
                spec.subnet(),
                spec.name(),
                owner,
                device instanceof Port.Device.OfServer(String server, boolean made) ? server : "",
                addresses,
                spec.securityGroups(),
                Settings.withMac(spec.pairs(), Port.macOf(ctx.id())),
                spec.adminStateUp(),
                spec.portSecurity(),
                spec.disableSecurityGroups(),
                spec.dhcpOptions(),
                spec.ipv6Bandwidth(),
                ctx.now());
        return Decision.persist(
                device instanceof Port.Device.OfService(EntityRef service)
                        ? List.of(opened, new PortEvent.Assigned(service))
                        : List.of(opened));
    }

    @Override
    public Decision<PortEvent> decide(Port port, PortCommand command, Context ctx) {
        return switch (command) {
            case Open open -> Decision.refuse(new Conflict("port-exists", "The port already exists."));
            case Update update -> Settings.update(port, update, ctx);
            case AddGroup(String group) -> Settings.addGroup(port, group, ctx);
            case RemoveGroup(String group) -> Settings.removeGroup(port, group, ctx);
            case LeaveGroup(String group) -> Settings.leaveGroup(port, group, ctx);
            case JoinBandwidth(String bandwidth) -> Bindings.joinBandwidth(port, bandwidth, ctx);
            case LeaveBandwidth leave ->
                port.ipv6Bandwidth() instanceof Port.Ipv6Bandwidth.In
                        ? Decision.persist(new PortEvent.BandwidthLeft(ctx.now()))
                        : Decision.nothing();
            case JoinRouter(String router) -> Bindings.joinRouter(port, router, ctx);
            case LeaveRouter(String router) -> Bindings.leaveRouter(port, router);
            case Close close -> Bindings.close(port);
            case OpenFor(EntityRef device, PortSpec spec, String owner) ->
                port.device().equals(Bindings.deviceOf(device))
                        ? Decision.nothing()
                        : Decision.refuse(new Conflict("port-exists", "The port already exists."));
            case CloseFor(String device) -> Bindings.closeFor(port, device);
            case Attach(String server, String owner) -> Bindings.attach(port, server, owner, ctx);
            case Detach(String server) -> Bindings.detach(port, server, ctx);
            case BindPublicIp(String publicIp) -> Bindings.bindPublicIp(port, publicIp, ctx);
            case UnbindPublicIp(String publicIp) -> Bindings.unbindPublicIp(port, publicIp, ctx);
            case BindVip(String nic) -> Bindings.bindVip(port, nic);
            case UnbindVip(String nic) ->
                port.boundTo().contains(nic) ? Decision.persist(new PortEvent.VipUnbound(nic)) : Decision.nothing();
        };
    }

    @Override
    public Port opened(PortEvent first) {
        return PortHistory.opened(first);
    }

    @Override
    public Port evolve(Port port, PortEvent event) {
        return PortHistory.evolve(port, event);
    }

    @Override
    public List<Claim.Hold> holds(EntityRef self, Port port) {
        return Holdings.of(self, port);
    }

    @Override
    public List<Claim.Held> held(EntityRef self, Port port) {
        return Bindings.held(self, port);
    }
}
