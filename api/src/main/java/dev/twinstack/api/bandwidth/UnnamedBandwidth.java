package dev.twinstack.api.bandwidth;

import dev.twinstack.emulator.publicip.PublicIpCommand.BandwidthChoice;
import java.util.UUID;

/** The dedicated bandwidth an EIP gets where the request has no place for its name. */
public final class UnnamedBandwidth {
    /**
     * In Mbit/s: what an EIP gets that is asked for as a floating IP, where nothing about a bandwidth can be said.
     * Source: the Terraform provider's page on its floating IPs, which warns of it.
     */
    private static final int FLOATING_IP_SIZE = 1000;

    private static final int NAME_DIGITS = 4;

    private UnnamedBandwidth() {}

    public static BandwidthChoice.Dedicated ofFloatingIp() {
        return of(FLOATING_IP_SIZE, "traffic");
    }

    /** @param size in Mbit/s */
    static BandwidthChoice.Dedicated of(int size, String chargeMode) {
        String id = UUID.randomUUID().toString();
        return new BandwidthChoice.Dedicated(id, "bandwidth-" + id.substring(0, NAME_DIGITS), size, chargeMode);
    }
}
