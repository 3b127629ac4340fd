package dev.twinstack.emulator.natgateway;

import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.kernel.DomainError.Conflict;
import dev.twinstack.emulator.kernel.DomainError.Exhausted;
import dev.twinstack.emulator.kernel.DomainError.Invalid;
import dev.twinstack.emulator.natgateway.DnatRule.Protocol;
import dev.twinstack.emulator.natgateway.DnatRule.Target;
import dev.twinstack.emulator.natgateway.NatGatewayCommand.AddDnatRule;
import java.util.Optional;

/** Which DNAT rules a gateway takes. Source: API reference, "Creating a DNAT Rule"; user guide, "Adding a DNAT Rule". */
final class DnatRules {
    private DnatRules() {}

    static Optional<DomainError> objection(NatGateway gateway, AddDnatRule add) {
        if (gateway.dnatRules().size() >= NatGateway.MOST_DNAT_RULES) {
            return Optional.of(new Exhausted(
                    "dnat-rules-exceeded",
                    "The NAT gateway " + gateway.id() + " has " + NatGateway.MOST_DNAT_RULES
                            + " DNAT rules, and takes no more."));
        }
        return ports(add).or(() -> outside(gateway, add)).or(() -> inside(gateway, add));
    }

    private static boolean isForAllPorts(AddDnatRule add) {
        return add.protocol() == Protocol.ANY && add.outsidePort() == 0 && add.insidePort() == 0;
    }

    /** Both ports are 0 and the protocol is any, or none of it. */
    private static Optional<DomainError> ports(AddDnatRule add) {
        boolean forSome = add.protocol() == Protocol.ANY || add.outsidePort() == 0 || add.insidePort() == 0;
        return forSome && !isForAllPorts(add)
                ? Optional.of(new Invalid(
                        "dnat-all-ports-mixed",
                        "external_service_port",
                        "A rule for all ports has port 0 outside and inside, and the protocol any."))
                : Optional.empty();
    }

    /** What the Internet sees: an EIP's port has one rule, and a rule for all ports has its EIP for itself. */
    private static Optional<DomainError> outside(NatGateway gateway, AddDnatRule add) {
        String publicIp = add.publicIp();
        boolean forAll = isForAllPorts(add);
        if (forAll
                && gateway.snatRules().stream()
                        .anyMatch(rule -> rule.publicIps().contains(publicIp))) {
            return Optional.of(allPortsTaken("publicip-snat-and-all-ports", publicIp));
        }
        for (DnatRule rule : gateway.dnatRules()) {
            if (!rule.publicIp().equals(publicIp)) {
                continue;
            }
            if (rule.outsidePort() == add.outsidePort() && rule.protocol() == add.protocol()) {
                return Optional.of(new Conflict(
                        "dnat-outside-taken",
                        "The DNAT rule " + rule.id() + " already has this port and protocol of the EIP " + publicIp
                                + "."));
            }
            if (forAll || rule.isForAllPorts()) {
                return Optional.of(allPortsTaken("publicip-dnat-and-all-ports", publicIp));
            }
        }
        return Optional.empty();
    }

    static DomainError allPortsTaken(String reason, String publicIp) {
        return new Conflict(
                reason, "The EIP " + publicIp + " cannot have a DNAT rule for all ports and any other rule.");
    }

    /** What the server sees: each of its ports has one rule. */
    private static Optional<DomainError> inside(NatGateway gateway, AddDnatRule add) {
        boolean forAll = isForAllPorts(add);
        for (DnatRule rule : gateway.dnatRules()) {
            if (!rule.target().equals(add.target())) {
                continue;
            }
            if (forAll || rule.isForAllPorts()) {
                return Optional.of(targetTaken(rule));
            }
            if (rule.insidePort() == add.insidePort() && rule.protocol() == add.protocol()) {
                return Optional.of(new Conflict(
                        "dnat-inside-taken",
                        "The DNAT rule " + rule.id() + " already leads to this port of the server."));
            }
        }
        return Optional.empty();
    }

    private static DomainError targetTaken(DnatRule rule) {
        String reason = switch (rule.target()) {
            case Target.OfPort port -> "dnat-port-taken";
            case Target.OfAddress address -> "dnat-address-taken";
        };
        return new Conflict(
                reason, "The DNAT rule " + rule.id() + " leads there already, and one of the two is for all ports.");
    }
}
