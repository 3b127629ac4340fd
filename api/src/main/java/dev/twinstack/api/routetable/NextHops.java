package dev.twinstack.api.routetable;

import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.natgateway.NatGateway;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.routetable.RouteTable.Route;
import dev.twinstack.emulator.routetable.RouteTableCommand.NextHop;
import dev.twinstack.emulator.subnet.Subnet;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Finds what routes lead to. */
final class NextHops {
    private NextHops() {}

    /**
     * {@return what the route's next hop is}
     *
     * @param vpc where it is looked for first: a virtual IP's address may be in several VPCs
     */
    static NextHop find(Snapshot snapshot, String vpc, Route route) {
        String id = route.nexthop();
        return switch (route.type()) {
            case ECS ->
                found(
                        snapshot,
                        vpc,
                        port -> port.device() instanceof Port.Device.OfServer of
                                && of.server().equals(id));
            case ENI -> found(snapshot, vpc, port -> port.id().equals(id) && !port.isVip());
            case VIP ->
                IpAddress.parse(id)
                        .map(address -> found(
                                snapshot,
                                vpc,
                                port -> port.isVip()
                                        && port.fixedIps().stream()
                                                .anyMatch(ip -> ip.address().equals(address))))
                        .orElseGet(NextHop.Missing::new);
            case PEERING -> new NextHop.Claimed();
            case NAT ->
                snapshot.find(NatGateway.TYPE, id)
                        .<NextHop>map(gateway -> new NextHop.Found(gateway.vpc(), Set.of(Family.IPV4)))
                        .orElseGet(NextHop.Missing::new);
            case ER, VPN, DC, EGW, SUBENI, LOCAL -> new NextHop.Unchecked();
        };
    }

    private static NextHop found(Snapshot snapshot, String vpc, Predicate<Port> matches) {
        List<Port> ports = snapshot.all(Port.TYPE).stream().filter(matches).toList();
        List<Port> here = ports.stream()
                .filter(port -> vpcOf(snapshot, port).equals(Optional.of(vpc)))
                .toList();
        if (!here.isEmpty()) {
            return new NextHop.Found(vpc, families(here));
        }
        return ports.stream()
                .flatMap(port -> vpcOf(snapshot, port).stream())
                .findFirst()
                .<NextHop>map(other -> new NextHop.Found(other, families(ports)))
                .orElseGet(NextHop.Missing::new);
    }

    private static Optional<String> vpcOf(Snapshot snapshot, Port port) {
        return snapshot.find(Subnet.TYPE, port.subnet())
                .map(Subnet::vpc)
                .filter(Subnet.Home.In.class::isInstance)
                .map(home -> ((Subnet.Home.In) home).vpc());
    }

    private static Set<Family> families(List<Port> ports) {
        Set<Family> families = EnumSet.noneOf(Family.class);
        ports.forEach(
                port -> port.fixedIps().forEach(ip -> families.add(ip.address().family())));
        return families;
    }
}
