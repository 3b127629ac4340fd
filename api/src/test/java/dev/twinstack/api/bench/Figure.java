package dev.twinstack.api.bench;

import java.util.Locale;

/**
 * One line of the table.
 *
 * @param limit what the value must reach
 * @param atMost whether the limit is an upper one
 * @param how what was measured against what, with the raw figures
 */
public record Figure(String name, double value, String unit, double limit, boolean atMost, String how) {
    public boolean held() {
        return atMost ? value <= limit : value >= limit;
    }

    public String row() {
        return String.format(
                Locale.ROOT,
                "%-44s %10.2f %-7s %-8s %8.2f  %-6s %s",
                name,
                value,
                unit,
                atMost ? "at most" : "at least",
                limit,
                held() ? "held" : "MISSED",
                how);
    }
}
