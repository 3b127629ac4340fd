package dev.twinstack.emulator.bandwidth;

import dev.twinstack.emulator.bandwidth.Bandwidth.Member;
import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.Command;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Patch;

public sealed interface BandwidthCommand extends Command {
    /**
     * Makes a shared bandwidth.
     *
     * @param size in Mbit/s
     */
    record Open(String name, int size, String chargeMode) implements BandwidthCommand {}

    /** Dedicated ones too may be renamed and resized. */
    record Update(Patch<String> name, Patch<Integer> size) implements BandwidthCommand {}

    /** Shared and without members only (DEL-19). */
    record Close() implements BandwidthCommand {}

    /**
     * An EIP makes its dedicated bandwidth.
     *
     * @param type the EIP's
     */
    record OpenFor(EntityRef publicIp, String type, String name, int size, String chargeMode)
            implements BandwidthCommand, Command.OnBehalf {}

    /** The EIP goes, or moves to a shared bandwidth. */
    record CloseFor(EntityRef publicIp) implements BandwidthCommand, Command.OnBehalf {}

    /** Shared ones only; as many members as the quota {@code shareBandwidthIP} allows (BW-08). */
    record Join(EntityRef member, Member what) implements BandwidthCommand, Command.OnBehalf {}

    record Leave(EntityRef member) implements BandwidthCommand, Command.OnBehalf {}

    /** {@return the claim of an EIP on a bandwidth of its own; granted is the bandwidth's id} */
    static Claim dedicated(EntityRef bandwidth, OpenFor open) {
        return new Claim(bandwidth, open, new CloseFor(open.publicIp()));
    }

    /** {@return the claim of an EIP or a port on a place in a shared bandwidth; granted is the bandwidth's id} */
    static Claim join(EntityRef bandwidth, EntityRef member, Member what) {
        return new Claim(bandwidth, new Join(member, what), new Leave(member));
    }
}
