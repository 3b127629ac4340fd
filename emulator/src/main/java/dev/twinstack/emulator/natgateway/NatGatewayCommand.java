package dev.twinstack.emulator.natgateway;

import dev.twinstack.emulator.kernel.Command;
import dev.twinstack.emulator.kernel.Patch;
import dev.twinstack.emulator.natgateway.DnatRule.Protocol;
import dev.twinstack.emulator.natgateway.DnatRule.Target;
import dev.twinstack.emulator.natgateway.SnatRule.Source;
import dev.twinstack.emulator.tag.TagChange;
import java.util.List;

public sealed interface NatGatewayCommand extends Command {
    /**
     * @param network the id of a subnet; the caller has seen it in the VPC
     */
    record Open(String name, String description, String spec, String vpc, String network)
            implements NatGatewayCommand {}

    record Update(Patch<String> name, Patch<String> description, Patch<String> spec) implements NatGatewayCommand {}

    /**
     * @param id the new rule's
     * @param publicIps at least one
     */
    record AddSnatRule(String id, Source source, List<String> publicIps, String description)
            implements NatGatewayCommand {
        public AddSnatRule {
            publicIps = List.copyOf(publicIps);
        }
    }

    record RemoveSnatRule(String id) implements NatGatewayCommand {}

    /**
     * @param id the new rule's
     * @param target the caller has seen it
     */
    record AddDnatRule(
            String id,
            String publicIp,
            int outsidePort,
            Protocol protocol,
            Target target,
            int insidePort,
            String description)
            implements NatGatewayCommand {}

    record RemoveDnatRule(String id) implements NatGatewayCommand {}

    record Retag(TagChange change) implements NatGatewayCommand {}

    /** Only without rules. */
    record Close() implements NatGatewayCommand {}
}
