package dev.twinstack.emulator.reachability;

import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.kernel.ResourceType;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.publicip.PublicIp;
import dev.twinstack.emulator.server.Server;
import dev.twinstack.emulator.subnet.Subnet;
import dev.twinstack.emulator.vpc.Vpc;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a snapshot can be asked for faster than by looking through it. Every part is made when it is first needed, and
 * serves later snapshots as long as what it was made from is the same: a new rule of a security group costs no new list
 * of addresses. Thread-safe.
 */
final class Index {
    private final Snapshot snapshot;
    private final Memo<Ports> ports;
    private final Memo<PublicIps> publicIps;
    private final Memo<Map<String, List<Server>>> serversByName;
    private final Memo<Map<String, List<Subnet>>> subnetsByVpc;
    private final Memo<Set<String>> foreignVpcs;

    private record Ports(Map<IpAddress, List<Port>> byAddress, Map<String, List<Port>> byName) {
        static Ports of(Collection<Port> all) {
            return new Ports(
                    group(all, port -> port.fixedIps().stream().map(Port.FixedIp::address)),
                    group(all, port -> Stream.of(port.name())));
        }
    }

    private record PublicIps(Map<IpAddress, List<PublicIp>> byAddress, Map<String, List<PublicIp>> byAlias) {
        static PublicIps of(Collection<PublicIp> all) {
            return new PublicIps(
                    group(
                            all,
                            publicIp -> Stream.of(Family.values())
                                    .flatMap(family -> Topology.address(publicIp, family).stream())),
                    group(all, publicIp -> Stream.of(publicIp.alias())));
        }
    }

    private Index(
            Snapshot snapshot,
            Memo<Ports> ports,
            Memo<PublicIps> publicIps,
            Memo<Map<String, List<Server>>> serversByName,
            Memo<Map<String, List<Subnet>>> subnetsByVpc,
            Memo<Set<String>> foreignVpcs) {
        this.snapshot = snapshot;
        this.ports = ports;
        this.publicIps = publicIps;
        this.serversByName = serversByName;
        this.subnetsByVpc = subnetsByVpc;
        this.foreignVpcs = foreignVpcs;
    }

    static Index of(Snapshot snapshot) {
        return new Index(
                snapshot,
                new Memo<>(() -> Ports.of(snapshot.all(Port.TYPE))),
                new Memo<>(() -> PublicIps.of(snapshot.all(PublicIp.TYPE))),
                new Memo<>(() -> group(snapshot.all(Server.TYPE), server -> Stream.of(server.name()))),
                new Memo<>(() -> group(snapshot.all(Subnet.TYPE), Index::vpc)),
                new Memo<>(() -> Horizon.foreignVpcs(snapshot)));
    }

    /** {@return the index of another snapshot, with what it shares with this one} */
    Index with(Snapshot other) {
        Index fresh = of(other);
        return new Index(
                other,
                isSame(other, Port.TYPE) ? ports : fresh.ports,
                isSame(other, PublicIp.TYPE) ? publicIps : fresh.publicIps,
                isSame(other, Server.TYPE) ? serversByName : fresh.serversByName,
                isSame(other, Subnet.TYPE) ? subnetsByVpc : fresh.subnetsByVpc,
                isSame(other, Vpc.TYPE) ? foreignVpcs : fresh.foreignVpcs);
    }

    @SuppressWarnings("ReferenceEquality") // a persistent map that was not touched is the same object
    private boolean isSame(Snapshot other, ResourceType<?> type) {
        return snapshot.byType().get(type.name()) == other.byType().get(type.name());
    }

    private static Stream<String> vpc(Subnet subnet) {
        return subnet.vpc() instanceof Subnet.Home.In(String vpc) ? Stream.of(vpc) : Stream.empty();
    }

    /** {@return all by each of their keys, in the order given} */
    private static <K, V> Map<K, List<V>> group(Collection<V> all, Function<V, Stream<K>> keys) {
        Map<K, List<V>> grouped = new HashMap<>();
        for (V each : all) {
            keys.apply(each)
                    .forEach(key -> grouped.computeIfAbsent(key, fresh -> new ArrayList<>(1))
                            .add(each));
        }
        return grouped;
    }

    List<Port> portsAt(IpAddress address) {
        return ports.get().byAddress().getOrDefault(address, List.of());
    }

    List<Port> portsNamed(String name) {
        return ports.get().byName().getOrDefault(name, List.of());
    }

    List<PublicIp> publicIpsAt(IpAddress address) {
        return publicIps.get().byAddress().getOrDefault(address, List.of());
    }

    List<PublicIp> publicIpsCalled(String alias) {
        return publicIps.get().byAlias().getOrDefault(alias, List.of());
    }

    List<Server> serversNamed(String name) {
        return serversByName.get().getOrDefault(name, List.of());
    }

    List<Subnet> subnetsIn(String vpc) {
        return subnetsByVpc.get().getOrDefault(vpc, List.of());
    }

    /** {@return the VPCs of other projects} */
    Set<String> foreignVpcs() {
        return foreignVpcs.get();
    }
}
