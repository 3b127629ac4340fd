package dev.twinstack.emulator.project;

import java.util.Arrays;
import java.util.Map;

/** The limits in force: the documented ones, but for those the operator set. */
public record Quotas(Map<String, Integer> overrides) {
    public static final int UNLIMITED = -1;

    /**
     * @throws IllegalArgumentException if a name is no quota type
     */
    public Quotas {
        overrides = Map.copyOf(overrides);
        for (String name : overrides.keySet()) {
            if (Arrays.stream(Quota.values())
                    .noneMatch(quota -> quota.wireName().equals(name))) {
                throw new IllegalArgumentException("no quota type is called " + name);
            }
        }
    }

    public int limit(Quota quota) {
        return overrides.getOrDefault(quota.wireName(), quota.documented());
    }

    /** {@return whether one more fits on top of {@code used}} */
    public boolean allows(Quota quota, int used) {
        int limit = limit(quota);
        return limit == UNLIMITED || used < limit;
    }
}
