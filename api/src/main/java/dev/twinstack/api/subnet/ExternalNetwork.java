package dev.twinstack.api.subnet;

import dev.twinstack.emulator.kernel.Ids;

/**
 * The network EIPs come from. It belongs to the region, is seen by every project and changed by none; clients know its id
 * and name by heart (clients' tests).
 */
public final class ExternalNetwork {
    public static final String ID = "0a2228f2-7f8a-45f1-8e09-9039e1d09975";
    public static final String NAME = "admin_external_net";
    public static final String SUBNET_ID = Ids.derived(ID, "subnet");

    private ExternalNetwork() {}
}
