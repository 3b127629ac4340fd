package dev.twinstack.emulator.natgateway;

import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.timing.Moment;
import dev.twinstack.emulator.timing.Phase;
import java.time.Instant;
import java.util.List;

/**
 * Lets senders out with the address of an EIP.
 *
 * @param publicIps the EIPs senders share, at least one
 */
public record SnatRule(String id, Source source, List<String> publicIps, String description, Instant createdAt) {
    public SnatRule {
        publicIps = List.copyOf(publicIps);
    }

    /** Whose packets a rule is for. */
    public sealed interface Source {
        /** {@return the addresses; no two rules of a gateway share one} */
        IpRange block();

        /**
         * All of a subnet.
         *
         * @param block its IPv4 block
         */
        record OfNetwork(String network, IpRange block) implements Source {}

        /** Some addresses of the VPC. */
        record OfBlock(IpRange block) implements Source {}

        /** Addresses of a network behind Direct Connect. */
        record OnPremises(IpRange block) implements Source {}
    }

    /** {@return whether it is still being made} */
    public boolean isCreating(Moment moment) {
        return moment.isIn(Phase.SNAT_RULE_CREATING, id, createdAt);
    }

    /**
     * {@return whether it is for a sender in the VPC}
     *
     * @param network the subnet of the sender
     */
    public boolean covers(String network, IpAddress address) {
        return switch (source) {
            case Source.OfNetwork(String own, var block) -> own.equals(network);
            case Source.OfBlock(IpRange block) -> block.contains(address);
            case Source.OnPremises elsewhere -> false;
        };
    }
}
