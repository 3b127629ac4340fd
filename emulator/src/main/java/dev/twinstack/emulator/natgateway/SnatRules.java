package dev.twinstack.emulator.natgateway;

import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.kernel.DomainError.Conflict;
import dev.twinstack.emulator.kernel.DomainError.Exhausted;
import dev.twinstack.emulator.kernel.DomainError.Invalid;
import dev.twinstack.emulator.natgateway.NatGatewayCommand.AddSnatRule;
import dev.twinstack.emulator.natgateway.SnatRule.Source;
import java.util.HashSet;
import java.util.Optional;

/** Which SNAT rules a gateway takes. Source: API reference, "Creating an SNAT Rule"; user guide, "Adding an SNAT Rule". */
final class SnatRules {
    private SnatRules() {}

    static Optional<DomainError> objection(NatGateway gateway, AddSnatRule add) {
        return publicIps(gateway, add).or(() -> source(gateway, add.source()));
    }

    private static Optional<DomainError> publicIps(NatGateway gateway, AddSnatRule add) {
        if (add.publicIps().size() > NatGateway.MOST_PUBLIC_IPS) {
            return Optional.of(new Exhausted(
                    "snat-eips-exceeded", "An SNAT rule has at most " + NatGateway.MOST_PUBLIC_IPS + " EIPs."));
        }
        if (new HashSet<>(add.publicIps()).size() < add.publicIps().size()) {
            return Optional.of(
                    new Invalid("snat-eip-repeated", "floating_ip_id", "An EIP is there twice: " + add.publicIps()));
        }
        return gateway.dnatRules().stream()
                .filter(rule -> rule.isForAllPorts() && add.publicIps().contains(rule.publicIp()))
                .findFirst()
                .map(rule -> DnatRules.allPortsTaken("publicip-snat-and-all-ports", rule.publicIp()));
    }

    /**
     * One rule for each subnet. ASSUMED: of one gateway, as the route tables choose between gateways; check by adding a
     * rule for the same subnet to a second one.
     */
    private static Optional<DomainError> source(NatGateway gateway, Source source) {
        for (SnatRule rule : gateway.snatRules()) {
            boolean sameNetwork = source instanceof Source.OfNetwork(String network, var _)
                    && rule.source() instanceof Source.OfNetwork(String other, var _)
                    && network.equals(other);
            if (sameNetwork) {
                return Optional.of(new Conflict(
                        "snat-network-taken", "The SNAT rule " + rule.id() + " is for the same network already."));
            }
            if (rule.source().block().overlaps(source.block())) {
                return Optional.of(new Conflict(
                        "snat-block-taken",
                        "The block " + source.block() + " overlaps that of the SNAT rule " + rule.id() + ", "
                                + rule.source().block() + "."));
            }
        }
        return Optional.empty();
    }
}
