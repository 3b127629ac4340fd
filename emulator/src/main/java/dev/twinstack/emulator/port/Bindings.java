package dev.twinstack.emulator.port;

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
import dev.twinstack.emulator.port.Port.AddressPair;
import dev.twinstack.emulator.port.Port.Device;
import dev.twinstack.emulator.port.Port.Eip;
import dev.twinstack.emulator.port.Port.FixedIp;
import dev.twinstack.emulator.port.Port.Ipv6Bandwidth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a port is bound to, and what keeps it from going. */
final class Bindings {
    /** The types of a port's claimants; names only, as an owner does not know its claimants' packages. */
    private static final String SERVER = "server";

    private static final String PUBLIC_IP = "publicip";

    private Bindings() {}

    /** {@return what a port that was opened for this claimant is plugged into} */
    static Device deviceOf(EntityRef claimant) {
        return claimant.type().equals(SERVER)
                ? new Device.OfServer(claimant.id(), true)
                : new Device.OfService(claimant);
    }

    /** A port with a device is not deleted by itself (DEL-21), nor one with an EIP or a bound virtual IP (DEL-22). */
    static Decision<PortEvent> close(Port port) {
        boolean owned = !port.deviceOwner().isEmpty() && !port.isVip();
        return owned || port.device() instanceof Device.OfServer
                ? Decision.refuse(new InUse(
                        "port-has-device",
                        "The port " + port.id() + " is used by " + port.deviceOwner() + " and cannot be deleted."))
                : closeUnlessBound(port);
    }

    private static Decision<PortEvent> closeUnlessBound(Port port) {
        if (port.eip() instanceof Eip.Bound(String publicIp)) {
            return Decision.refuse(
                    new InUse("port-has-eip", "The port " + port.id() + " is bound to the EIP " + publicIp + "."));
        }
        if (!port.boundTo().isEmpty()) {
            return Decision.refuse(new InUse(
                    "vip-bound",
                    "The virtual IP address " + port.id() + " is bound to the port "
                            + port.boundTo().iterator().next() + "."));
        }
        return Decision.persist(new PortEvent.Closed());
    }

    /** Whoever deletes its device unbinds its EIPs first; if one was bound since, the port waits for the sweep. */
    static Decision<PortEvent> closeFor(Port port, String device) {
        boolean opened = switch (port.device()) {
            case Device.Free free -> false;
            case Device.OfServer(String server, boolean made) -> made && server.equals(device);
            case Device.OfRouter router -> false;
            case Device.OfService(EntityRef service) -> service.id().equals(device);
        };
        return opened ? closeUnlessBound(port) : Decision.nothing();
    }

    static Decision<PortEvent> attach(Port port, String server, String owner, Context ctx) {
        if (port.isVip()) {
            return Decision.refuse(
                    new Invalid("port-is-vip", "port_id", "The virtual IP address " + port.id() + " cannot be a NIC."));
        }
        return switch (port.device()) {
            case Device.Free free -> Decision.persist(new PortEvent.Attached(server, owner, ctx.now()));
            case Device.OfServer(String other, boolean made) ->
                other.equals(server) ? Decision.nothing() : Decision.refuse(hasDevice(port, "server " + other));
            case Device.OfRouter(String router) -> Decision.refuse(hasDevice(port, "router " + router));
            case Device.OfService(EntityRef service) -> Decision.refuse(hasDevice(port, words(service)));
        };
    }

    private static String words(EntityRef service) {
        return service.type() + " " + service.id();
    }

    private static Conflict hasDevice(Port port, String device) {
        return new Conflict("port-has-device", "The port " + port.id() + " is attached to the " + device + ".");
    }

    /** A port that becomes a router's interface is free and has one address (RT-28). */
    static Decision<PortEvent> joinRouter(Port port, String router, Context ctx) {
        if (port.isVip() || port.fixedIps().size() != 1) {
            return Decision.refuse(new Invalid(
                    "port-unfit-for-router",
                    "port_id",
                    "The port " + port.id() + " must have one address and be no virtual IP."));
        }
        return switch (port.device()) {
            case Device.OfServer(String server, boolean made) -> Decision.refuse(hasDevice(port, "server " + server));
            case Device.OfRouter(String other) -> Decision.refuse(hasDevice(port, "router " + other));
            case Device.OfService(EntityRef service) -> Decision.refuse(hasDevice(port, words(service)));
            case Device.Free free -> {
                List<Claim> claims = List.of(Holdings.routerInterface(ctx.self(), port, router));
                yield ctx.granted(claims)
                        ? Decision.persist(new PortEvent.RouterJoined(router, ctx.now()))
                        : Decision.needs(claims);
            }
        };
    }

    static Decision<PortEvent> leaveRouter(Port port, String router) {
        return port.device().equals(new Device.OfRouter(router))
                ? closeUnlessBound(port)
                : Decision.refuse(new NotFound("interface", port.id()));
    }

    static Decision<PortEvent> detach(Port port, String server, Context ctx) {
        return port.device().equals(new Device.OfServer(server, false))
                ? Decision.persist(new PortEvent.Detached(ctx.now()))
                : Decision.nothing();
    }

