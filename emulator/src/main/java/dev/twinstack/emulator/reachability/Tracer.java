package dev.twinstack.emulator.reachability;

import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.region.Catalogue;
import dev.twinstack.emulator.subnet.Subnet;
import java.util.List;
import java.util.Optional;

/**
 * Follows flows through projects' networks as they stand. Pure: the same snapshot and flow give the same trace. It keeps
 * what it found out about the snapshots last seen, so one for all questions is better than one for each. Thread-safe.
 *
 * <p>There is one way for both families. What differs is how the Internet is reached: an IPv4 address by the EIP bound
 * to its port, an IPv6 address by itself, once its port is in a shared bandwidth (SEED-03, SEED-05).
 */
public final class Tracer {
    private final Catalogue catalogue;
    private final Topologies topologies = new Topologies();

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
        return trace(topologies.of(snapshot), flow, Carriers.first());
    }

    Trace trace(Topology topology, Flow flow, Carriers carriers) {
        return new Journey(topology, catalogue, flow, carriers).trace();
    }

    /** {@return how far the flow would get if the project were another way} */
    Trace suppose(Snapshot snapshot, Snapshot otherwise, Flow flow, Carriers carriers) {
        return trace(topologies.of(snapshot).with(otherwise), flow, carriers);
    }

    /**
     * {@return the answer to a question that stands for these flows, at least one, and for all that their traffic and
     * virtual IPs leave open} Throws as {@link #trace} does.
     */
    public Finding survey(Snapshot snapshot, List<Flow> flows) {
        return new Survey(this, snapshot, topologies.of(snapshot), Survey.MOST_FLOWS).of(flows);
    }

    /** {@return the same, without what would help: it is much quicker} */
    public Fate fate(Snapshot snapshot, List<Flow> flows) {
        return new Survey(this, snapshot, topologies.of(snapshot), Survey.MOST_FLOWS).fate(flows);
    }

    /** {@return the subnet that an end of a question stands for, if it does} Whether or not anybody is in it. */
    public Optional<Subnet> subnet(Snapshot snapshot, String text, Family family) {
        return new FlowSearch(topologies.of(snapshot), family).subnet(text);
    }

    /**
     * {@return the flows that a question is about}
     *
     * @param from as {@link Flows} has it
     */
    public Flows flows(Snapshot snapshot, String from, String to, Family family, Traffic traffic) {
        return new FlowSearch(topologies.of(snapshot), family).find(from, to, traffic);
    }

    /** {@return both ends of a flow, found by what people call them; see {@link Ends#find}} */
    public Ends find(Snapshot snapshot, String from, String to, Family family) {
        return new EndSearch(topologies.of(snapshot), family).find(from, to);
    }
}
