package dev.twinstack.emulator.timing;

import java.time.Duration;

/**
 * Something that goes on for a while in the cloud, from a moment that is stored. The reference names the states and
 * never says how long they last. ASSUMED: the ranges; check by polling a real account. Those of what clients wait for by
 * fixed pauses are shorter than these pauses. The names stand in what is drawn by them, so they stay.
 */
public enum Phase {
    /** A VPC is {@code CREATING} (STAT-01), {@code PENDING} in v3 (STAT-02). */
    VPC_CREATING(1, 4),
    /** A subnet is {@code UNKNOWN} in v1 (STAT-03), its network {@code BUILD} (STAT-06). */
    SUBNET_CREATING(1, 5),
    /** A port is {@code BUILD} (STAT-06). */
    PORT_BUILDING(1, 4),
    /** An EIP is {@code PENDING_CREATE} (STAT-04). */
    PUBLIC_IP_CREATING(1, 5),
    /** An EIP is {@code BINDING} (STAT-04). */
    PUBLIC_IP_BINDING(1, 2),
    /** A NAT gateway is {@code PENDING_CREATE}. */
    NAT_GATEWAY_CREATING(2, 8),
    /** An SNAT rule is {@code PENDING_CREATE}. */
    SNAT_RULE_CREATING(1, 4),
    /** A firewall group is {@code PENDING_CREATE} (STAT-11). */
    FIREWALL_CREATING(1, 5),
    /** A firewall group is {@code PENDING_UPDATE} (STAT-11). */
    FIREWALL_UPDATING(1, 3),
    /** A server is {@code BUILD}. */
    SERVER_BUILDING(20, 60),
    /** A volume is {@code creating}, or {@code downloading} if there is an image for it; its job takes longer. */
    VOLUME_CREATING(1, 5),
    /** A volume is {@code attaching}. */
    VOLUME_ATTACHING(1, 5),
    /** A job is {@code INIT}. */
    JOB_WAITING(1, 3),
    /** A job that makes no server is {@code RUNNING}. */
    JOB_RUNNING(5, 15),
    /** A subnet counts as used, after a port in it went. */
    SUBNET_LINGERING(5, 20),
    /** A VPC's secondary block counts as used, after a subnet in it went. */
    RANGE_LINGERING(5, 20);

    private final Duration shortest;
    private final Duration longest;

    Phase(int shortest, int longest) {
        this.shortest = Duration.ofSeconds(shortest);
        this.longest = Duration.ofSeconds(longest);
    }

    public Duration shortest() {
        return shortest;
    }

    public Duration longest() {
        return longest;
    }
}
