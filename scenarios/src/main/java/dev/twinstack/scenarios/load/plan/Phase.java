package dev.twinstack.scenarios.load.plan;

import java.time.Duration;

/** A stretch of the load. */
public sealed interface Phase {

    Duration length();

    /** A stretch in which so much arrives, whatever the cloud does. */
    sealed interface Open extends Phase {
        /** {@return how many arrive in it, fractions included} */
        double arrivals();

        /** {@return seconds from its beginning until so many have arrived} */
        double when(double arrivals);
    }

    /**
     * The same rate, or one that grows or falls evenly.
     *
     * @param from arrivals a second at its beginning
     * @param to at its end
     */
    record Rate(double from, double to, Duration length) implements Open {
        @Override
        public double arrivals() {
            return (from + to) / 2 * seconds(length);
        }

        @Override
        public double when(double arrivals) {
            double growth = (to - from) / seconds(length);
            if (Math.abs(growth) < 1e-9) {
                return from > 0 ? arrivals / from : 0;
            }
            // from·t + growth/2·t² = arrivals
            double root = Math.sqrt(Math.max(0, from * from + 2 * growth * arrivals));
            return (root - from) / growth;
        }
    }

    /** All at once. */
    record Burst(int count) implements Open {
        @Override
        public Duration length() {
            return Duration.ZERO;
        }

        @Override
        public double arrivals() {
            return count;
        }

        @Override
        public double when(double arrivals) {
            return 0;
        }
    }

    /**
     * So many users, each with one journey at a time; their number may grow or fall evenly.
     *
     * @param pace from one beginning to the next of the same user; zero for at once
     */
    record Closed(int from, int to, Duration length, Duration pace) implements Phase {
        public int most() {
            return Math.max(from, to);
        }
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
