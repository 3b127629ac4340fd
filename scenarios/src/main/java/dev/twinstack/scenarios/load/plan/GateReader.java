package dev.twinstack.scenarios.load.plan;

import dev.twinstack.scenarios.script.ScriptException;
import dev.twinstack.scenarios.script.StepFile;
import dev.twinstack.scenarios.script.Where;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads what has to hold. */
final class GateReader {
    private static final String KINDS = "p50 to p99.99, max, failures, dropped, rate, growth, regression";
    private static final double USUAL_PERCENTILE = 95;

    private final StepFile file;
    private final Quantities quantities;
    private final Set<String> known;

    GateReader(StepFile file, Quantities quantities, List<Journey> journeys) {
        this.file = file;
        this.quantities = quantities;
        this.known = new LinkedHashSet<>();
        journeys.forEach(it -> known.addAll(it.actions()));
        journeys.forEach(it -> known.add(it.name()));
    }

    List<Gate> gates(Node node) {
        List<Gate> gates = new ArrayList<>();
        for (Node item : file.items(node, "'gates'")) {
            List<StepFile.Entry> entries = file.entries(item, "a gate");
            if (entries.size() != 1) {
                throw new ScriptException(file.where(item), "a gate is one of " + KINDS + ", with its limit");
            }
            gates.add(gate(entries.getFirst()));
        }
        return gates;
    }

    private Gate gate(StepFile.Entry entry) {
        Where where = entry.where();
        Node value = entry.value();
        return switch (entry.key()) {
            case "failures" -> {
                Limit limit = limit(value, "'failures'", "at most", List.of());
                yield new Gate.Failures(limit.of(), quantities.share(limit.node(), "the failures"), where);
            }
            case "dropped" -> new Gate.Dropped(quantities.share(value, "'dropped'"), where);
            case "rate" -> {
                Limit limit = limit(value, "'rate'", "at least", List.of());
                yield new Gate.Rate(limit.of(), quantities.rate(limit.node(), "the rate"), where);
            }
            case "growth" -> {
                Limit limit = limit(value, "'growth'", "at most", List.of("percentile"));
                yield new Gate.Growth(
                        limit.of(), limit.percentile(), quantities.factor(limit.node(), "the growth"), where);
            }
            case "regression" -> {
                Limit limit = limit(value, "'regression'", "at most", List.of("percentile"));
                yield new Gate.Regression(
                        limit.of(), limit.percentile(), quantities.factor(limit.node(), "the regression"), where);
            }
            default -> {
                double percentile = percentile(entry.key(), where);
                Limit limit = limit(value, "'" + entry.key() + "'", "at most", List.of());
                yield new Gate.Percentile(
                        limit.of(), percentile, quantities.duration(limit.node(), "the limit"), where);
            }
        };
    }

    /** A limit, and what it is for. */
    private record Limit(Gate.Of of, Node node, double percentile) {}

    private Limit limit(Node node, String what, String bound, List<String> further) {
        if (!StepFile.isMapping(node)) {
            return new Limit(Gate.Of.All.ALL, node, USUAL_PERCENTILE);
        }
        List<String> expected = new ArrayList<>(List.of("of", bound));
        expected.addAll(further);
        Members members = new Members(file, node, what, expected);
        Gate.Of of = members.get("of", this::named, Gate.Of.All.ALL);
        double percentile = members.get(
                "percentile", it -> percentile(quantities.text(it, "'percentile'"), file.where(it)), USUAL_PERCENTILE);
        return new Limit(of, members.required(bound), percentile);
    }

    private Gate.Of named(Node node) {
        String name = file.string(node, "'of'");
        if (!known.contains(name)) {
            throw new ScriptException(
                    file.where(node), "nothing is called '" + name + "'; expected one of " + String.join(", ", known));
        }
        return new Gate.Of.Named(name);
    }

    private static double percentile(String text, Where where) {
        if (text.equals("max")) {
            return 100;
        }
        if (text.matches("p\\d{1,2}(\\.\\d{1,3})?") && !text.equals("p0")) {
            return Double.parseDouble(text.substring(1));
        }
        throw new ScriptException(where, "'" + text + "' is no gate; expected " + KINDS);
    }
}
