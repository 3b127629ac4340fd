package dev.twinstack.emulator.subnet;

import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.ip.LeasePool;
import dev.twinstack.emulator.subnet.Subnet.Dhcp;
import dev.twinstack.emulator.subnet.Subnet.Firewall;
import dev.twinstack.emulator.subnet.Subnet.Home;
import dev.twinstack.emulator.subnet.Subnet.Segment;
import dev.twinstack.emulator.subnet.Subnet.Table;
import dev.twinstack.emulator.subnet.SubnetEvent.AddressesLeased;
import dev.twinstack.emulator.subnet.SubnetEvent.AddressesReleased;
import dev.twinstack.emulator.subnet.SubnetEvent.Associated;
import dev.twinstack.emulator.subnet.SubnetEvent.Closed;
import dev.twinstack.emulator.subnet.SubnetEvent.FirewallJoined;
import dev.twinstack.emulator.subnet.SubnetEvent.FirewallLeft;
import dev.twinstack.emulator.subnet.SubnetEvent.Opened;
import dev.twinstack.emulator.subnet.SubnetEvent.SegmentAdded;
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
        PMap<Family, Segment> segments = HashTreePMap.empty();
        for (SubnetEvent.StoredSegment stored : opened.segments()) {
            segments = segments.plus(stored.family(), Segments.of(stored));
        }
        return new Subnet(
                opened.id(),
                opened.vpc().isEmpty() ? new Home.Outside() : new Home.In(opened.vpc()),
                opened.name(),
                opened.description(),
                segments,
                new Dhcp(opened.dhcp(), opened.dns(), opened.ntp()),
                opened.availabilityZone(),
                new Table.Default(),
                new Firewall.None(),
                opened.portSecurity(),
                HashTreePMap.empty(),
                Tags.NONE,
                Instant.EPOCH,
                opened.at(),
                opened.at());
    }

    static Subnet evolve(Subnet subnet, SubnetEvent event) {
        return switch (event) {
            case Opened opened -> throw new IllegalStateException("opened twice: " + subnet.id());
            case Updated updated ->
                new Subnet(
                        subnet.id(),
                        subnet.vpc(),
                        updated.name(),
                        updated.description(),
                        subnet.segments(),
                        new Dhcp(updated.dhcp(), updated.dns(), updated.ntp()),
                        subnet.availabilityZone(),
                        subnet.routeTable(),
                        subnet.firewall(),
                        updated.portSecurity(),
                        subnet.leases(),
                        subnet.tags(),
                        subnet.releasedAt(),
                        subnet.createdAt(),
                        updated.at());
            case SegmentAdded(var stored, Instant at) ->
                with(subnet, subnet.segments().plus(stored.family(), Segments.of(stored)), at);
            case SegmentRemoved(Family family, Instant at) ->
                with(subnet, subnet.segments().minus(family), at);
            case SegmentRenamed(Family family, String name, Instant at) -> {
                Segment old = subnet.segment(family).orElseThrow();
                Segment renamed = old.withName(name);
                yield with(subnet, subnet.segments().plus(family, renamed), at);
            }
            case Associated(String table, Instant at) ->
                new Subnet(
                        subnet.id(),
                        subnet.vpc(),
                        subnet.name(),
                        subnet.description(),
                        subnet.segments(),
                        subnet.dhcp(),
                        subnet.availabilityZone(),
                        table.isEmpty() ? new Table.Default() : new Table.Custom(table),
                        subnet.firewall(),
                        subnet.portSecurity(),
                        subnet.leases(),
                        subnet.tags(),
                        subnet.releasedAt(),
                        subnet.createdAt(),
                        at);
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
            case Tagged(Tags tags) -> tagged(subnet, tags);
            case FirewallJoined(String firewall) -> behind(subnet, new Firewall.Of(firewall));
            case FirewallLeft left -> behind(subnet, new Firewall.None());
            case Closed closed -> throw new IllegalStateException("closed entities do not evolve");
        };
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
        return new Subnet(
                subnet.id(),
                subnet.vpc(),
                subnet.name(),
                subnet.description(),
                segments,
                subnet.dhcp(),
                subnet.availabilityZone(),
                subnet.routeTable(),
                subnet.firewall(),
                subnet.portSecurity(),
                leases,
                subnet.tags(),
                releasedAt,
                subnet.createdAt(),
                subnet.updatedAt());
    }

    private static Subnet with(Subnet subnet, PMap<Family, Segment> segments, Instant at) {
        return new Subnet(
                subnet.id(),
                subnet.vpc(),
                subnet.name(),
                subnet.description(),
                segments,
                subnet.dhcp(),
                subnet.availabilityZone(),
                subnet.routeTable(),
                subnet.firewall(),
                subnet.portSecurity(),
                subnet.leases(),
                subnet.tags(),
                subnet.releasedAt(),
                subnet.createdAt(),
                at);
    }

    private static Subnet tagged(Subnet subnet, Tags tags) {
        return new Subnet(
                subnet.id(),
                subnet.vpc(),
                subnet.name(),
                subnet.description(),
                subnet.segments(),
                subnet.dhcp(),
                subnet.availabilityZone(),
                subnet.routeTable(),
                subnet.firewall(),
                subnet.portSecurity(),
                subnet.leases(),
                tags,
                subnet.releasedAt(),
                subnet.createdAt(),
                subnet.updatedAt());
    }

    private static Subnet behind(Subnet subnet, Firewall firewall) {
        return new Subnet(
                subnet.id(),
                subnet.vpc(),
                subnet.name(),
                subnet.description(),
                subnet.segments(),
                subnet.dhcp(),
                subnet.availabilityZone(),
                subnet.routeTable(),
                firewall,
                subnet.portSecurity(),
                subnet.leases(),
                subnet.tags(),
                subnet.releasedAt(),
                subnet.createdAt(),
                subnet.updatedAt());
    }
}
