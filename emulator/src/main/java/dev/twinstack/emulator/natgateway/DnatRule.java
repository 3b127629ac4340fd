package dev.twinstack.emulator.natgateway;

import dev.twinstack.emulator.ip.IpAddress;
import java.time.Instant;

/**
 * Lets clients in at one port of an EIP, or at all of them.
 *
 * @param outsidePort of the EIP; 0, like {@code insidePort}, if all ports are mapped, each to itself
 */
public record DnatRule(
        String id,
        String publicIp,
        int outsidePort,
        Protocol protocol,
        Target target,
        int insidePort,
        String description,
        Instant createdAt) {
    public enum Protocol {
        TCP,
        UDP,
        /** Of rules for all ports, and only of those. */
        ANY
    }

    /** Where the packets go. */
    public sealed interface Target {
        /** A server's NIC or a virtual IP. */
        record OfPort(String port) implements Target {}

        /** An address of the VPC, or of a network behind Direct Connect. */
        record OfAddress(IpAddress address) implements Target {}
    }

    public boolean isForAllPorts() {
        return protocol == Protocol.ANY && outsidePort == 0 && insidePort == 0;
    }
}
