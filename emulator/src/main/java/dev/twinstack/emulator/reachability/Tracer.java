package dev.twinstack.emulator.reachability;

import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.region.Catalogue;

/**
 * Follows a flow through a project's network as it stands. Pure: the same snapshot and flow give the same trace.
 *
 * <p>There is one way for both families. What differs is how the Internet is reached: an IPv4 address by the EIP bound
 * to its port, an IPv6 address by itself, once its port is in a shared bandwidth (SEED-03, SEED-05).
 */
public final class Tracer {
    private final Catalogue catalogue;

    /**
     * @param catalogue tells whether an image obtains its IPv6 address by itself
     */
    public Tracer(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /**
     * {@return how far the flow gets}
     *
     * @throws IllegalArgumentException if an end names what the snapshot does not have; {@link Ends#find} gives only ends
     *     that it has
     */
    public Trace trace(Snapshot snapshot, Flow flow) {
        return new Journey(new Topology(snapshot), catalogue, flow).trace();
    }
}
