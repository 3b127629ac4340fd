package dev.twinstack.emulator.reach;

import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.reach.Difference.Change;
import dev.twinstack.emulator.reach.Difference.Inside;
import dev.twinstack.emulator.reachability.Disposition;
import dev.twinstack.emulator.reachability.Node;
import dev.twinstack.emulator.reachability.Tracer;
import dev.twinstack.emulator.reachability.Traffic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which NICs reach which in one of two snapshots and not in the other. */
final class InsideChanges {
    private final int most;
    private final List<Inside> changes = new ArrayList<>();
    private long leftOut;

    /**
     * @param most of changes that are kept; further ones are counted
     */
    InsideChanges(int most) {
        this.most = most;
    }

    List<Inside> changes() {
        return changes;
    }

    long leftOut() {
        return leftOut;
    }

    /** Takes note of what changed in a VPC: what was gained first, both in a fixed order. */
    void add(Tracer tracer, Snapshot before, Snapshot after, String vpc, Collection<Traffic> services) {
        Side then = Side.of(tracer, before, vpc, services);
        Side now = Side.of(tracer, after, vpc, services);
        add(Change.GAINED, now, then);
        add(Change.LOST, then, now);
    }

    private void add(Change change, Side here, Side there) {
        for (int sheet = 0; sheet < here.matrix().size(); sheet++) {
            Kind kind = new Kind(here.matrix().family(sheet), here.matrix().traffic(sheet));
            for (int from = 0; from < here.nics().size(); from++) {
                for (int to = 0; to < here.nics().size(); to++) {
                    if (from != to) {
                        add(change, kind, here.ending(sheet, from, to), there);
                    }
                }
            }
        }
    }

    private void add(Change change, Kind kind, Ending here, Side other) {
        Disposition there = here.disposition().isSuccess() ? other.disposition(kind, here) : here.disposition();
        if (!here.disposition().isSuccess() || there.isSuccess()) {
            return;
        }
        if (changes.size() == most) {
            leftOut++;
            return;
        }
        Disposition now = change == Change.GAINED ? here.disposition() : there;
        changes.add(new Inside(change, here.from().node(), here.to().node(), kind.family(), kind.traffic(), now));
    }

    private record Kind(Family family, Traffic traffic) {}

    private record Nic(String id, Node node) {}

    private record Ending(Nic from, Nic to, Disposition disposition) {}

    /**
     * The NICs of a VPC at one time, and which reaches which.
     *
     * @param places of the NICs, by their ids
     * @param sheets of the matrix, by what they are about
     */
    private record Side(List<Nic> nics, Map<String, Integer> places, Matrix matrix, Map<Kind, Integer> sheets) {
        static Side of(Tracer tracer, Snapshot snapshot, String vpc, Collection<Traffic> services) {
            List<Port> ports = Matrix.nics(snapshot, vpc);
            Map<String, Integer> places = new HashMap<>();
            ports.forEach(port -> places.put(port.id(), places.size()));
            Matrix matrix = Matrix.of(tracer, snapshot, ports, Matrix.families(ports), services);
            Map<Kind, Integer> sheets = new HashMap<>();
            for (int sheet = 0; sheet < matrix.size(); sheet++) {
                sheets.put(new Kind(matrix.family(sheet), matrix.traffic(sheet)), sheet);
            }
            List<Nic> nics = ports.stream()
                    .map(port -> new Nic(port.id(), Nics.node(snapshot, port)))
                    .toList();
            return new Side(nics, places, matrix, sheets);
        }

        Ending ending(int sheet, int from, int to) {
            return new Ending(nics.get(from), nics.get(to), matrix.disposition(sheet, from, to));
        }

        /** {@return how a flow between the same NICs ends here; nothing has the address of one that is not there} */
        Disposition disposition(Kind kind, Ending flow) {
            Integer sheet = sheets.get(kind);
            Integer from = places.get(flow.from().id());
            Integer to = places.get(flow.to().id());
            return sheet == null || from == null || to == null
                    ? Disposition.ADDRESS_UNUSED
                    : matrix.disposition(sheet, from, to);
        }
    }
}
