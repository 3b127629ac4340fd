package dev.twinstack.emulator.subnet;

import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.kernel.Event;
import dev.twinstack.emulator.tag.Tags;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

public sealed interface SubnetEvent extends Event {
    /**
     * A segment as it is stored: absent things are blank here, and only here.
     *
     * @param gateway none or one
     * @param pools where addresses are taken from; none for all that is not reserved
     * @param subnetPool the project's subnet pool the range is from; absent in what was stored before there were any
     */
    record StoredSegment(
            Family family,
            String neutronId,
            String name,
            IpRange range,
            List<IpAddress> gateway,
            List<StoredPool> pools,
            String subnetPool) {
        public StoredSegment {
            gateway = List.copyOf(gateway);
            pools = List.copyOf(pools);
            subnetPool = Objects.requireNonNullElse(subnetPool, "");
        }
    }

    record StoredPool(IpAddress first, IpAddress last) {}

    /**
     * @param vpc blank outside any VPC
     */
    @Event.Name("subnet.opened")
    record Opened(
            String id,
            String vpc,
            String name,
            String description,
            List<StoredSegment> segments,
            boolean dhcp,
            List<IpAddress> dns,
            List<IpAddress> ntp,
            String availabilityZone,
            boolean geneve,
            boolean portSecurity,
            Instant at)
            implements SubnetEvent {
        public Opened {
            segments = List.copyOf(segments);
            dns = List.copyOf(dns);
            ntp = List.copyOf(ntp);
        }
    }

    @Event.Name("subnet.updated")
    record Updated(
            String name,
            String description,
            boolean dhcp,
            List<IpAddress> dns,
            List<IpAddress> ntp,
            boolean portSecurity,
            Instant at)
            implements SubnetEvent {
        public Updated {
            dns = List.copyOf(dns);
            ntp = List.copyOf(ntp);
        }
    }

    @Event.Name("subnet.segment.added")
    record SegmentAdded(StoredSegment segment, Instant at) implements SubnetEvent {}

    @Event.Name("subnet.segment.removed")
    record SegmentRemoved(Family family, Instant at) implements SubnetEvent {}

    @Event.Name("subnet.segment.renamed")
    record SegmentRenamed(Family family, String name, Instant at) implements SubnetEvent {}

    /**
     * @param pools none for all that is not reserved
     */
    @Event.Name("subnet.segment.pools.set")
    record SegmentPoolsSet(Family family, List<StoredPool> pools, Instant at) implements SubnetEvent {
        public SegmentPoolsSet {
            pools = List.copyOf(pools);
        }
    }

    /**
     * @param port blank for the network's own, at the gateway's address
     */
    @Event.Name("subnet.interface.added")
    record InterfaceAdded(Family family, String router, String port, Instant at) implements SubnetEvent {}

    @Event.Name("subnet.interface.removed")
    record InterfaceRemoved(Family family, Instant at) implements SubnetEvent {}

    /** Blank: the default table. */
    @Event.Name("subnet.associated")
    record Associated(String routeTable, Instant at) implements SubnetEvent {}

    @Event.Name("subnet.addresses.leased")
    record AddressesLeased(String port, List<IpAddress> addresses) implements SubnetEvent {
        public AddressesLeased {
            addresses = List.copyOf(addresses);
        }
    }

    /** @param at long ago in events stored before they had it */
    @Event.Name("subnet.addresses.released")
    record AddressesReleased(String port, Instant at) implements SubnetEvent {
        public AddressesReleased {
            at = Objects.requireNonNullElse(at, Instant.EPOCH);
        }
    }

    @Event.Name("subnet.tagged")
    record Tagged(Tags tags) implements SubnetEvent {}

    @Event.Name("subnet.firewall.joined")
    record FirewallJoined(String firewall) implements SubnetEvent {}

    @Event.Name("subnet.firewall.left")
    record FirewallLeft(String firewall) implements SubnetEvent {}

    @Event.Name("subnet.closed")
    record Closed() implements SubnetEvent, Event.Final {}
}
