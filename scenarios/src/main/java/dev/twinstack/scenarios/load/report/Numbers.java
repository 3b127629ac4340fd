package dev.twinstack.scenarios.load.report;

import java.util.Locale;

/** Numbers as people read them. */
final class Numbers {
    private Numbers() {}

    /** {@return three digits or so, with the unit that suits} */
    static String millis(double millis) {
        if (millis >= 10_000) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1000);
        }
        return String.format(Locale.ROOT, millis >= 100 ? "%.0f ms" : millis >= 10 ? "%.1f ms" : "%.2f ms", millis);
    }

    static String rate(double perSecond) {
        return String.format(Locale.ROOT, perSecond >= 100 ? "%.0f/s" : "%.1f/s", perSecond);
    }

    static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    static String percent(long part, long whole) {
        return whole == 0 ? "0 %" : String.format(Locale.ROOT, "%.3g %%", 100.0 * part / whole);
    }

    static String percentile(double percentile) {
        return percentile == 100
                ? "max"
                : "p" + (percentile == Math.rint(percentile) ? Long.toString((long) percentile) : "" + percentile);
    }

    static String seconds(double seconds) {
        long whole = Math.round(seconds);
        return whole < 60 ? whole + " s" : whole / 60 + ":" + String.format(Locale.ROOT, "%02d min", whole % 60);
    }
}
