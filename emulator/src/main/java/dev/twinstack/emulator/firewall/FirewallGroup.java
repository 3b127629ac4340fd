package dev.twinstack.emulator.firewall;

import dev.twinstack.emulator.kernel.ResourceType;
import dev.twinstack.emulator.tag.Tags;
import dev.twinstack.emulator.timing.Moment;
import dev.twinstack.emulator.timing.Phase;
import java.time.Instant;
import java.util.List;

/**
 * A firewall: policies for both directions, and the subnets it rules. The native service calls it a firewall group and
 * names each subnet by its gateway's port; v3 calls it a network ACL. Which firewall a subnet is behind, the subnet
 * itself journals; {@link FirewallView} reads both.
 *
 * @param associations in the order they were made; one whose subnet was deleted, or is in no VPC, does not count
 */
public record FirewallGroup(
        String id,
        String name,
        String description,
        String enterpriseProjectId,
        Policy ingress,
        Policy egress,
        List<Association> associations,
        boolean adminStateUp,
        Tags tags,
        Instant createdAt,
        Instant updatedAt) {
    public static final ResourceType<FirewallGroup> TYPE = new ResourceType<>("firewallgroup", FirewallGroup.class);

    public static final String DEFAULT_ENTERPRISE_PROJECT = "0";

    public FirewallGroup {
        associations = List.copyOf(associations);
    }

    /** Which way traffic crosses the border of a subnet. */
    public enum Direction {
        INGRESS,
        EGRESS
    }

    /** Whether a direction has a policy. */
    public sealed interface Policy {
        record None() implements Policy {}

        record Of(String policy) implements Policy {}
    }

    /**
     * A subnet behind the firewall.
     *
     * @param ports the gateway ports it was named by; none if it was named itself, as v3 does
     */
    public record Association(String subnet, List<String> ports) {
        public Association {
            ports = List.copyOf(ports);
        }
    }

    /** {@return whether it is still being made (STAT-11)} */
    public boolean isCreating(Moment moment) {
        return moment.isIn(Phase.FIREWALL_CREATING, id, createdAt);
    }

    /** {@return whether its last change is still being made (STAT-11)} */
    public boolean isUpdating(Moment moment) {
        return updatedAt.isAfter(createdAt) && moment.isIn(Phase.FIREWALL_UPDATING, id, updatedAt);
    }

    public Policy policy(Direction direction) {
        return switch (direction) {
            case INGRESS -> ingress;
            case EGRESS -> egress;
        };
    }
}