    /** A NAT gateway is given its EIPs by its rules. */
    static Decision<PortEvent> bindPublicIp(Port port, String publicIp, Context ctx) {
        if (port.deviceOwner().equals(Port.NAT_OWNER)) {
            return Decision.refuse(new Invalid(
                    "port-of-gateway", "port_id", "The port " + port.id() + " is a NAT gateway's and takes no EIP."));
        }
        if (port.ipv4().isEmpty()) {
            return Decision.refuse(new Invalid(
                    "port-lacks-ipv4", "port_id", "The port " + port.id() + " has no IPv4 address to bind an EIP to."));
        }
        return switch (port.eip()) {
            case Eip.None none -> Decision.persist(new PortEvent.PublicIpBound(publicIp, ctx.now()));
            case Eip.Bound(String other) ->
                other.equals(publicIp)
                        ? Decision.nothing()
                        : Decision.refuse(new Conflict(
                                "port-has-eip", "The port " + port.id() + " is bound to the EIP " + other + "."));
        };
    }

    static Decision<PortEvent> unbindPublicIp(Port port, String publicIp, Context ctx) {
        return port.eip().equals(new Eip.Bound(publicIp))
                ? Decision.persist(new PortEvent.PublicIpUnbound(ctx.now()))
                : Decision.nothing();
    }

    static Decision<PortEvent> joinBandwidth(Port port, String bandwidth, Context ctx) {
        if (port.ipv6Bandwidth() instanceof Ipv6Bandwidth.In(String other)) {
            return other.equals(bandwidth)
                    ? Decision.nothing()
                    : Decision.refuse(new Conflict(
                            "port-in-bandwidth", "The port " + port.id() + " is in the bandwidth " + other + "."));
        }
        Optional<DomainError> unfit = bandwidthFits(port.id(), port.fixedIps(), bandwidth);
        if (unfit.isPresent()) {
            return Decision.refuse(unfit.orElseThrow());
        }
        List<Claim> claims = List.of(Holdings.bandwidth(ctx.self(), bandwidth));
        return ctx.granted(claims)
                ? Decision.persist(new PortEvent.BandwidthJoined(bandwidth, ctx.now()))
                : Decision.needs(claims);
    }

    /** It is the IPv6 address that goes into a shared bandwidth (IP6-21). */
    static Optional<DomainError> bandwidthFits(String id, List<FixedIp> own, String bandwidth) {
        return bandwidth.isEmpty() || hasIpv6(own)
                ? Optional.empty()
                : Optional.of(new Invalid(
                        "port-lacks-ipv6",
                        "port_id",
                        "The port " + id + " has no IPv6 address to put into a bandwidth."));
    }

    private static boolean hasIpv6(List<FixedIp> own) {
        return own.stream().anyMatch(ip -> ip.address().family() == Family.IPV6);
    }

    /** An IPv6 virtual IP serves one NIC only (SEED-27, VIP-05). */
    static Decision<PortEvent> bindVip(Port port, String nic) {
        if (port.boundTo().contains(nic)) {
            return Decision.nothing();
        }
        if (!port.isVip()) {
            return Decision.refuse(new Invalid(
                    "port-is-no-vip", "allowed_address_pairs", "The port " + port.id() + " is no virtual IP."));
        }
        if (port.ipv6().isPresent() && !port.boundTo().isEmpty()) {
            return Decision.refuse(boundElsewhere(port));
        }
        return Decision.persist(new PortEvent.VipBound(nic));
    }

    private static DomainError boundElsewhere(Port vip) {
        return new Conflict(
                "vip-bound-elsewhere",
                "The IPv6 virtual IP address " + vip.id() + " can be bound to one network interface only.");
    }

    /** A virtual IP may name its NICs in its own pairs instead (VIP-04); that is a binding like the other. */
    static Optional<DomainError> ownNics(Port port, List<AddressPair> pairs) {
        long nics = pairs.stream().map(AddressPair::ipAddress).distinct().count();
        return port.isVip() && port.ipv6().isPresent() && nics > 1
                ? Optional.of(boundElsewhere(port))
                : Optional.empty();
    }

    /** An IPv6 virtual IP is for dual-stack NICs (SEED-27). */
    static Optional<DomainError> vipsFit(List<FixedIp> own, List<AddressPair> pairs) {
        boolean dualStack = hasIpv6(own);
        return pairs.stream()
                .filter(pair -> !pair.vip().isEmpty() && !dualStack && isIpv6(pair.ipAddress()))
                .findFirst()
                .map(pair -> new Invalid(
                        "vip-needs-dual-stack",
                        "allowed_address_pairs",
                        "The IPv6 virtual IP address " + pair.ipAddress() + " needs a dual-stack network interface."));
    }

    private static boolean isIpv6(String text) {
        return IpAddress.parse(text)
                .map(address -> address.family() == Family.IPV6)
                .orElse(false);
    }

    static List<Claim.Held> held(EntityRef self, Port port) {
        List<Claim.Held> held = new ArrayList<>();
        if (port.device() instanceof Device.OfServer(String server, boolean made)) {
            held.add(new Claim.Held(
                    new EntityRef(self.project(), SERVER, server),
                    made ? new PortCommand.CloseFor(server) : new PortCommand.Detach(server)));
        }
        if (port.device() instanceof Device.OfService(EntityRef service)) {
            held.add(new Claim.Held(service, new PortCommand.CloseFor(service.id())));
        }
        if (port.eip() instanceof Eip.Bound(String publicIp)) {
            held.add(new Claim.Held(
                    new EntityRef(self.project(), PUBLIC_IP, publicIp), new PortCommand.UnbindPublicIp(publicIp)));
        }
        port.boundTo()
                .forEach(nic -> held.add(new Claim.Held(self.sibling(Port.TYPE, nic), new PortCommand.UnbindVip(nic))));
        return held;
    }
}
