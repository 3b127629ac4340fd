package dev.twinstack.emulator.reach;

import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.ip.AddressSet;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.reachability.Disposition;
import dev.twinstack.emulator.reachability.Node;
import dev.twinstack.emulator.reachability.Tracer;
import dev.twinstack.emulator.reachability.Traffic;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The flows that get through in one of two snapshots of a project and not in the other.
 *
 * @param inside between NICs of VPCs
 * @param outside from the Internet
 */
public record Difference(List<Inside> inside, List<Outside> outside) {
    public Difference {
        inside = List.copyOf(inside);
        outside = List.copyOf(outside);
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
        return inside.isEmpty() && outside.isEmpty();
    }

    /**
     * {@return what changed}
     *
     * @param vpcs whose NICs are asked about
     * @param services between NICs; from the Internet, everything is
     */
    public static Difference between(
            Tracer tracer, Snapshot before, Snapshot after, Collection<String> vpcs, Collection<Traffic> services) {
        List<Inside> inside = vpcs.stream()
                .flatMap(vpc -> changed(flows(tracer, before, vpc, services), flows(tracer, after, vpc, services)))
                .toList();
        return new Difference(inside, ExposureChanges.between(tracer, before, after));
    }

    /**
     * A flow, whatever its ends are called.
     *
     * @param from the id of a NIC, like {@code to}
     */
    private record Key(Family family, Traffic traffic, String from, String to) {}

    private record Ending(Node from, Node to, Disposition disposition) {
        boolean arrives() {
            return disposition.isSuccess();
        }
    }

    /** {@return what becomes of each flow between the NICs of a VPC, in a fixed order} */
    private static Map<Key, Ending> flows(Tracer tracer, Snapshot snapshot, String vpc, Collection<Traffic> services) {
        List<Port> nics = Matrix.nics(snapshot, vpc);
        List<Node> nodes = nics.stream().map(nic -> Nics.node(snapshot, nic)).toList();
        Matrix matrix = Matrix.of(tracer, snapshot, nics, Matrix.families(nics), services);
        Map<Key, Ending> flows = new LinkedHashMap<>();
        for (int sheet = 0; sheet < matrix.size(); sheet++) {
            for (int from = 0; from < nodes.size(); from++) {
                for (int to = 0; to < nodes.size(); to++) {
                    if (from != to) {
                        flows.put(
                                new Key(
                                        matrix.family(sheet),
                                        matrix.traffic(sheet),
                                        nics.get(from).id(),
                                        nics.get(to).id()),
                                new Ending(nodes.get(from), nodes.get(to), matrix.disposition(sheet, from, to)));
                    }
                }
            }
        }
        return flows;
    }

    private static Stream<Inside> changed(Map<Key, Ending> before, Map<Key, Ending> after) {
        Stream<Inside> gained = after.entrySet().stream()
                .filter(now -> now.getValue().arrives() && !arrives(before, now.getKey()))
                .map(now -> inside(
                        Change.GAINED,
                        now.getKey(),
                        now.getValue(),
                        now.getValue().disposition()));
        Stream<Inside> lost = before.entrySet().stream()
                .filter(then -> then.getValue().arrives() && !arrives(after, then.getKey()))
                .map(then -> inside(Change.LOST, then.getKey(), then.getValue(), now(after, then.getKey())));
        return Stream.concat(gained, lost);
    }

    private static boolean arrives(Map<Key, Ending> flows, Key key) {
        Ending ending = flows.get(key);
        return ending != null && ending.arrives();
    }

    private static Disposition now(Map<Key, Ending> after, Key key) {
        Ending ending = after.get(key);
        return ending == null ? Disposition.ADDRESS_UNUSED : ending.disposition();
    }

    private static Inside inside(Change change, Key key, Ending ending, Disposition now) {
        return new Inside(change, ending.from(), ending.to(), key.family(), key.traffic(), now);
    }
}
