package dev.twinstack.emulator.publicip;

import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.Context;
import dev.twinstack.emulator.kernel.Decision;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.kernel.DomainError.Conflict;
import dev.twinstack.emulator.kernel.DomainError.InUse;
import dev.twinstack.emulator.kernel.DomainError.Invalid;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.publicip.PublicIp.Binding;
import dev.twinstack.emulator.publicip.PublicIpEvent.ServiceStarted;
import dev.twinstack.emulator.publicip.PublicIpEvent.Unbound;
import java.util.List;

/** How an EIP serves the rules of one NAT gateway. Source: NAT Gateway user guide, "Notes and Constraints". */
final class Serving {
    /** The type of the gateways; a name only, as an owner does not know its claimants' package. */
    private static final String GATEWAY = "natgateway";

    private Serving() {}

    /** Rules of one gateway share an EIP, those of different gateways do not. */
    static Decision<PublicIpEvent> serve(PublicIp eip, String gateway, Context ctx) {
        if (eip.type().equals(PublicIp.DUAL_STACK)) {
            return Decision.refuse(new Invalid(
                    "gateway-lacks-ipv6",
                    "floating_ip_id",
                    "NAT gateways do not support IPv6, and the EIP " + eip.id() + " is one of type " + eip.type()
                            + "."));
        }
        return switch (eip.binding()) {
            case Binding.Unbound unbound -> Decision.persist(new ServiceStarted(gateway, ctx.now()));
            case Binding.ToGateway(String other) ->
                other.equals(gateway)
                        ? Decision.nothing()
                        : Decision.refuse(new Conflict(
                                "publicip-of-other-gateway",
                                "The EIP " + eip.id() + " is used by the NAT gateway " + other + "."));
            case Binding.ToPort(String port) ->
                Decision.refuse(new Conflict(
                        "publicip-bound-to-port", "The EIP " + eip.id() + " is bound to the port " + port + "."));
        };
    }

    static Decision<PublicIpEvent> stop(PublicIp eip, String gateway, Context ctx) {
        return eip.binding().equals(new Binding.ToGateway(gateway))
                ? Decision.persist(new Unbound(ctx.now()))
                : Decision.nothing();
    }

    /** {@return why an EIP that serves rules is neither unbound nor released: they go first} */
    static DomainError isServing(PublicIp eip, String gateway) {
        return new InUse(
                "publicip-of-gateway",
                "The EIP " + eip.id() + " is used by rules of the NAT gateway " + gateway + "; delete them first.");
    }

    static List<Claim.Held> held(EntityRef self, PublicIp eip) {
        return eip.binding() instanceof Binding.ToGateway(String gateway)
                ? List.of(new Claim.Held(
                        new EntityRef(self.project(), GATEWAY, gateway), new PublicIpCommand.StopServing(gateway)))
                : List.of();
    }
}
