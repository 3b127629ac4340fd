package dev.twinstack.emulator.reach;

import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.server.Server;
import java.math.BigInteger;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What tells NICs of servers in one VPC apart when they send to each other: all that a trace may look at but who they are.
 *
 * @param cuts the numbers of addresses from which on some rule treats addresses differently
 */
record Likeness(Snapshot snapshot, Family family, NavigableSet<BigInteger> cuts) {
    /**
     * NICs of one kind send and take alike.
     *
     * @param stretch the number from which on rules treat addresses as they do this one's; -1 without an address
     */
    record Kind(
            String subnet,
            List<String> groups,
            boolean up,
            boolean portSecurity,
            boolean groupsDisabled,
            List<Port.AddressPair> pairs,
            boolean publicAddress,
            Port.Ipv6Bandwidth bandwidth,
            boolean otherFamily,
            BigInteger stretch,
            Guest guest) {}

    /** What the guest knows of its address. */
    record Guest(boolean running, String image, boolean hotPlugged, boolean ipv6Enabled) {
        static final Guest NONE = new Guest(false, "", false, false);
    }

    static Likeness of(Snapshot snapshot, Collection<Port> nics, Family family) {
        NavigableSet<BigInteger> cuts = new TreeSet<>();
        cuts.add(BigInteger.ZERO);
        RuleSet.among(snapshot, nics, family).addresses().forEach(span -> {
            cuts.add(span.first().value());
            cuts.add(span.last().value().add(BigInteger.ONE));
        });
        return new Likeness(snapshot, family, cuts);
    }

    Kind kind(Port nic) {
        return new Kind(
                nic.subnet(),
                nic.securityGroups(),
                nic.adminStateUp(),
                nic.portSecurity(),
                nic.disableSecurityGroups(),
                nic.addressPairs().stream()
                        .map(pair -> new Port.AddressPair(pair.ipAddress(), "", pair.vip()))
                        .toList(),
                nic.eip() instanceof Port.Eip.Bound,
                nic.ipv6Bandwidth(),
                nic.address(family == Family.IPV4 ? Family.IPV6 : Family.IPV4).isPresent(),
                nic.address(family).map(this::stretch).orElse(BigInteger.ONE.negate()),
                guest(nic));
    }

    private BigInteger stretch(IpAddress address) {
        return cuts.headSet(address.value(), true).last();
    }

    private Guest guest(Port nic) {
        Optional<Server> server = nic.device() instanceof Port.Device.OfServer(String id, var _)
                ? snapshot.find(Server.TYPE, id)
                : Optional.empty();
        return server.map(found -> found.interfaces().stream()
                        .filter(each -> each.port().equals(nic.id()))
                        .findFirst()
                        .map(each -> new Guest(found.isRunning(), found.image(), each.hotPlugged(), each.ipv6Enabled()))
                        .orElse(Guest.NONE))
                .orElse(Guest.NONE);
    }
}
