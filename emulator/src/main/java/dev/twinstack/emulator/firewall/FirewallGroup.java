package dev.twinstack.emulator.firewall;

import dev.twinstack.emulator.kernel.ResourceType;
import java.time.Instant;
import java.util.List;

/**
 * A firewall: policies for both directions, and the gateway ports of the subnets they rule.
 *
 * @param ports in the order they were given
 */
public record FirewallGroup(
        String id,
        String name,
        String description,
        Policy ingress,
        Policy egress,
        List<String> ports,
        boolean adminStateUp,
        Instant createdAt,
        Instant updatedAt) {
    public static final ResourceType<FirewallGroup> TYPE = new ResourceType<>("firewallgroup", FirewallGroup.class);

    public FirewallGroup {
        ports = List.copyOf(ports);
    }

    /** Whether a direction has a policy. */
    public sealed interface Policy {
        record None() implements Policy {}

        record Of(String policy) implements Policy {}
    }

    /** {@return whether it rules any traffic} It does from its first subnet on (ACL-07, ACL-26). */
    public boolean isActive() {
        return adminStateUp && !ports.isEmpty();
    }
}
