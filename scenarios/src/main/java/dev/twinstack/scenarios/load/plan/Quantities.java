package dev.twinstack.scenarios.load.plan;

import dev.twinstack.scenarios.script.ScriptException;
import dev.twinstack.scenarios.script.StepFile;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/** Numbers with units, as plans write them. The plan's variables are filled in first. */
final class Quantities {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{\\s*([^}]*?)\\s*\\}");
    private static final String NUMBER = "(\\d{1,9}(?:\\.\\d{1,6})?)\\s*";
    private static final Pattern DURATION = Pattern.compile(NUMBER + "(ms|s|min|h)");
    private static final Pattern RATE = Pattern.compile(NUMBER + "/\\s*(s|min|h)");
    private static final Pattern SHARE = Pattern.compile(NUMBER + "%");
    private static final Pattern PLAIN = Pattern.compile(NUMBER);
    private static final Map<String, Double> SECONDS = Map.of("ms", 0.001, "s", 1.0, "min", 60.0, "h", 3600.0);

    private final StepFile file;
    private final Map<String, String> variables;

    Quantities(StepFile file, Map<String, String> variables) {
        this.file = file;
        this.variables = variables;
    }

    /** {@return the value as written, with the variables filled in} */
    String text(Node node, String what) {
        return REFERENCE.matcher(file.string(node, what)).replaceAll(match -> {
            String value = variables.get(match.group(1));
            if (value == null) {
                throw new ScriptException(
                        file.where(node),
                        "no variable is called '" + match.group(1) + "'; expected one of "
                                + String.join(", ", variables.keySet()));
            }
            return Matcher.quoteReplacement(value);
        });
    }

    Duration duration(Node node, String what) {
        Matcher match = matched(DURATION, node, what, "a duration such as 500 ms, 30 s, 5 min");
        double seconds = Double.parseDouble(match.group(1)) * SECONDS.getOrDefault(match.group(2), 0.0);
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }

    /** {@return how long, and not nothing} */
    Duration length(Node node, String what) {
        Duration length = duration(node, what);
        if (length.isZero()) {
            throw new ScriptException(file.where(node), what + " is longer than 0 s");
        }
        return length;
    }

    /** {@return arrivals a second} */
    double rate(Node node, String what) {
        Matcher match = matched(RATE, node, what, "a rate such as 50/s or 300/min");
        return Double.parseDouble(match.group(1)) / SECONDS.getOrDefault(match.group(2), 1.0);
    }

    /** {@return from 0 to 1} */
    double share(Node node, String what) {
        double share = Double.parseDouble(
                        matched(SHARE, node, what, "a share such as 0.1%").group(1))
                / 100;
        if (share > 1) {
            throw new ScriptException(file.where(node), what + " is at most 100%");
        }
        return share;
    }

    double factor(Node node, String what) {
        return Double.parseDouble(
                matched(PLAIN, node, what, "a number such as 1.5").group(1));
    }

    int count(Node node, String what, int least, int most) {
        String text = text(node, what).strip();
        if (text.matches("\\d{1,9}")) {
            int count = Integer.parseInt(text);
            if (count >= least && count <= most) {
                return count;
            }
        }
        throw new ScriptException(
                file.where(node), what + " is '" + text + "'; expected a whole number from " + least + " to " + most);
    }

    private Matcher matched(Pattern pattern, Node node, String what, String expected) {
        String text = text(node, what).strip();
        Matcher match = pattern.matcher(text);
        if (!match.matches()) {
            throw new ScriptException(file.where(node), what + " is '" + text + "'; expected " + expected);
        }
        return match;
    }
}
