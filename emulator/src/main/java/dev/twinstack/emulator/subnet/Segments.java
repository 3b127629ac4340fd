package dev.twinstack.emulator.subnet;

import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.ip.LeasePool;
import dev.twinstack.emulator.subnet.Subnet.Gateway;
import dev.twinstack.emulator.subnet.Subnet.RouterInterface;
import dev.twinstack.emulator.subnet.Subnet.Segment;
import dev.twinstack.emulator.subnet.SubnetEvent.StoredPool;
import dev.twinstack.emulator.subnet.SubnetEvent.StoredSegment;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What a stored segment is, and which of its addresses the cloud keeps for itself. */
final class Segments {
    private static final int SYSTEM_ADDRESSES = 3;

    private Segments() {}

    /** {@return the segment, connected to no router yet} */
    static Segment of(StoredSegment stored) {
        Gateway gateway = stored.gateway().isEmpty()
                ? new Gateway.None()
                : new Gateway.At(stored.gateway().getFirst());
        IpRange range = stored.range();
        IpAddress first = stored.pools().isEmpty()
                ? firstHost(stored)
                : stored.pools().getFirst().first();
        IpAddress last = stored.pools().isEmpty()
                ? range.fromLast(SYSTEM_ADDRESSES)
                : stored.pools().getLast().last();
        LeasePool pool = LeasePool.of(range, first, last, reserved(stored));
        return new Segment(
                stored.neutronId(),
                stored.name(),
                range,
                gateway,
                first,
                last,
                pool,
                stored.subnetPool(),
                new RouterInterface.None());
    }

    /** {@return the segment with other allocation pools, and the same addresses leased} */
    static Segment withPools(Segment segment, List<StoredPool> pools, Collection<List<IpAddress>> leases) {
        List<IpAddress> gateway =
                segment.gateway() instanceof Gateway.At(IpAddress address) ? List.of(address) : List.of();
        Segment changed = of(new StoredSegment(
                segment.range().family(),
                segment.neutronId(),
                segment.name(),
                segment.range(),
                gateway,
                pools,
                segment.subnetPool()));
        LeasePool pool = changed.pool();
        for (List<IpAddress> addresses : leases) {
            for (IpAddress address : addresses) {
                pool = pool.has(address) ? pool.with(address) : pool;
            }
        }
        return changed.withPool(pool).withInterface(segment.routerInterface());
    }

    /** The gateway is usually the first host; addresses then begin after it. */
    private static IpAddress firstHost(StoredSegment stored) {
        IpAddress host = stored.range().address(1);
        return stored.gateway().contains(host) ? stored.range().address(2) : host;
    }

    /**
     * Reserved are the network address, the gateway and the last three: of an IPv4 range the system interface, DHCP and
     * the broadcast address (SUB-06), of an IPv6 range …:fffd to …:ffff (IP6-07).
     */
    private static List<IpAddress> reserved(StoredSegment stored) {
        IpRange range = stored.range();
        List<IpAddress> reserved = new ArrayList<>();
        reserved.add(range.first());
        stored.gateway().stream().filter(range::contains).forEach(reserved::add);
        for (int i = 0; i < SYSTEM_ADDRESSES; i++) {
            reserved.add(range.fromLast(i));
        }
        return reserved.stream().distinct().toList();
    }

    static List<StoredPool> stored(List<SubnetCommand.SegmentSpec.Pool> pools) {
        return pools.stream()
                .map(pool -> new StoredPool(pool.first(), pool.last()))
                .toList();
    }
}
