package dev.twinstack.emulator.kernel;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Ids that follow from other ids, so that they need not be stored and are the same on every run. */
public final class Ids {
    private Ids() {}

    /** {@return a UUID that depends on nothing but the names} */
    public static String derived(String... names) {
        return UUID.nameUUIDFromBytes(String.join("|", names).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
