package dev.twinstack.api.port;

import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.kernel.Ids;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.port.Port.Device;
import dev.twinstack.emulator.port.Port.FixedIp;
import dev.twinstack.emulator.subnet.Subnet;
import dev.twinstack.emulator.subnet.Subnet.Segment;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePSet;

/**
 * The ports that a subnet has of itself, worked out from it and never stored: the gateway of each segment that has its
 * router interface there (PORT-15), and the DHCP server's. They keep nobody from deleting the subnet (DEL-12).
 */
public final class SystemPorts {
    static final String GATEWAY = Port.ROUTER_OWNER;
    static final String DHCP = "network:dhcp";
    /** The last address but one is the DHCP server's (SUB-06). */
    private static final int DHCP_FROM_LAST = 1;

    private SystemPorts() {}

    /** {@return the id of the port that is a Neutron subnet's gateway} */
    public static String gatewayId(String neutronSubnet) {
        return Ids.derived(neutronSubnet, "gateway");
    }

    /** {@return whether the system has the port in its hands, also one that was given to be a router's interface} */
    public static boolean isOne(Port port) {
        return port.deviceOwner().equals(GATEWAY) || port.deviceOwner().equals(DHCP);
    }

    /** {@return whether a port is where a subnet's traffic crosses its border} */
    public static boolean isGateway(Port port) {
        return port.deviceOwner().equals(GATEWAY);
    }

    /** {@return the ports where a subnet's traffic crosses its border, the one for IPv4 first} */
    public static List<Port> gateways(Snapshot snapshot, Subnet subnet) {
        return Stream.concat(of(subnet).stream(), given(snapshot, subnet))
                .filter(SystemPorts::isGateway)
                .sorted(Comparator.comparing(
                        port -> port.fixedIps().getFirst().address().family()))
                .toList();
    }

    /** {@return the ports that were given to be the subnet's router interfaces} */
    private static Stream<Port> given(Snapshot snapshot, Subnet subnet) {
        return subnet.segments().values().stream()
                .flatMap(segment -> segment.routerInterface() instanceof Subnet.RouterInterface.OfPort(String port)
                        ? snapshot.find(Port.TYPE, port).stream()
                        : Stream.empty());
    }

    /** {@return the ports of one subnet, stored and its own, in ascending order of id} */
    static List<Port> andStored(Snapshot snapshot, Subnet subnet) {
        List<Port> ports = new ArrayList<>(snapshot.all(Port.TYPE).stream()
                .filter(port -> port.subnet().equals(subnet.id()))
                .toList());
        ports.addAll(of(subnet));
        ports.sort(Comparator.comparing(Port::id));
        return ports;
    }

    /**
     * {@return all ports of the project, stored and those that {@code subnets} have of themselves, in ascending order of
     * id} The stored ones are read as they are asked for.
     *
     * @param from the first id
     */
    static Iterator<Port> andStored(Snapshot snapshot, Collection<Subnet> subnets, String from) {
        Iterator<Port> own = subnets.stream()
                .flatMap(subnet -> of(subnet).stream())
                .filter(port -> port.id().compareTo(from) >= 0)
                .sorted(Comparator.comparing(Port::id))
                .iterator();
        return new Merged(snapshot.from(Port.TYPE, from).iterator(), own);
    }

    /** Two ordered sequences as one. */
    private static final class Merged implements Iterator<Port> {
        private final Iterator<Port> stored;
        private final Iterator<Port> own;
        private @Nullable Port nextStored;
        private @Nullable Port nextOwn;

        Merged(Iterator<Port> stored, Iterator<Port> own) {
            this.stored = stored;
            this.own = own;
            this.nextStored = orNull(stored);
            this.nextOwn = orNull(own);
        }

        private static @Nullable Port orNull(Iterator<Port> ports) {
            return ports.hasNext() ? ports.next() : null;
        }

        @Override
        public boolean hasNext() {
            return nextStored != null || nextOwn != null;
        }

        @Override
        public Port next() {
            Port first = nextStored;
            Port second = nextOwn;
            if (first != null && (second == null || first.id().compareTo(second.id()) < 0)) {
                nextStored = orNull(stored);
                return first;
            }
            if (second != null) {
                nextOwn = orNull(own);
                return second;
            }
            throw new NoSuchElementException();
        }
    }

    /** {@return the port with this id, be it stored or a subnet's own} */
    public static Optional<Port> find(Snapshot snapshot, String id) {
        return snapshot.find(Port.TYPE, id)
                .or(() -> snapshot.all(Subnet.TYPE).stream()
                        .flatMap(subnet -> of(subnet).stream())
                        .filter(port -> port.id().equals(id))
                        .findFirst());
    }

    static List<Port> of(Subnet subnet) {
        List<Port> ports = new ArrayList<>();
        List<FixedIp> dhcp = new ArrayList<>();
        for (Segment segment : subnet.segments().values()) {
            if (subnet.vpc() instanceof Subnet.Home.In(String vpc)
                    && segment.routerInterface() instanceof Subnet.RouterInterface.AtGateway
                    && segment.gateway() instanceof Subnet.Gateway.At(IpAddress gateway)
                    && isUnleased(segment, gateway)) {
                ports.add(port(
                        subnet,
                        gatewayId(segment.neutronId()),
                        segment.neutronId(),
                        GATEWAY,
                        new Device.OfRouter(vpc),
                        List.of(new FixedIp(segment.neutronId(), gateway))));
            }
            IpAddress address = segment.range().fromLast(DHCP_FROM_LAST);
            if (isUnleased(segment, address)) {
                dhcp.add(new FixedIp(segment.neutronId(), address));
            }
        }
        if (subnet.dhcp().enabled() && !dhcp.isEmpty()) {
            String agent = "dhcp" + Ids.derived(subnet.id(), "dhcp-agent") + "-" + subnet.id();
            ports.add(
                    port(subnet, Ids.derived(subnet.id(), "dhcp"), "", DHCP, new Device.OfServer(agent, false), dhcp));
        }
        return ports;
    }

    /** A reserved address that was asked for by name is that port's (PORT-18). */
    private static boolean isUnleased(Segment segment, IpAddress address) {
        return !segment.pool().isLeased(address);
    }

    private static Port port(
            Subnet subnet, String id, String name, String owner, Device device, List<FixedIp> addresses) {
        return new Port(
                id,
                subnet.id(),
                name,
                owner,
                device,
                Port.macOf(id),
                addresses,
                List.of(),
                List.of(),
                true,
                false,
                false,
                List.of(),
                new Port.Eip.None(),
                HashTreePSet.empty(),
                new Port.Ipv6Bandwidth.None(),
                subnet.createdAt(),
                subnet.createdAt());
    }
}
