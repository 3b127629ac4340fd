package dev.twinstack.emulator.reach;

import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.ip.AddressSet;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.reach.Difference.Change;
import dev.twinstack.emulator.reach.Difference.Outside;
import dev.twinstack.emulator.reachability.Endpoint;
import dev.twinstack.emulator.reachability.Node;
import dev.twinstack.emulator.reachability.Tracer;
import dev.twinstack.emulator.reachability.Traffic.Transport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What the Internet can do in one of two snapshots and not in the other.
 *
 * @param leftOut ends that one of the two answers leaves out
 */
record ExposureChanges(List<Outside> changes, List<Exposures.LeftOut> leftOut) {
    /** A public address of the project. */
    private record Key(Endpoint end, Family family) {}

    static ExposureChanges between(Tracer tracer, Snapshot before, Snapshot after) {
        Exposures first = Exposure.of(tracer, before);
        Exposures second = Exposure.of(tracer, after);
        Map<Key, Exposures.LeftOut> leftOut = new LinkedHashMap<>();
        Stream.of(second, first)
                .flatMap(exposures -> exposures.leftOut().stream())
                .forEach(each -> leftOut.putIfAbsent(new Key(each.end(), each.family()), each));
        return new ExposureChanges(
                changes(before, after, byAddress(first, leftOut.keySet()), byAddress(second, leftOut.keySet())),
                List.copyOf(leftOut.values()));
    }

    private static List<Outside> changes(
            Snapshot before, Snapshot after, Map<Key, Exposed> then, Map<Key, Exposed> now) {
        Map<Key, Node> nodes = new LinkedHashMap<>();
        now.forEach((key, exposed) -> nodes.put(key, exposed.node()));
        then.forEach((key, exposed) -> nodes.putIfAbsent(key, exposed.node()));
        List<Outside> changes = new ArrayList<>();
        nodes.forEach((key, node) -> {
            AddressSet strangers = Clients.outside(before, key.family())
                    .minus(Clients.outside(after, key.family()).complement());
            List<Opening> was = openings(then, key);
            List<Opening> is = openings(now, key);
            changes.addAll(more(Change.GAINED, node, key.family(), strangers, is, was));
            changes.addAll(more(Change.LOST, node, key.family(), strangers, was, is));
        });
        return changes;
    }

    private static Map<Key, Exposed> byAddress(Exposures all, Set<Key> leftOut) {
        Map<Key, Exposed> byAddress = new LinkedHashMap<>();
        all.exposed().forEach(each -> byAddress.put(new Key(each.end(), each.family()), each));
        byAddress.keySet().removeAll(leftOut);
        return byAddress;
    }

    private static List<Opening> openings(Map<Key, Exposed> exposed, Key key) {
        Exposed found = exposed.get(key);
        return found == null ? List.of() : found.openings();
    }

    /** {@return what the first has that the others have not} */
    private static List<Outside> more(
            Change change, Node node, Family family, AddressSet strangers, List<Opening> first, List<Opening> others) {
        List<Outside> more = new ArrayList<>();
        for (Service service : services(first, others)) {
            AddressSet clients = clients(first, service, family).minus(clients(others, service, family));
            if (!clients.minus(strangers.complement()).isEmpty()) {
                append(more, new Outside(change, node, family, service, clients));
            }
        }
        return more;
    }

    private static void append(List<Outside> changes, Outside next) {
        if (!changes.isEmpty()
                && changes.getLast().service() instanceof Service.PortStretch(Transport transport, int first, int last)
                && next.service() instanceof Service.PortStretch(Transport same, int start, int end)
                && transport == same
                && start == last + 1
                && changes.getLast().clients().equals(next.clients())) {
            Outside before = changes.removeLast();
            changes.add(new Outside(
                    before.change(),
                    before.to(),
                    before.family(),
                    new Service.PortStretch(transport, first, end),
                    before.clients()));
        } else {
            changes.add(next);
        }
    }

    /** {@return the services of both, cut so that each opening has all of one or nothing} */
    private static List<Service> services(List<Opening> first, List<Opening> others) {
        List<Service> services = new ArrayList<>();
        for (Transport transport : Transport.values()) {
            TreeSet<Integer> cuts = new TreeSet<>();
            Stream.concat(first.stream(), others.stream()).forEach(opening -> {
                if (opening.service() instanceof Service.PortStretch(Transport of, int start, int end)
                        && of == transport) {
                    cuts.add(start);
                    cuts.add(end + 1);
                }
            });
            for (Integer cut : cuts) {
                Integer next = cuts.higher(cut);
                if (next != null) {
                    services.add(new Service.PortStretch(transport, cut, next - 1));
                }
            }
        }
        services.add(new Service.Ping());
        services.add(new Service.OtherProtocols());
        return services;
    }

    private static AddressSet clients(List<Opening> openings, Service service, Family family) {
        return openings.stream()
                .filter(opening -> opening.service().has(service))
                .map(Opening::clients)
                .reduce(AddressSet.none(family), AddressSet::plus);
    }
}
