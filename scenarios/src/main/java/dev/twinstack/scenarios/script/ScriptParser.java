package dev.twinstack.scenarios.script;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads scripts. Of each step that cannot be understood it says what is wrong first. */
public final class ScriptParser {
    /** What a script has at its top. */
    static final List<String> KEYS =
            List.of("name", "about", "cites", "tags", "vars", "secrets", "matrix", "steps", "cleanup");

    /** The cleanup that deletes whatever is there. */
    static final String EVERYTHING = "everything";

    /** What a tag looks like. */
    static final String TAG = "[a-z0-9][a-z0-9-]*";

    private final Yaml yaml;
    private final Map<String, String> overrides;
    private final Parts parts;

    /**
     * A file as read.
     *
     * @param cells one script for each cell of its matrix, one without a matrix; none if something is wrong, and for a
     *     part, which is read where it is included
     * @param problems what is wrong, in the order of reading
     */
    public record Reading(List<Script> cells, List<ScriptException> problems) {
        public Reading {
            cells = List.copyOf(cells);
            problems = List.copyOf(problems);
        }
    }

    private ScriptParser(String file, Map<String, String> overrides) {
        this.yaml = new Yaml(file);
        this.overrides = overrides;
        this.parts = new Parts(file);
    }

    /**
     * {@return the script, or the first cell of its matrix}
     *
     * @param file named in messages and reports; includes are relative to it
     * @throws ScriptException for the first thing that is wrong, with its place and what is expected there
     */
    public static Script parse(String file, String text) {
        Reading reading = read(file, text, Map.of());
        if (!reading.problems().isEmpty()) {
            throw reading.problems().getFirst();
        }
        return reading.cells().getFirst();
    }

    /**
     * {@return the script}
     *
     * @param overrides go before the values of the script's variables; of a matrix they pick the cells
     */
    public static Reading read(String file, String text, Map<String, String> overrides) {
        ScriptParser parser = new ScriptParser(file, overrides);
        List<Script> cells = new ArrayList<>();
        try {
            cells.addAll(parser.cells(text));
        } catch (ScriptException e) {
            parser.parts.problem(e);
        }
        List<ScriptException> problems = parser.parts.problems();
        return new Reading(problems.isEmpty() ? cells : List.of(), problems);
    }

    private List<Script> cells(String text) {
        Node root = yaml.compose(text);
        Map<String, Yaml.Entry> top = new LinkedHashMap<>();
        List<Yaml.Entry> entries = yaml.entries(root, "a script");
        if (entries.stream().anyMatch(entry -> entry.key().equals("part"))) {
            return List.of();
        }
        for (Yaml.Entry entry : entries) {
            if (KEYS.contains(entry.key())) {
                top.put(entry.key(), entry);
            } else {
                parts.problem(new ScriptException(
                        entry.where(), "unknown '" + entry.key() + "'; a script has " + String.join(", ", KEYS)));
            }
        }
        required(root, top, "name");
        required(root, top, "steps");
        List<Script> cells = new ArrayList<>();
        for (Table.Row row : matrix(top)) {
            cells.add(cell(top, root, row));
        }
        return cells;
    }

    private List<Table.Row> matrix(Map<String, Yaml.Entry> top) {
        Yaml.Entry matrix = top.get("matrix");
        if (matrix == null) {
            return List.of(new Table.Row(Map.of(), Map.of()));
        }
        List<Table.Row> rows = new Table(yaml, new Names(), "matrix").rows(matrix.value());
        List<Table.Row> chosen = rows.stream()
                .filter(row -> row.labels().entrySet().stream()
                        .allMatch(label -> overrides
                                .getOrDefault(label.getKey(), label.getValue())
                                .equals(label.getValue())))
                .toList();
        if (chosen.isEmpty()) {
            throw new ScriptException(matrix.where(), "'matrix' has no cell with the values given for this run");
        }
        return chosen;
    }

