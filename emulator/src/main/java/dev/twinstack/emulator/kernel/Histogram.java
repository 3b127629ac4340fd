package dev.twinstack.emulator.kernel;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** How long things took, counted by length. Recording takes some nanoseconds, from any number of threads at once. */
public final class Histogram {
    /** The upper bounds of the classes in nanoseconds, ascending; the last class has none. */
    private static final long[] BOUNDS = {
        TimeUnit.MICROSECONDS.toNanos(100),
        TimeUnit.MICROSECONDS.toNanos(250),
        TimeUnit.MICROSECONDS.toNanos(500),
        TimeUnit.MILLISECONDS.toNanos(1),
        TimeUnit.MICROSECONDS.toNanos(2_500),
        TimeUnit.MILLISECONDS.toNanos(5),
        TimeUnit.MILLISECONDS.toNanos(10),
        TimeUnit.MILLISECONDS.toNanos(25),
        TimeUnit.MILLISECONDS.toNanos(50),
        TimeUnit.MILLISECONDS.toNanos(100),
        TimeUnit.MILLISECONDS.toNanos(250),
        TimeUnit.MILLISECONDS.toNanos(500),
        TimeUnit.SECONDS.toNanos(1),
        TimeUnit.MILLISECONDS.toNanos(2_500),
        TimeUnit.SECONDS.toNanos(5),
        TimeUnit.SECONDS.toNanos(10),
        TimeUnit.SECONDS.toNanos(30),
    };

    private final LongAdder[] counts = new LongAdder[BOUNDS.length + 1];
    private final LongAdder nanos = new LongAdder();

    public Histogram() {
        for (int i = 0; i < counts.length; i++) {
            counts[i] = new LongAdder();
        }
    }

    /** {@return the upper bounds of the classes in seconds, ascending; the last is infinite} */
    public static double[] boundsInSeconds() {
        double[] bounds = new double[BOUNDS.length + 1];
        for (int i = 0; i < BOUNDS.length; i++) {
            bounds[i] = BOUNDS[i] / 1e9;
        }
        bounds[BOUNDS.length] = Double.POSITIVE_INFINITY;
        return bounds;
    }

    /**
     * @param took in nanoseconds
     */
    public void record(long took) {
        int at = 0;
        while (at < BOUNDS.length && took > BOUNDS[at]) {
            at++;
        }
        counts[at].increment();
        nanos.add(took);
    }

    /** Records what began at this time of {@link System#nanoTime()} and ends now. */
    public void recordSince(long began) {
        record(System.nanoTime() - began);
    }

    /** {@return how many fell into each class, in the order of the bounds} Not of one moment while others record. */
    public long[] counts() {
        long[] read = new long[counts.length];
        for (int i = 0; i < counts.length; i++) {
            read[i] = counts[i].sum();
        }
        return read;
    }

    public long count() {
        long all = 0;
        for (long each : counts()) {
            all += each;
        }
        return all;
    }

    public double sumInSeconds() {
        return nanos.sum() / 1e9;
    }
}
