package dev.twinstack.scenarios.script;

import dev.twinstack.scenarios.script.Names.Macro;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * The values of a matrix or a loop: {@code {family: [IPv4, IPv6], n: 1..3}} has six rows. An item that is a mapping
 * gives a macro for each of its keys: {@code rule.port}.
 */
final class Table {
    private static final Pattern RANGE = Pattern.compile("(\\d{1,6})\\.\\.(\\d{1,6})");
    private static final int MOST_ROWS = 1000;

    /**
     * @param labels the values by variable, as reports show them; of a mapping the first of its values
     */
    record Row(Map<String, Macro> macros, Map<String, String> labels) {

        Row with(Row other) {
            Map<String, Macro> allMacros = new LinkedHashMap<>(macros);
            Map<String, String> allLabels = new LinkedHashMap<>(labels);
            allMacros.putAll(other.macros);
            allLabels.putAll(other.labels);
            return new Row(allMacros, allLabels);
        }
    }

    private final Yaml yaml;
    private final Names names;
    private final String what;

    /**
     * @param what the key it stands under, for messages
     */
    Table(Yaml yaml, Names names, String what) {
        this.yaml = yaml;
        this.names = names;
        this.what = what;
    }

    /** {@return every combination, the last variable going round fastest} */
    List<Row> rows(Node node) {
        List<Row> rows = List.of(new Row(Map.of(), Map.of()));
        for (Yaml.Entry entry : yaml.entries(node, "'" + what + "'")) {
            Names.checkVariable(entry.key(), entry.where());
            List<Row> column = column(entry);
            if ((long) rows.size() * column.size() > MOST_ROWS) {
                throw new ScriptException(entry.where(), "'" + what + "' makes more than " + MOST_ROWS + " rounds");
            }
            rows = rows.stream().flatMap(row -> column.stream().map(row::with)).toList();
        }
        if (rows.getFirst().macros().isEmpty()) {
            throw new ScriptException(yaml.where(node), "'" + what + "' is empty; expected variable: [values]");
        }
        return rows;
    }

    private List<Row> column(Yaml.Entry entry) {
        if (entry.value() instanceof ScalarNode) {
            return range(entry);
        }
        List<Row> items = new ArrayList<>();
        for (Node item : yaml.items(entry.value(), "the values of '" + entry.key() + "'")) {
            items.add(item instanceof MappingNode ? mapping(entry.key(), item) : single(entry.key(), item));
        }
        if (items.isEmpty()) {
            throw new ScriptException(entry.where(), "'" + entry.key() + "' has no values");
        }
        return items;
    }

    private List<Row> range(Yaml.Entry entry) {
        String text = names.filled(yaml.string(entry.value(), "a list or a range"));
        Matcher range = RANGE.matcher(text);
        if (!range.matches() || Integer.parseInt(range.group(1)) > Integer.parseInt(range.group(2))) {
            throw new ScriptException(
                    yaml.where(entry.value()), "'" + entry.key() + "' takes a list [a, b] or a range 1..3");
        }
        List<Row> numbers = new ArrayList<>();
        int last = Integer.parseInt(range.group(2));
        for (int n = Integer.parseInt(range.group(1)); n <= last && numbers.size() <= MOST_ROWS; n++) {
            String number = String.valueOf(n);
            numbers.add(new Row(Map.of(entry.key(), new Macro(number, true)), Map.of(entry.key(), number)));
        }
        return numbers;
    }

    private Row single(String name, Node item) {
        Macro macro = macro(yaml, names, item);
        return new Row(Map.of(name, macro), Map.of(name, macro.raw()));
    }

    private Row mapping(String name, Node item) {
        Map<String, Macro> macros = new LinkedHashMap<>();
        for (Yaml.Entry entry : yaml.entries(item, "a value")) {
            macros.put(name + "." + entry.key(), macro(yaml, names, entry.value()));
        }
        if (macros.isEmpty()) {
            throw new ScriptException(yaml.where(item), "expected key: value");
        }
        return new Row(macros, Map.of(name, macros.values().iterator().next().raw()));
    }

    /** {@return a single value as a macro} */
    static Macro macro(Yaml yaml, Names names, Node node) {
        String raw = yaml.string(node, "a variable");
        boolean number = node instanceof ScalarNode scalar && (Tag.INT.equals(scalar.getTag()) || names.isNumber(raw));
        return switch (names.checked(Text.of(raw, yaml.where(node)))) {
            case Text.Written written -> new Macro(written.raw(), number);
            case Text.Unset _ -> new Macro("", false);
        };
    }
}
