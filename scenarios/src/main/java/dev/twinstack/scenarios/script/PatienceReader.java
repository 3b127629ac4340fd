package dev.twinstack.scenarios.script;

import java.time.Duration;
import java.time.format.DateTimeParseException;

/** Reads {@code eventually:}. */
record PatienceReader(Yaml yaml, Names names) {
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final Duration USUAL_EVERY = Duration.ofSeconds(5);

    Patience read(Yaml.Entry eventually) {
        Duration within = Duration.ZERO;
        Duration every = USUAL_EVERY;
        for (Yaml.Entry entry : yaml.entries(eventually.value(), "'eventually'")) {
            switch (entry.key()) {
                case "within" -> within = duration(entry);
                case "every" -> every = duration(entry);
                default ->
                    throw new ScriptException(
                            entry.where(), "'eventually' has no '" + entry.key() + "'; expected within, every");
            }
        }
        if (within.isZero()) {
            throw new ScriptException(eventually.where(), "'eventually' needs 'within'");
        }
        return new Patience(within, every.compareTo(within) < 0 ? every : within);
    }

    private Duration duration(Yaml.Entry entry) {
        try {
            Duration duration = Duration.parse(names.filled(yaml.string(entry.value(), "'" + entry.key() + "'")));
            if (duration.isPositive() && duration.compareTo(LONGEST) <= 0) {
                return duration;
            }
        } catch (DateTimeParseException malformed) {
            // Told below, with what is expected.
        }
        throw new ScriptException(
                yaml.where(entry.value()), "'" + entry.key() + "' is a duration such as PT30S or PT5M, at most P1D");
    }
}