    private Script cell(Map<String, Yaml.Entry> top, Node root, Table.Row row) {
        Names names = new Names().inside(row.macros());
        Map<String, String> variables = new LinkedHashMap<>(row.labels());
        variables.putAll(variables(top, names));
        Map<String, Text> secrets = secrets(top, names);
        StepReader reader = new StepReader(yaml, names, parts);
        List<Step> steps = reader.steps(required(root, top, "steps").value());
        return new Script(
                yaml.file(),
                names.filled(yaml.string(required(root, top, "name").value(), "'name'")),
                Optional.ofNullable(top.get("about"))
                        .map(about -> yaml.string(about.value(), "'about'").strip())
                        .orElse(""),
                tags(top),
                row.labels(),
                variables,
                secrets,
                Optional.ofNullable(top.get("cites"))
                        .map(cites -> yaml.cites(cites.value()))
                        .orElse(List.of()),
                steps,
                cleanup(top, reader));
    }

    private Yaml.Entry required(Node root, Map<String, Yaml.Entry> top, String key) {
        return Optional.ofNullable(top.get(key))
                .orElseThrow(() -> new ScriptException(yaml.where(root), "a script needs '" + key + "'"));
    }

    private List<Yaml.Entry> entries(Map<String, Yaml.Entry> top, String key) {
        return Optional.ofNullable(top.get(key))
                .map(entry -> yaml.entries(entry.value(), "'" + key + "'"))
                .orElse(List.of());
    }

    private Map<String, String> variables(Map<String, Yaml.Entry> top, Names names) {
        Map<String, String> all = new LinkedHashMap<>();
        for (Yaml.Entry entry : entries(top, "vars")) {
            Names.Macro written = Table.macro(yaml, names, entry.value());
            String value = overrides.getOrDefault(entry.key(), written.raw());
            boolean number = written.number() && value.matches("-?\\d{1,18}");
            names.macro(entry.key(), new Names.Macro(value, number), entry.where());
            all.put(entry.key(), value);
        }
        return all;
    }

    private Map<String, Text> secrets(Map<String, Yaml.Entry> top, Names names) {
        Map<String, Text> all = new LinkedHashMap<>();
        for (Yaml.Entry entry : entries(top, "secrets")) {
            Text written = Yaml.isNull(entry.value())
                    ? Text.Unset.UNSET
                    : names.checked(Text.of(yaml.string(entry.value(), "a secret"), yaml.where(entry.value())));
            String given = overrides.getOrDefault(entry.key(), "");
            names.variable(entry.key(), entry.where());
            all.put(entry.key(), given.isEmpty() ? written : Text.of(given, entry.where()));
        }
        return all;
    }

    private List<String> tags(Map<String, Yaml.Entry> top) {
        Yaml.Entry tags = top.get("tags");
        if (tags == null) {
            return List.of();
        }
        List<Node> items = tags.value() instanceof SequenceNode list ? list.getValue() : List.of(tags.value());
        List<String> all = new ArrayList<>();
        for (Node item : items) {
            String tag = yaml.string(item, "a tag");
            if (!tag.matches(TAG)) {
                throw new ScriptException(yaml.where(item), "a tag is made of small letters, digits and -");
            }
            all.add(tag);
        }
        return all;
    }

    /** The steps as written, and at their end a look at what is left. */
    private List<Step> cleanup(Map<String, Yaml.Entry> top, StepReader reader) {
        Yaml.Entry cleanup = top.get("cleanup");
        if (cleanup == null) {
            return List.of();
        }
        List<Step> steps = new ArrayList<>();
        if (cleanup.value() instanceof ScalarNode) {
            if (!yaml.string(cleanup.value(), "'cleanup'").equals(EVERYTHING)) {
                throw new ScriptException(
                        yaml.where(cleanup.value()), "'cleanup' is a list of steps, or: " + EVERYTHING);
            }
            steps.add(tidy(cleanup.where(), "remove everything", new Action.RemoveEverything(), List.of()));
        } else {
            steps.addAll(reader.steps(cleanup.value()));
        }
        steps.add(tidy(
                cleanup.where(),
                "nothing is left",
                new Action.NothingLeft(),
                List.of(new Expectation.NothingLeft(cleanup.where()))));
        return steps;
    }

    private static Step tidy(Where where, String words, Action action, List<Expectation> expectations) {
        return new Step(where, words, action, "", Map.of(), expectations, Patience.NONE, List.of(), java.util.Set.of());
    }
}
