package dev.twinstack.emulator.reachability.oracle;

import dev.twinstack.emulator.bandwidth.Bandwidth;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.publicip.PublicIp;
import dev.twinstack.emulator.reachability.Disposition;
import dev.twinstack.emulator.region.Catalogue;
import dev.twinstack.emulator.region.Image;
import dev.twinstack.emulator.routetable.RouteTable;
import dev.twinstack.emulator.routetable.RouteTable.Route;
import dev.twinstack.emulator.routetable.RouteType;
import dev.twinstack.emulator.server.Server;
import dev.twinstack.emulator.subnet.Subnet;
import dev.twinstack.emulator.vpc.Vpc;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What there is. Everything is found by looking through all of its kind. */
record World(Snapshot snapshot, Catalogue catalogue, Set<Fault> faults) {
    Collection<Port> ports() {
        return snapshot.all(Port.TYPE);
    }

    Optional<Port> port(String id) {
        return ports().stream().filter(port -> port.id().equals(id)).findFirst();
    }

    Optional<Server> server(String id) {
        return snapshot.all(Server.TYPE).stream()
                .filter(server -> server.id().equals(id))
                .findFirst();
    }

    /** {@return the NICs of a server that have an address of the family, the primary one first} */
    List<Port> nics(String server, Family family) {
        return server(server).stream()
                .flatMap(found -> found.interfaces().stream())
                .flatMap(nic -> port(nic.port()).stream())
                .filter(port -> address(port, family).isPresent())
                .toList();
    }

    Optional<PublicIp> publicIp(String id) {
        return snapshot.all(PublicIp.TYPE).stream()
                .filter(eip -> eip.id().equals(id))
                .findFirst();
    }

    Optional<PublicIp> eipOf(Port port) {
        return port.eip() instanceof Port.Eip.Bound(String id) ? publicIp(id) : Optional.empty();
    }

    Optional<Vpc> vpc(String id) {
        return snapshot.all(Vpc.TYPE).stream()
                .filter(vpc -> vpc.id().equals(id))
                .findFirst();
    }

    Optional<Vpc> vpcOf(Subnet subnet) {
        return subnet.vpc() instanceof Subnet.Home.In(String id) ? vpc(id) : Optional.empty();
    }

    Subnet subnetOf(Port port) {
        return snapshot.all(Subnet.TYPE).stream()
                .filter(subnet -> subnet.id().equals(port.subnet()))
                .findFirst()
                .orElseThrow();
    }

    static Optional<Addr> address(Port port, Family family) {
        return port.fixedIps().stream()
                .map(fixed -> Addr.of(fixed.address()))
                .filter(address -> address.family() == family)
                .findFirst();
    }

    static boolean covers(Subnet subnet, Addr address) {
        return subnet.segments().values().stream().anyMatch(segment -> address.isIn(segment.range()));
    }

    /** {@return the subnet of a VPC that has the address: a local route leads there} */
    Optional<Subnet> local(Vpc vpc, Addr address) {
        return snapshot.all(Subnet.TYPE).stream()
                .filter(subnet -> subnet.vpc().isIn(vpc.id()) && covers(subnet, address))
                .findFirst();
    }

    boolean isInSomeSubnet(Addr address) {
        return snapshot.all(Subnet.TYPE).stream().anyMatch(subnet -> covers(subnet, address));
    }

    Optional<Port> holder(Subnet subnet, Addr address) {
        return ports().stream()
                .filter(port -> port.subnet().equals(subnet.id()))
                .filter(port -> address(port, address.family()).equals(Optional.of(address)))
                .findFirst();
    }

    /** {@return where a port's address of the family is; nowhere for a virtual IP that no NIC carries} */
    Optional<Place> place(Port holder, Family family) {
        return place(holder, family, nic -> true);
    }

    /**
     * @param among the NICs that the question is about
     */
    Optional<Place> place(Port holder, Family family, Predicate<Port> among) {
        Optional<Addr> address = address(holder, family);
        return address.flatMap(at -> carrier(holder, among).map(by -> new Place(holder, by, subnetOf(holder), at)));
    }

    /** {@return a port itself, or the NIC that carries a virtual IP: the first by id of those that work, else of all} */
    private Optional<Port> carrier(Port vip, Predicate<Port> among) {
        List<Port> nics = carriers(vip).stream()
                .filter(nic -> nic.equals(vip) || among.test(nic))
                .toList();
        return nics.stream()
                .filter(port -> power(port).isEmpty())
                .findFirst()
                .or(() -> nics.stream().findFirst());
    }

    /** {@return a port itself, or all NICs that carry a virtual IP} */
    List<Port> carriers(Port port) {
        return port.deviceOwner().equals(Port.VIP_OWNER)
                ? ports().stream()
                        .filter(nic -> port.boundTo().contains(nic.id()))
                        .sorted(Comparator.comparing(Port::id))
                        .toList()
                : List.of(port);
    }

    Optional<Server> serverOf(Port nic) {
        return nic.device() instanceof Port.Device.OfServer(String id, boolean made) ? server(id) : Optional.empty();
    }

    /** {@return why nothing answers behind a NIC} */
    Set<Disposition> ailments(Place place) {
        Set<Disposition> all = power(place.nic());
        if (!place.isOfVip() && !isInGuest(place)) {
            all.add(Disposition.ADDRESS_NOT_IN_GUEST);
        }
        return all;
    }

