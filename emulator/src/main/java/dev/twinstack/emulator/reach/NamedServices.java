package dev.twinstack.emulator.reach;

import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.reachability.Traffic;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What to ask about when nobody said. */
public final class NamedServices {
    private NamedServices() {}

    /**
     * {@return a ping and the services that rules for these NICs name, by protocol and port} Of a range its first port; of
     * all ports, one that no rule names.
     */
    public static List<Traffic> of(Snapshot snapshot, Collection<Port> nics) {
        Stream<Traffic> named = Stream.of(Family.values())
                .flatMap(family -> RuleSet.among(snapshot, nics, family).ports().stream())
                .sorted(Comparator.comparing(Service.PortStretch::transport)
                        .thenComparingInt(Service.PortStretch::first))
                .map(NamedServices::traffic);
        return Stream.concat(Stream.of(new Traffic.Ping()), named).distinct().toList();
    }

    private static Traffic traffic(Service.PortStretch stretch) {
        return stretch.first() == 1 && stretch.last() == Traffic.HIGHEST_PORT
                ? new Traffic.AnyPort(stretch.transport())
                : stretch.traffic();
    }
}
