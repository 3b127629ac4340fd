package dev.twinstack.emulator.subnet;

import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.ip.LeasePool;
import dev.twinstack.emulator.subnet.Subnet.Gateway;
import dev.twinstack.emulator.subnet.Subnet.Segment;
import dev.twinstack.emulator.subnet.SubnetEvent.StoredPool;
import dev.twinstack.emulator.subnet.SubnetEvent.StoredSegment;
import java.util.ArrayList;
import java.util.List;

/** Which addresses of a range the cloud keeps for itself. */
final class Segments {
    private static final int SYSTEM_ADDRESSES = 3;

    private Segments() {}

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
        return new Segment(stored.neutronId(), stored.name(), range, gateway, first, last, pool);
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

    /** The gateway of an IPv6 range is its ::1 (IP6-02). */
    static StoredSegment ipv6(String neutronId, String name, IpRange range) {
        return new StoredSegment(Family.IPV6, neutronId, name, range, List.of(range.address(1)), List.of());
    }

    static StoredSegment ipv4(String neutronId, SubnetCommand.SegmentSpec.Ipv4 spec) {
        List<IpAddress> gateway =
                spec.gateway() instanceof Gateway.At(IpAddress address) ? List.of(address) : List.of();
        return new StoredSegment(
                Family.IPV4,
                neutronId,
                spec.name(),
                spec.range(),
                gateway,
                spec.pools().stream()
                        .map(pool -> new StoredPool(pool.first(), pool.last()))
                        .toList());
    }
}
