package dev.twinstack.emulator.ip;

import java.util.Random;
import java.util.function.Consumer;

/**
 * Runs a property with many seeds and names the one that fails. {@code -Dtwinstack.seed=N} runs that seed alone.
 */
public final class Seeds {
    private static final String PROPERTY = "twinstack.seed";

    private Seeds() {}

    public static void forAll(int runs, Consumer<Random> property) {
        Long given = Long.getLong(PROPERTY);
        if (given != null) {
            run(given, property);
            return;
        }
        Random seeds = new Random();
        for (int i = 0; i < runs; i++) {
            run(seeds.nextLong(), property);
        }
    }

    private static void run(long seed, Consumer<Random> property) {
        try {
            property.accept(new Random(seed));
        } catch (AssertionError | RuntimeException failure) {
            throw new AssertionError("fails with -D" + PROPERTY + "=" + seed + ": " + failure.getMessage(), failure);
        }
    }
}
