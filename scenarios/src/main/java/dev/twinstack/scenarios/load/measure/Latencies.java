package dev.twinstack.scenarios.load.measure;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** Histograms of nanoseconds, from a microsecond to an hour, to three digits. */
public final class Latencies {
    /** What reports show. 100 is the maximum. */
    public static final List<Double> SHOWN = List.of(50.0, 75.0, 90.0, 95.0, 99.0, 99.9, 99.99, 100.0);

    private static final long LOWEST = 1_000;
    private static final long HIGHEST = 3_600_000_000_000L;
    private static final int DIGITS = 3;

    private Latencies() {}

    public static Histogram none() {
        return new Histogram(LOWEST, HIGHEST, DIGITS);
    }

    static Recorder recorder() {
        return new Recorder(LOWEST, HIGHEST, DIGITS);
    }

    /** {@return what can be recorded: longer than an hour counts as an hour} */
    static long within(long nanos) {
        return Math.max(0, Math.min(HIGHEST, nanos));
    }

    /** {@return milliseconds} */
    public static double millis(Histogram histogram, double percentile) {
        return (percentile == 100 ? histogram.getMaxValue() : histogram.getValueAtPercentile(percentile)) / 1e6;
    }

    /** {@return how many took longer} */
    public static long above(Histogram histogram, long nanos) {
        long limit = Math.min(nanos, HIGHEST);
        return histogram.getTotalCount() - histogram.getCountBetweenValues(0, limit);
    }

    /** {@return HdrHistogram's own compressed form in Base64; empty for an empty histogram} */
    public static String encoded(Histogram histogram) {
        if (histogram.getTotalCount() == 0) {
            return "";
        }
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoCompressedByteBuffer(buffer);
        return Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length));
    }

    /**
     * {@return the histogram of that form}
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Histogram decoded(String text) {
        if (text.isEmpty()) {
            return none();
        }
        try {
            ByteBuffer buffer = ByteBuffer.wrap(Base64.getDecoder().decode(text));
            Histogram all = none();
            all.add(Histogram.decodeFromCompressedByteBuffer(buffer, HIGHEST));
            return all;
        } catch (DataFormatException e) {
            throw new IllegalArgumentException("not an encoded histogram", e);
        }
    }

    /** {@return both together} */
    static Histogram sum(Histogram one, Histogram other) {
        Histogram sum = one.copy();
        sum.add(other);
        return sum;
    }
}
