package dev.twinstack.scenarios.load.inject;

import dev.twinstack.scenarios.assertion.Verdict;
import dev.twinstack.scenarios.cloud.Exchange;

/** What went wrong, in the few words that the same fault always has. */
final class Problems {
    private static final int LONGEST = 120;

    private Problems() {}

    /** {@return status and codes of the refusal, such as {@code 409 VPC.0104}; else what was not as expected} */
    static String of(Verdict.Failed failed) {
        for (Exchange exchange : failed.exchanges()) {
            if (!exchange.succeeded()) {
                return (exchange.status() + " " + String.join(" ", exchange.codes())).strip();
            }
        }
        return cut(
                failed.complaints().isEmpty() ? "failed" : failed.complaints().getFirst());
    }

    /** {@return why no answer came} */
    static String of(Verdict.CouldNotRun none) {
        return cut(none.why());
    }

    /** Ids and numbers differ from case to case; the fault is the same. */
    private static String cut(String text) {
        String same = text.replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{32}", "…");
        return same.length() <= LONGEST ? same : same.substring(0, LONGEST) + "…";
    }
}
