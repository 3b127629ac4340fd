package dev.twinstack.emulator.reachability;

import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.publicip.PublicIp;
import dev.twinstack.emulator.subnet.Subnet;

/** What a flow that starts inside the cloud is addressed to. */
sealed interface Target {
    /** {@return the destination as rules and routes see it} */
    Peer peer();

    /** An address of a port. */
    record Inside(Station station, Peer peer) implements Target {}

    /** A public address of an EIP. */
    record OfPublicIp(PublicIp publicIp, Peer peer) implements Target {}

    /** A host elsewhere. */
    record Outside(Peer peer) implements Target {}

    /** An address in a subnet within reach that nobody has. */
    record Unused(Subnet subnet, IpAddress address, Peer peer) implements Target {}

    /** The other end has no address of the family. */
    record Nowhere(Halt halt, Peer peer) implements Target {}
}
