package dev.twinstack.emulator.subnet;

import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.ip.LeasePool;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.kernel.DomainError.Invalid;
import dev.twinstack.emulator.subnet.Subnet.Gateway;
import dev.twinstack.emulator.subnet.Subnet.Segment;
import dev.twinstack.emulator.subnet.SubnetCommand.SegmentSpec;
import dev.twinstack.emulator.subnet.SubnetEvent.StoredPool;
import dev.twinstack.emulator.subnet.SubnetEvent.StoredSegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which ranges a subnet may have, and which of their addresses the cloud keeps for itself. */
final class Segments {
    private static final int SYSTEM_ADDRESSES = 3;
    private static final int LONGEST_IPV4_PREFIX = 28;

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

    /** {@return what is wrong with a block} An IPv4 one is at least a /28 (SUB-03) and holds its gateway (SUB-10). */
    static Optional<DomainError> error(SegmentSpec segment) {
        if (!(segment instanceof SegmentSpec.Ipv4(String name, IpRange range, Gateway gateway, var pools))) {
            return Optional.empty();
        }
        if (range.family() != Family.IPV4 || range.prefixLength() > LONGEST_IPV4_PREFIX) {
            return Optional.of(new Invalid(
                    "subnet-cidr-invalid",
                    "cidr",
                    "The CIDR block " + range + " must be IPv4 with a mask of at most /" + LONGEST_IPV4_PREFIX + "."));
        }
        return gateway instanceof Gateway.At(IpAddress at)
                        && (!range.contains(at) || at.equals(range.first()) || at.equals(range.last()))
                ? Optional.of(new Invalid(
                        "gateway-outside-subnet", "gateway_ip", "The gateway " + at + " is no host of " + range + "."))
                : Optional.empty();
    }
}
