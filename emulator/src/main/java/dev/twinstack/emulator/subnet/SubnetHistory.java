package dev.twinstack.emulator.subnet;

import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.ip.LeasePool;
import dev.twinstack.emulator.subnet.Subnet.Dhcp;
import dev.twinstack.emulator.subnet.Subnet.Firewall;
import dev.twinstack.emulator.subnet.Subnet.Home;
import dev.twinstack.emulator.subnet.Subnet.Origin;
import dev.twinstack.emulator.subnet.Subnet.RouterInterface;
import dev.twinstack.emulator.subnet.Subnet.Segment;
import dev.twinstack.emulator.subnet.Subnet.Table;
import dev.twinstack.emulator.subnet.SubnetEvent.AddressesLeased;
import dev.twinstack.emulator.subnet.SubnetEvent.AddressesReleased;
import dev.twinstack.emulator.subnet.SubnetEvent.Associated;
import dev.twinstack.emulator.subnet.SubnetEvent.Closed;
import dev.twinstack.emulator.subnet.SubnetEvent.FirewallJoined;
import dev.twinstack.emulator.subnet.SubnetEvent.FirewallLeft;
import dev.twinstack.emulator.subnet.SubnetEvent.InterfaceAdded;
import dev.twinstack.emulator.subnet.SubnetEvent.InterfaceRemoved;
import dev.twinstack.emulator.subnet.SubnetEvent.Opened;
import dev.twinstack.emulator.subnet.SubnetEvent.SegmentAdded;
import dev.twinstack.emulator.subnet.SubnetEvent.SegmentPoolsSet;
import dev.twinstack.emulator.subnet.SubnetEvent.SegmentRemoved;
import dev.twinstack.emulator.subnet.SubnetEvent.SegmentRenamed;
import dev.twinstack.emulator.subnet.SubnetEvent.Tagged;
import dev.twinstack.emulator.subnet.SubnetEvent.Updated;
import dev.twinstack.emulator.tag.Tags;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/** How a subnet's events make its state. */
final class SubnetHistory {
    private SubnetHistory() {}

    static Subnet opened(SubnetEvent first) {
        if (!(first instanceof Opened opened)) {
            throw new IllegalStateException("not the first event of a subnet: " + first);
        }
        // Only v1 opens a subnet in a VPC; a network joins one later, by its router.
        Origin origin = opened.vpc().isEmpty() ? Origin.NATIVE : Origin.V1;
        Subnet empty = new Subnet(
                opened.id(),
                opened.vpc().isEmpty() ? new Home.Outside() : new Home.In(opened.vpc()),
                origin,
                opened.name(),
                opened.description(),
                HashTreePMap.empty(),
                new Dhcp(opened.dhcp(), opened.dns(), opened.ntp()),
                opened.availabilityZone(),
                new Table.Default(),
                new Firewall.None(),
                opened.geneve(),
                opened.portSecurity(),
                HashTreePMap.empty(),
                Tags.NONE,
                Instant.EPOCH,
                opened.at(),
                opened.at());
        PMap<Family, Segment> segments = HashTreePMap.empty();
        for (SubnetEvent.StoredSegment stored : opened.segments()) {
            segments = segments.plus(stored.family(), segment(empty, stored));
        }
        return empty.with(segments, opened.at());
    }

    /** What v1 made is connected as a whole; subnets of a native network are put on its router one by one. */
    private static Segment segment(Subnet subnet, SubnetEvent.StoredSegment stored) {
        Segment segment = Segments.of(stored);
        return subnet.origin() == Origin.V1 && subnet.vpc() instanceof Home.In
                ? segment.withInterface(new RouterInterface.AtGateway())
                : segment;
    }

    static Subnet evolve(Subnet subnet, SubnetEvent event) {
        return switch (event) {
            case Opened opened -> throw new IllegalStateException("opened twice: " + subnet.id());
            case Updated updated -> updated(subnet, updated);
            case SegmentAdded(var stored, Instant at) ->
                subnet.with(subnet.segments().plus(stored.family(), segment(subnet, stored)), at);
            case SegmentRemoved(Family family, Instant at) ->
                Interfaces.with(subnet, subnet.segments().minus(family), at);
            case SegmentRenamed(Family family, String name, Instant at) -> {
                Segment renamed = subnet.segment(family).orElseThrow().withName(name);
                yield subnet.with(subnet.segments().plus(family, renamed), at);
            }
            case SegmentPoolsSet(Family family, var pools, Instant at) -> {
                Segment old = subnet.segment(family).orElseThrow();
                Segment changed = Segments.withPools(old, pools, subnet.leases().values());
                yield subnet.with(subnet.segments().plus(family, changed), at);
            }
            case InterfaceAdded added -> Interfaces.added(subnet, added);
            case InterfaceRemoved(Family family, Instant at) -> Interfaces.removed(subnet, family, at);
            case Associated(String table, Instant at) ->
                subnet.under(table.isEmpty() ? new Table.Default() : new Table.Custom(table), at);
            case AddressesLeased(String port, List<IpAddress> addresses) ->
                leases(subnet, addresses, LeasePool::with, subnet.leases().plus(port, addresses), subnet.releasedAt());
            case AddressesReleased(String port, Instant at) -> {
                List<IpAddress> addresses = subnet.leases().get(port);
                if (addresses == null) {
                    throw new IllegalStateException("released what was not leased: " + port);
                }
                yield leases(
                        subnet, addresses, LeasePool::without, subnet.leases().minus(port), at);
            }
            case Tagged(Tags tags) -> subnet.with(tags);
            case FirewallJoined(String firewall) -> subnet.behind(new Firewall.Of(firewall));
            case FirewallLeft left -> subnet.behind(new Firewall.None());
            case Closed closed -> throw new IllegalStateException("closed entities do not evolve");
        };
    }

    private static Subnet updated(Subnet subnet, Updated updated) {
        return new Subnet(
                subnet.id(),
                subnet.vpc(),
                subnet.origin(),
                updated.name(),
                updated.description(),
                subnet.segments(),
                new Dhcp(updated.dhcp(), updated.dns(), updated.ntp()),
                subnet.availabilityZone(),
                subnet.routeTable(),
                subnet.firewall(),
                subnet.geneve(),
                updated.portSecurity(),
                subnet.leases(),
                subnet.tags(),
                subnet.releasedAt(),
                subnet.createdAt(),
                updated.at());
    }

    private static Subnet leases(
            Subnet subnet,
            List<IpAddress> addresses,
            BiFunction<LeasePool, IpAddress, LeasePool> change,
            PMap<String, List<IpAddress>> leases,
            Instant releasedAt) {
        PMap<Family, Segment> segments = subnet.segments();
        for (IpAddress address : addresses) {
            Segment segment = segments.get(address.family());
            if (segment == null) {
                throw new IllegalStateException("no segment for " + address);
            }
            segments = segments.plus(address.family(), segment.withPool(change.apply(segment.pool(), address)));
        }
        return subnet.with(segments, leases, releasedAt);
    }
}
