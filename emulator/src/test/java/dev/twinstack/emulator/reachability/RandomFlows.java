package dev.twinstack.emulator.reachability;

import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.publicip.PublicIp;
import dev.twinstack.emulator.reachability.Traffic.Transport;
import dev.twinstack.emulator.server.Server;
import dev.twinstack.emulator.subnet.Subnet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Asks about what a topology has, and about a few things that it has not. */
final class RandomFlows {
    private static final List<Traffic> TRAFFIC = List.of(
            new Traffic.OnePort(Transport.TCP, 443),
            new Traffic.OnePort(Transport.TCP, 443),
            new Traffic.OnePort(Transport.TCP, 22),
            new Traffic.OnePort(Transport.TCP, 80),
            new Traffic.OnePort(Transport.TCP, 8443),
            new Traffic.OnePort(Transport.UDP, 53),
            new Traffic.AnyPort(Transport.TCP),
            new Traffic.AnyPort(Transport.UDP),
            new Traffic.Ping(),
            new Traffic.Ping(),
            new Traffic.Icmp(8, 1),
            new Traffic.Icmp(0, 0),
            new Traffic.AnyCode(8),
            new Traffic.AnyCode(128),
            new Traffic.AnyProtocol());

    private final Snapshot snapshot;
    private final SplittableRandom random;

    RandomFlows(Snapshot snapshot, SplittableRandom random) {
        this.snapshot = snapshot;
        this.random = random;
    }

    Flow next() {
        while (true) {
            Family family = random.nextBoolean() ? Family.IPV4 : Family.IPV6;
            boolean inwards = random.nextInt(4) == 0;
            Optional<Endpoint> from = inwards ? Optional.of(client(family)) : inCloud();
            Optional<Endpoint> to = from.flatMap(end -> inwards ? target(family) : destination(end, family));
            boolean mute = family == Family.IPV6
                    && (from.filter(end -> !speaks(end)).isPresent()
                            || to.filter(end -> !speaks(end)).isPresent());
            if (to.isPresent() && !(mute && random.nextInt(5) > 0)) {
                return new Flow(from.get(), to.get(), family, any(TRAFFIC).orElseThrow());
            }
        }
    }

    /** {@return whether an end, if it is in the cloud, has an IPv6 address} */
    private boolean speaks(Endpoint end) {
        return switch (end) {
            case Endpoint.Internet internet -> true;
            case Endpoint.Host host -> true;
            case Endpoint.OfPublicIp(String id) ->
                snapshot.find(PublicIp.TYPE, id).orElseThrow().nat64() instanceof PublicIp.Nat64.At;
            case Endpoint.OfServer server ->
                !addresses(portsOf(end), Family.IPV6).isEmpty();
            case Endpoint.OfPort port -> !addresses(portsOf(end), Family.IPV6).isEmpty();
        };
    }

    private Stream<Port> portsOf(Endpoint end) {
        return ports(end).stream().flatMap(id -> snapshot.find(Port.TYPE, id).stream());
    }

    private <T> Optional<T> any(List<T> list) {
        return list.isEmpty() ? Optional.empty() : Optional.of(list.get(random.nextInt(list.size())));
    }

    private Endpoint client(Family family) {
        return random.nextBoolean()
                ? new Endpoint.Internet()
                : new Endpoint.Host(any(hosts(RandomPlan.HOSTS, family)).orElseThrow());
    }

    private static List<IpAddress> hosts(List<String> texts, Family family) {
        return texts.stream()
                .map(IpAddress::of)
                .filter(address -> address.family() == family)
                .toList();
    }

    private Optional<Endpoint> inCloud() {
        return switch (random.nextInt(8)) {
            case 0, 1 -> any(List.copyOf(snapshot.all(Port.TYPE))).map(port -> new Endpoint.OfPort(port.id()));
            case 2 -> any(List.copyOf(snapshot.all(PublicIp.TYPE))).map(eip -> new Endpoint.OfPublicIp(eip.id()));
            default -> any(List.copyOf(snapshot.all(Server.TYPE))).map(server -> new Endpoint.OfServer(server.id()));
        };
    }

    private Optional<Endpoint> target(Family family) {
        return random.nextInt(12) == 0 ? unused(family).map(Endpoint.Host::new) : inCloud();
    }

    private Optional<Endpoint> destination(Endpoint from, Family family) {
        return switch (random.nextInt(9)) {
            case 0 -> Optional.of(new Endpoint.Internet());
            case 8 -> stranger(from, family).map(Endpoint.Host::new);
            case 1 -> any(hosts(RandomPlan.HOSTS, family)).map(Endpoint.Host::new);
            case 2 -> stranger(from, family).map(Endpoint.Host::new);
            default -> inCloud();
        };
    }

    /** {@return an address that nothing has, or something elsewhere that is out of reach as its range is here too} */
    private Optional<IpAddress> stranger(Endpoint from, Family family) {
        List<IpAddress> own = near(from, family);
        Optional<IpAddress> address = switch (random.nextInt(4)) {
            case 0 -> any(hosts(RandomPlan.NOWHERE, family));
            case 1 -> unused(family);
            default ->
                any(addresses(snapshot.all(Port.TYPE).stream(), family))
                        .filter(found -> homes(from).stream()
                                .flatMap(home -> snapshot.all(Subnet.TYPE).stream()
                                        .filter(subnet -> subnet.vpc().equals(home)))
                                .anyMatch(subnet -> Topology.covers(subnet, found)));
        };
        return address.filter(found -> !own.contains(found));
    }

    /** {@return the addresses of ports in the VPCs of an end} */
    private List<IpAddress> near(Endpoint end, Family family) {
        List<Subnet.Home> homes = homes(end);
        return addresses(snapshot.all(Port.TYPE).stream().filter(port -> homes.contains(home(port.id()))), family);
    }

    private List<Subnet.Home> homes(Endpoint end) {
        return ports(end).stream().map(this::home).toList();
    }

    private List<String> ports(Endpoint end) {
        return switch (end) {
            case Endpoint.OfServer(String id) ->
                snapshot.find(Server.TYPE, id).orElseThrow().nics();
            case Endpoint.OfPort(String id) -> List.of(id);
            case Endpoint.OfPublicIp(String id) ->
                snapshot.find(PublicIp.TYPE, id).orElseThrow().binding() instanceof PublicIp.Binding.ToPort(String port)
                        ? List.of(port)
                        : List.of();
            case Endpoint.Internet internet -> List.of();
            case Endpoint.Host host -> List.of();
        };
    }

    private Subnet.Home home(String port) {
        return snapshot.find(Port.TYPE, port)
                .flatMap(found -> snapshot.find(Subnet.TYPE, found.subnet()))
                .orElseThrow()
                .vpc();
    }

    private static List<IpAddress> addresses(Stream<Port> ports, Family family) {
        return ports.flatMap(port -> port.address(family).stream()).toList();
    }

    private Optional<IpAddress> unused(Family family) {
        List<IpAddress> taken = new ArrayList<>(addresses(snapshot.all(Port.TYPE).stream(), family));
        return any(snapshot.all(Subnet.TYPE).stream()
                        .flatMap(subnet -> subnet.segment(family).stream())
                        .toList())
                .map(segment -> segment.range().address(99))
                .filter(address -> !taken.contains(address));
    }
}
