package dev.twinstack.emulator.reachability;

import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.kernel.DomainError;

/** Both ends of a flow, found by what people call them. */
public sealed interface Ends {
    record Found(Endpoint from, Endpoint to) implements Ends {}

    /** {@code endpoint-not-found}, {@code endpoint-ambiguous}, or the reason a text does not fit. */
    record Refused(DomainError error) implements Ends {}

    /**
     * {@return what two texts name} Each is the id or name of a server, the id or name of a port, the id or alias of an
     * EIP, an IP address, or {@code internet}. An address that two VPCs have is the one in the other end's VPC.
     */
    static Ends find(Snapshot snapshot, String from, String to, Family family) {
        return new EndSearch(Topology.of(snapshot), family).find(from, to);
    }

    /** {@return the family of an address or a block of them, or {@code other} for any other text} */
    static Family familyOf(String text, Family other) {
        return IpAddress.parse(text)
                .map(IpAddress::family)
                .or(() -> IpRange.parse(text).map(IpRange::family))
                .orElse(other);
    }
}
