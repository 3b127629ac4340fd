package dev.twinstack.emulator.publicip;

import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.kernel.Command;

public sealed interface PublicIpCommand extends Command {
    /** Which address is wanted. */
    sealed interface Wanted {
        Wanted ANY = new Any();

        record Any() implements Wanted {}

        /** By name, if it is free (EIP-23). */
        record Exactly(IpAddress address) implements Wanted {}
    }

    sealed interface BandwidthChoice {
        /** @param id of the bandwidth to make */
        record Dedicated(String id, String name, int size, String chargeMode) implements BandwidthChoice {}

        /** @param id of a shared bandwidth there is */
        record Shared(String id) implements BandwidthChoice {}
    }

    record Open(String type, String alias, Wanted address, BandwidthChoice bandwidth) implements PublicIpCommand {}

    record Rename(String alias) implements PublicIpCommand {}

    /** Refused while it is bound, even to the same port (EIP-10). */
    record Bind(String port) implements PublicIpCommand {}

    /** Nothing happens if it is not bound. */
    record Unbind() implements PublicIpCommand {}

    /** Nothing happens if it is not bound to this port, or no longer. */
    record UnbindFrom(String port) implements PublicIpCommand {}

    /** Drops the dedicated bandwidth (BW-09). */
    record MoveToShared(String bandwidth) implements PublicIpCommand {}

    /**
     * Leaves a shared bandwidth for a new one of its own (BW-12).
     *
     * @param from the shared bandwidth it must be in
     */
    record MoveToDedicated(String from, BandwidthChoice.Dedicated to) implements PublicIpCommand {}

    /** Only while it is not bound (DEL-18). */
    record Close() implements PublicIpCommand {}
}