    /** {@return why nothing runs behind a NIC} */
    Set<Disposition> power(Port nic) {
        Set<Disposition> all = EnumSet.noneOf(Disposition.class);
        Optional<Server> server = serverOf(nic);
        if (server.isEmpty()) {
            all.add(Disposition.PORT_NOT_ATTACHED);
        }
        if (!nic.adminStateUp()) {
            all.add(Disposition.PORT_DOWN);
        }
        if (server.isPresent()
                && server.get().power() != Server.Power.ACTIVE
                && !faults.contains(Fault.STOPPED_SERVERS_ANSWER)) {
            all.add(Disposition.SERVER_STOPPED);
        }
        return all;
    }

    /** DHC-01; over IPv6 also SEED-29, SEED-30 and IP6-17. */
    private boolean isInGuest(Place place) {
        Optional<Server> server = serverOf(place.nic());
        if (server.isEmpty()) {
            return true;
        }
        if (!place.subnet().dhcp().enabled()) {
            return false;
        }
        if (place.address().family() == Family.IPV4) {
            return true;
        }
        boolean asks = catalogue.images().stream()
                .filter(image -> image.id().equals(server.get().spec().image()))
                .anyMatch(Image::ipv6Assigned);
        return server.get().interfaces().stream()
                .filter(nic -> nic.port().equals(place.nic().id()))
                .anyMatch(nic -> nic.ipv6Enabled() || asks && !nic.hotPlugged());
    }

    /** {@return whether a subnet has a gateway for the family, and an interface on its router} */
    static boolean isOpen(Subnet subnet, Family family) {
        Optional<Subnet.Segment> segment = Optional.ofNullable(subnet.segments().get(family));
        return segment.isPresent()
                && segment.get().gateway() instanceof Subnet.Gateway.At
                && !(segment.get().routerInterface() instanceof Subnet.RouterInterface.None);
    }

    /** {@return whether a NIC may forward} PORT-08, PORT-11. */
    boolean forwards(Port nic) {
        return !nic.portSecurity()
                || nic.addressPairs().stream().anyMatch(pair -> pair.ipAddress().equals("1.1.1.1/0"))
                || faults.contains(Fault.EVERYBODY_FORWARDS);
    }

    /** {@return whether a place may send from its address} A pair is about one MAC (PORT-09), and all have 1.1.1.1/0. */
    boolean maySend(Place place) {
        return !place.isOfVip()
                || !place.nic().portSecurity()
                || faults.contains(Fault.ANY_MAC_MAY_SEND)
                || place.nic().addressPairs().stream().anyMatch(pair -> isAbout(pair, place));
    }

    private boolean isAbout(Port.AddressPair pair, Place place) {
        if (pair.ipAddress().equals("1.1.1.1/0")) {
            return true;
        }
        String[] parts = pair.ipAddress().split("/", -1);
        Addr.Block block = parts.length == 1
                ? Addr.Block.of(parts[0], parts[0].contains(":") ? 128 : 32)
                : Addr.Block.around(parts[0], Integer.parseInt(parts[1]));
        boolean exact = block.equals(Addr.Block.of(parts[0], block.length()));
        boolean there = place.address().isIn(block) && (exact || !faults.contains(Fault.PAIRS_ARE_EXACT));
        return there && pair.mac().equals(place.nic().mac());
    }

    int mbits(String bandwidth) {
        return snapshot.all(Bandwidth.TYPE).stream()
                .filter(found -> found.id().equals(bandwidth))
                .mapToInt(Bandwidth::size)
                .findFirst()
                .orElse(0);
    }

    /** {@return whether a route of a VPC leads to one of its virtual IPs} */
    boolean isNextHop(Port port) {
        Optional<Vpc> vpc = vpcOf(subnetOf(port));
        if (vpc.isEmpty() || !port.deviceOwner().equals(Port.VIP_OWNER)) {
            return false;
        }
        List<String> names = Stream.concat(
                        Stream.of(port.id()),
                        port.fixedIps().stream().map(fixed -> fixed.address().toString()))
                .toList();
        return snapshot.all(RouteTable.TYPE).stream()
                        .filter(table -> table.vpc().equals(vpc.get().id()))
                        .flatMap(table -> table.routes().stream())
                        .anyMatch(route -> route.type() == RouteType.VIP && names.contains(route.nexthop()))
                || vpc.get().routes().stream()
                        .anyMatch(route -> names.contains(route.nexthop().toString()));
    }

    /** {@return the custom routes for what leaves a subnet} Those of a VPC itself count under its default table. */
    List<Route> routes(Subnet subnet, Vpc vpc) {
        if (subnet.routeTable() instanceof Subnet.Table.Custom(String id)
                && !faults.contains(Fault.DEFAULT_TABLE_FOR_ALL)) {
            return table(id);
        }
        Stream<Route> own = vpc.routes().stream()
                .map(route -> new Route(
                        RouteType.VIP, route.destination(), route.nexthop().toString(), "own"));
        return Stream.concat(table(vpc.defaultRouteTableId()).stream(), own).toList();
    }

    private List<Route> table(String id) {
        return snapshot.all(RouteTable.TYPE).stream()
                .filter(table -> table.id().equals(id))
                .flatMap(table -> table.routes().stream())
                .toList();
    }
}
