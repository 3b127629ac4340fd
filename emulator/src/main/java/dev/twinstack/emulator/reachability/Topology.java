package dev.twinstack.emulator.reachability;

import dev.twinstack.emulator.addressgroup.AddressGroup;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.kernel.ResourceType;
import dev.twinstack.emulator.natgateway.NatGateway;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.publicip.PublicIp;
import dev.twinstack.emulator.routetable.RouteTable;
import dev.twinstack.emulator.routing.RouteTables;
import dev.twinstack.emulator.securitygroup.SecurityGroup;
import dev.twinstack.emulator.server.Server;
import dev.twinstack.emulator.subnet.Subnet;
import dev.twinstack.emulator.vpc.Vpc;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A project's network as a snapshot has it, as far as its {@link Horizon}, and how its things are connected. */
record Topology(Snapshot snapshot, Index index) {
    static Topology of(Snapshot snapshot) {
        return new Topology(snapshot, Index.of(snapshot));
    }

    /** {@return the network as another snapshot has it} */
    Topology with(Snapshot other) {
        return new Topology(other, index.with(other));
    }

    /**
     * @throws IllegalArgumentException if there is none with this id
     */
    <S> S get(ResourceType<S> type, String id) {
        return snapshot.find(type, id)
                .orElseThrow(() -> new IllegalArgumentException("no " + type.name() + " has the id " + id));
    }

    Station station(Port face) {
        List<Port> carriers = face.isVip()
                ? face.boundTo().stream()
                        .sorted()
                        .flatMap(id -> snapshot.find(Port.TYPE, id).stream())
                        .toList()
                : List.of(face);
        return new Station(face, carriers, get(Subnet.TYPE, face.subnet()));
    }

    /** {@return the NICs of a server, the primary one first} */
    List<Station> stations(Server server) {
        return server.nics().stream()
                .flatMap(id -> snapshot.find(Port.TYPE, id).stream())
                .map(this::station)
                .toList();
    }

    /** {@return the virtual IPs bound to one of these NICs} */
    List<Station> virtualIps(List<Station> nics) {
        return nics.stream()
                .flatMap(nic -> nic.face().vips().stream().sorted())
                .distinct()
                .flatMap(id -> snapshot.find(Port.TYPE, id).stream())
                .map(this::station)
                .toList();
    }

    Optional<Server> server(Port nic) {
        return nic.device() instanceof Port.Device.OfServer(String server, var _)
                ? snapshot.find(Server.TYPE, server)
                : Optional.empty();
    }

    Optional<PublicIp> publicIp(Port port) {
        return port.eip() instanceof Port.Eip.Bound(String publicIp)
                ? snapshot.find(PublicIp.TYPE, publicIp)
                : Optional.empty();
    }

    /** {@return the NAT gateway whose rules use an EIP, if one does} */
    Optional<NatGateway> gateway(PublicIp publicIp) {
        return publicIp.binding() instanceof PublicIp.Binding.ToGateway(String gateway)
                ? snapshot.find(NatGateway.TYPE, gateway)
                : Optional.empty();
    }

    /** {@return what a port's EIP shows the Internet in a family, if anything} */
    Optional<IpAddress> publicAddress(Port port, Family family) {
        return publicIp(port).flatMap(publicIp -> address(publicIp, family));
    }

    static Optional<IpAddress> address(PublicIp publicIp, Family family) {
        return switch (family) {
            case IPV4 -> Optional.of(publicIp.address());
            case IPV6 ->
                publicIp.nat64() instanceof PublicIp.Nat64.At(IpAddress address)
                        ? Optional.of(address)
                        : Optional.empty();
        };
    }

    List<SecurityGroup> groups(Port nic) {
        return nic.securityGroups().stream()
                .flatMap(id -> snapshot.find(SecurityGroup.TYPE, id).stream())
                .toList();
    }

    /** {@return the first entry of an address group that names a peer} */
    Optional<AddressGroup.Entry> entry(String addressGroup, Peer peer) {
        return snapshot.find(AddressGroup.TYPE, addressGroup).stream()
                .flatMap(group -> group.entries().stream())
                .filter(entry -> peer.isIn(entry.span()))
                .findFirst();
    }

    Optional<Vpc> vpc(Subnet subnet) {
        return subnet.vpc() instanceof Subnet.Home.In(String vpc) ? snapshot.find(Vpc.TYPE, vpc) : Optional.empty();
    }

    /** {@return whether an active peering connects a VPC with that of a station} */
    boolean peered(Vpc vpc, Station destination) {
        return vpc.peers().anyMatch(other -> destination.isIn(other.id()));
    }

    List<Subnet> subnets(String vpc) {
        return index.subnetsIn(vpc);
    }

    /** {@return the subnet beside or at {@code from} that an address belongs to} */
    Optional<Subnet> subnetOf(Subnet from, IpAddress address) {
        List<Subnet> near = from.vpc() instanceof Subnet.Home.In(String vpc) ? subnets(vpc) : List.of(from);
        return near.stream().filter(subnet -> covers(subnet, address)).findFirst();
    }

    /** {@return the subnet of a VPC that an address belongs to} */
    Optional<Subnet> subnetOf(Vpc vpc, IpAddress address) {
        return subnets(vpc.id()).stream()
                .filter(subnet -> covers(subnet, address))
                .findFirst();
    }

    /** {@return the subnet of any VPC that an address belongs to} */
    Optional<Subnet> subnetAt(IpAddress address) {
        return snapshot.all(Subnet.TYPE).stream()
                .filter(subnet -> covers(subnet, address))
                .findFirst();
    }

    /** {@return whether a host on the Internet may have an address} It may be another project's: that is out of sight. */
    boolean mayBeOutside(IpAddress address) {
        return !Peer.isPrivate(address) && subnetAt(address).isEmpty();
    }

    static boolean covers(Subnet subnet, IpAddress address) {
        return subnet.segment(address.family()).stream()
                .anyMatch(segment -> segment.range().contains(address));
    }

    Optional<RouteTable> routeTable(Subnet subnet) {
        return RouteTables.ofSubnet(snapshot, subnet);
    }

    /**
     * {@return the added route with the longest prefix to a destination of this family} (RT-08) None leads to the cloud's
     * own services, as local routes go first (RT-06). ASSUMED: the routes of
     * the VPC itself hold for the subnets under its default table; check by adding one beside a custom table.
     */
    Optional<Detour> detour(Subnet subnet, Family family, Peer destination) {
        Stream<Detour> byTable = routeTable(subnet).stream()
                .flatMap(table -> table.routes().stream().map(route -> new Detour.OfTable(table, route)));
        Stream<Detour> byVpc = routeTable(subnet).filter(RouteTable::isDefault).flatMap(table -> vpc(subnet)).stream()
                .flatMap(vpc -> vpc.routes().stream().map(route -> new Detour.OfVpc(vpc, route)));
        return Stream.concat(byTable, byVpc)
                .filter(detour -> !destination.isService())
                .filter(detour -> detour.destination().family() == family && destination.isIn(detour.destination()))
                .min(Comparator.comparingInt(detour -> -detour.destination().prefixLength()));
    }

    List<Port> portsAt(IpAddress address) {
        return index.portsAt(address).stream()
                .filter(port -> port.address(address.family()).equals(Optional.of(address)))
                .toList();
    }

    Optional<PublicIp> publicIpAt(IpAddress address) {
        return index.publicIpsAt(address).stream().findFirst();
    }
}
