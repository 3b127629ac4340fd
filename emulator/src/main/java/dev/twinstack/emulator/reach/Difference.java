package dev.twinstack.emulator.reach;

import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.ip.AddressSet;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.reachability.Disposition;
import dev.twinstack.emulator.reachability.Node;
import dev.twinstack.emulator.reachability.Tracer;
import dev.twinstack.emulator.reachability.Traffic;
import java.util.Collection;
import java.util.List;

/**
 * The flows that get through in one of two snapshots of a project and not in the other.
 *
 * @param inside between NICs of VPCs
 * @param insideLeftOut how many there are beyond {@link #MOST_CHANGES}, which are not among them
 * @param outside from the Internet
 * @param outsideLeftOut ends that were not compared, as {@link Exposure} leaves them out of one of the two
 */
public record Difference(
        List<Inside> inside, long insideLeftOut, List<Outside> outside, List<Exposures.LeftOut> outsideLeftOut) {
    /** Of flows between NICs in one answer. */
    public static final int MOST_CHANGES = 100_000;

    public Difference {
        inside = List.copyOf(inside);
        outside = List.copyOf(outside);
        outsideLeftOut = List.copyOf(outsideLeftOut);
    }

    /** Which way a flow changed. */
    public enum Change {
        GAINED,
        LOST
    }

    /**
     * A flow between two NICs.
     *
     * @param now how it ends in the later snapshot; {@code ADDRESS_UNUSED} where a NIC is not there any more
     */
    public record Inside(Change change, Node from, Node to, Family family, Traffic traffic, Disposition now) {}

    /**
     * Traffic from the Internet.
     *
     * @param to the EIP, or the port with the IPv6 address
     * @param clients those that may now and could not before, or the other way round
     */
    public record Outside(Change change, Node to, Family family, Service service, AddressSet clients) {}

    public boolean isEmpty() {
        return inside.isEmpty() && outside.isEmpty() && outsideLeftOut.isEmpty();
    }

    /**
     * {@return what changed}
     *
     * @param vpcs whose NICs are asked about
     * @param services between NICs; from the Internet, everything is
     */
    public static Difference between(
            Tracer tracer, Snapshot before, Snapshot after, Collection<String> vpcs, Collection<Traffic> services) {
        return between(tracer, before, after, vpcs, services, MOST_CHANGES);
    }

    static Difference between(
            Tracer tracer,
            Snapshot before,
            Snapshot after,
            Collection<String> vpcs,
            Collection<Traffic> services,
            int most) {
        InsideChanges inside = new InsideChanges(most);
        vpcs.forEach(vpc -> inside.add(tracer, before, after, vpc, services));
        ExposureChanges outside = ExposureChanges.between(tracer, before, after);
        return new Difference(inside.changes(), inside.leftOut(), outside.changes(), outside.leftOut());
    }
}
