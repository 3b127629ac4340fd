package dev.twinstack.emulator.reachability;

import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.ip.IpRange;
import java.util.List;

/** An end of a flow. */
public sealed interface Endpoint {
    /** Some host out there: one that no route and no rule names by anything narrower than all addresses. */
    record Internet() implements Endpoint {}

    /** An address that nothing in the project has. */
    record Host(IpAddress address) implements Endpoint {}

    /** A server, by whichever of its NICs fits. */
    record OfServer(String server) implements Endpoint {}

    /** A NIC, an unattached private address or a virtual IP. */
    record OfPort(String port) implements Endpoint {}

    record OfPublicIp(String publicIp) implements Endpoint {}

    /** {@return the blocks of both families that no host on the Internet is in} */
    static List<IpRange> privateBlocks() {
        return Peer.PRIVATE;
    }
}
