package dev.twinstack.scenarios.load.plan;

import dev.twinstack.scenarios.script.Where;
import java.time.Duration;
import java.util.Locale;

/** What has to hold for the run to pass. */
public sealed interface Gate {

    Where where();

    /** {@return the gate as a report says it} */
    String words();

    /** What a gate looks at. */
    sealed interface Of {
        /** Every action. */
        enum All implements Of {
            ALL
        }

        /** An action, or a journey as a whole. */
        record Named(String name) implements Of {}

        /** {@return words to put behind a figure} */
        default String words() {
            return switch (this) {
                case All _ -> "";
                case Named it -> " of " + it.name();
            };
        }
    }

    /** {@code atMost} is a share of what was started, from 0 to 1. */
    record Failures(Of of, double atMost, Where where) implements Gate {
        @Override
        public String words() {
            return "failures" + of.words() + " at most " + percent(atMost);
        }
    }

    /** {@code atMost} is a share of what was offered, from 0 to 1. */
    record Dropped(double atMost, Where where) implements Gate {
        @Override
        public String words() {
            return "dropped at most " + percent(atMost);
        }
    }

    /** From the intended start. {@code percentile} is at most 100, which is the maximum. */
    record Percentile(Of of, double percentile, Duration atMost, Where where) implements Gate {
        @Override
        public String words() {
            return name(percentile) + of.words() + " at most " + millis(atMost);
        }
    }

    /** Completed a second, over the length of the load. */
    record Rate(Of of, double atLeast, Where where) implements Gate {
        @Override
        public String words() {
            return "rate" + of.words() + " at least " + number(atLeast) + "/s";
        }
    }

    /** The percentile in the last third of the run, as a multiple of that in the first. */
    record Growth(Of of, double percentile, double atMost, Where where) implements Gate {
        @Override
        public String words() {
            return "growth of " + name(percentile) + of.words() + " at most " + number(atMost) + "×";
        }
    }

    /** The percentile as a multiple of that in an earlier run's results. */
    record Regression(Of of, double percentile, double atMost, Where where) implements Gate {
        @Override
        public String words() {
            return name(percentile) + of.words() + " at most " + number(atMost) + "× the baseline's";
        }
    }

    /** {@return p50, p99.9, max} */
    static String name(double percentile) {
        return percentile == 100 ? "max" : "p" + number(percentile);
    }

    private static String percent(double share) {
        return number(share * 100) + " %";
    }

    private static String millis(Duration duration) {
        return number(duration.toNanos() / 1e6) + " ms";
    }

    private static String number(double value) {
        return value == Math.rint(value)
                ? Long.toString((long) value)
                : String.format(Locale.ROOT, "%.4f", value).replaceFirst("0+$", "");
    }
}
