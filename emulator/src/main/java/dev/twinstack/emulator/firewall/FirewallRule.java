package dev.twinstack.emulator.firewall;

import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.kernel.ResourceType;
import java.time.Instant;
import org.pcollections.PSet;

/**
 * A rule that policies put into order, and the owner of which policies do.
 *
 * @param dependent whether it goes when no policy has it any longer, as rules made by v3 calls do
 * @param policies the ids of the policies that have it (DEL-25)
 */
public record FirewallRule(
        String id,
        String name,
        String description,
        Spec spec,
        boolean dependent,
        PSet<String> policies,
        Instant createdAt,
        Instant updatedAt) {
    public static final ResourceType<FirewallRule> TYPE = new ResourceType<>("firewallrule", FirewallRule.class);

    public enum Action {
        ALLOW,
        DENY
    }

    /**
     * What the rule does to which packets.
     *
     * @param protocol in lower case (ACL-22): {@code tcp}, {@code udp}, {@code icmp} (of either IP version) or a number;
     *     blank for any
     */
    public record Spec(
            String protocol,
            Family family,
            Match.Address source,
            Match.Ports sourcePorts,
            Match.Address destination,
            Match.Ports destinationPorts,
            Action action,
            boolean enabled) {
        /** {@return the same about other addresses} */
        public Spec between(Match.Address otherSource, Match.Address otherDestination) {
            return new Spec(
                    protocol, family, otherSource, sourcePorts, otherDestination, destinationPorts, action, enabled);
        }
    }
}
