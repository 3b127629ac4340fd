package dev.twinstack.emulator.publicip;

import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.Command;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Patch;
import dev.twinstack.emulator.publicip.PublicIp.Binding;
import dev.twinstack.emulator.tag.TagChange;

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

    /** @param binding what it is bound to from the start */
    record Open(String type, String alias, Wanted address, BandwidthChoice bandwidth, Binding binding)
            implements PublicIpCommand {
        /** An EIP that is bound to nothing yet. */
        public Open(String type, String alias, Wanted address, BandwidthChoice bandwidth) {
            this(type, alias, address, bandwidth, new Binding.Unbound());
        }
    }

    /**
     * All of it or nothing.
     *
     * @param port set binds as {@link Bind} does, clear unbinds
     */
    record Update(Patch<String> alias, Patch<String> description, Patch<String> port) implements PublicIpCommand {}

    /** Refused while it is bound, even to the same port (EIP-10). */
    record Bind(String port) implements PublicIpCommand {}

    /** Nothing happens if it is not bound; refused while it serves a NAT gateway. */
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

    record Retag(TagChange change) implements PublicIpCommand {}

    /** As v1 and v3 ask: refused while the EIP is being made or bound (STAT-05). */
    record WhenSettled(PublicIpCommand command) implements PublicIpCommand {}

    /** Only while it is not bound (DEL-18). */
    record Close() implements PublicIpCommand {}

    /** Releases it even while it is bound to a port, as OpenStack's own calls do. */
    record Discard() implements PublicIpCommand {}

    /** A NAT gateway takes it for its rules. Granted is the {@link PublicIp}. */
    record Serve(String gateway) implements PublicIpCommand, Command.OnBehalf {}

    /** The last of the gateway's rules that used it is gone. */
    record StopServing(String gateway) implements PublicIpCommand, Command.OnBehalf {}

    static Claim serve(EntityRef publicIp, EntityRef gateway) {
        return new Claim(publicIp, new Serve(gateway.id()), new StopServing(gateway.id()));
    }
}
