package dev.twinstack.emulator.clock;

import dev.twinstack.emulator.addresspool.AddressPool;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.ResourceType;
import java.time.Duration;

/**
 * How far the twin's clock is ahead of the machine's. One for all projects, so it lives in the region's own; kept, so
 * that the clock does not go back at a restart.
 *
 * @param ahead never less than it was
 */
public record Lead(Duration ahead) {
    public static final ResourceType<Lead> TYPE = new ResourceType<>("clock", Lead.class);

    private static final String ID = "clock";

    public static EntityRef ref() {
        return TYPE.ref(AddressPool.REGION, ID);
    }

    /** {@return the id it is found by in the region's own project} */
    public static String id() {
        return ID;
    }
}
