package dev.twinstack.emulator.reach;

import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.reachability.Disposition;
import dev.twinstack.emulator.reachability.Endpoint;
import dev.twinstack.emulator.reachability.Flow;
import dev.twinstack.emulator.reachability.Tracer;
import dev.twinstack.emulator.reachability.Traffic;
import dev.twinstack.emulator.subnet.Subnet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which NICs of servers reach which. NICs that nothing tells apart are asked about once: a flow between two of them stands
 * for all flows between their {@link Likeness kinds}.
 */
public final class Matrix {
    private final List<Port> nics;
    private final List<Sheet> sheets;

    private Matrix(List<Port> nics, List<Sheet> sheets) {
        this.nics = List.copyOf(nics);
        this.sheets = List.copyOf(sheets);
    }

    /**
     * How one service fares over one family.
     *
     * @param kinds for each NIC the number of its kind
     * @param byKind what becomes of flows between two kinds, by the sender's and the receiver's number
     * @param byNic the same for pairs of NICs that do not stand for their kinds, as they are in one server
     */
    private record Sheet(
            Family family,
            Traffic traffic,
            List<Integer> kinds,
            Map<Pair, Disposition> byKind,
            Map<Pair, Disposition> byNic) {
        Disposition at(int from, int to) {
            Disposition own = byNic.get(new Pair(from, to));
            Disposition disposition = own == null ? byKind.get(new Pair(kinds.get(from), kinds.get(to))) : own;
            if (disposition == null) {
                throw new IllegalStateException("nobody asked about " + from + " and " + to);
            }
            return disposition;
        }
    }

    private record Pair(int from, int to) {}

    /** {@return the NICs of servers in a VPC, by id} */
    public static List<Port> nics(Snapshot snapshot, String vpc) {
        return snapshot.all(Port.TYPE).stream()
                .filter(port -> port.device() instanceof Port.Device.OfServer)
                .filter(port -> snapshot.find(Subnet.TYPE, port.subnet())
                        .filter(subnet -> subnet.vpc().isIn(vpc))
                        .isPresent())
                .toList();
    }

    /** {@return the families that at least one of these has an address of} */
    public static List<Family> families(Collection<Port> nics) {
        return Stream.of(Family.values())
                .filter(family ->
                        nics.stream().anyMatch(nic -> nic.address(family).isPresent()))
                .toList();
    }

    /**
     * {@return whether each of these NICs reaches each other one}
     *
     * @param nics of servers, all in one VPC
     */
    public static Matrix of(
            Tracer tracer,
            Snapshot snapshot,
            List<Port> nics,
            Collection<Family> families,
            Collection<Traffic> services) {
        List<Sheet> sheets = families.stream()
                .flatMap(family -> {
                    Plan plan = Plan.of(snapshot, nics, family);
                    return services.stream().map(traffic -> plan.sheet(tracer, snapshot, nics, family, traffic));
                })
                .toList();
        return new Matrix(nics, sheets);
    }

    public List<Port> nics() {
        return nics;
    }

    /** {@return how many services over a family there are} The numbers of the sheets begin with 0. */
    public int size() {
        return sheets.size();
    }

    public Family family(int sheet) {
        return sheets.get(sheet).family();
    }

    public Traffic traffic(int sheet) {
        return sheets.get(sheet).traffic();
    }

    /**
     * {@return what becomes of a flow}
     *
     * @param from the place of a NIC in {@link #nics}
     * @param to another one
     */
    public Disposition disposition(int sheet, int from, int to) {
        return sheets.get(sheet).at(from, to);
    }

    /** Which flows are to be asked about. */
    private record Plan(List<Integer> kinds, Map<Pair, Pair> byKind, List<Pair> byNic) {
        static Plan of(Snapshot snapshot, List<Port> nics, Family family) {
            Likeness likeness = Likeness.of(snapshot, nics, family);
            Map<Likeness.Kind, Integer> numbers = new HashMap<>();
            List<Integer> kinds = nics.stream()
                    .map(likeness::kind)
                    .map(kind -> numbers.computeIfAbsent(kind, any -> numbers.size()))
                    .toList();
            Map<Pair, Pair> byKind = new LinkedHashMap<>();
            Stream.Builder<Pair> byNic = Stream.builder();
            for (int from = 0; from < nics.size(); from++) {
                for (int to = 0; to < nics.size(); to++) {
                    if (from != to && server(nics.get(from)).equals(server(nics.get(to)))) {
                        byNic.add(new Pair(from, to));
                    } else if (from != to) {
                        byKind.putIfAbsent(new Pair(kinds.get(from), kinds.get(to)), new Pair(from, to));
                    }
                }
            }
            return new Plan(kinds, byKind, byNic.build().toList());
        }

        private static Optional<String> server(Port nic) {
            return nic.device() instanceof Port.Device.OfServer(String id, var _) ? Optional.of(id) : Optional.empty();
        }

        Sheet sheet(Tracer tracer, Snapshot snapshot, List<Port> nics, Family family, Traffic traffic) {
            Function<Pair, Disposition> ask = pair -> tracer.trace(
                            snapshot,
                            new Flow(
                                    new Endpoint.OfPort(nics.get(pair.from()).id()),
                                    new Endpoint.OfPort(nics.get(pair.to()).id()),
                                    family,
                                    traffic))
                    .disposition();
            Map<Pair, Disposition> ofKinds = byKind.entrySet().parallelStream()
                    .collect(Collectors.toMap(Map.Entry::getKey, each -> ask.apply(each.getValue())));
            Map<Pair, Disposition> ofNics = byNic.parallelStream().collect(Collectors.toMap(Function.identity(), ask));
            return new Sheet(family, traffic, kinds, ofKinds, ofNics);
        }
    }

    /** {@return how many flows there are of a service over a family} */
    public static long flows(int nics) {
        return (long) nics * (nics - 1);
    }

    /** {@return how many of them get through} */
    public long reachable(int sheet) {
        return IntStream.range(0, nics.size())
                .mapToLong(from -> IntStream.range(0, nics.size())
                        .filter(to -> to != from && disposition(sheet, from, to).isSuccess())
                        .count())
                .sum();
    }
}
