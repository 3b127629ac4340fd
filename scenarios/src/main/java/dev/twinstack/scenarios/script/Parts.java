package dev.twinstack.scenarios.script;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/** The files that a script takes steps from, with what is wrong in them and in the script itself. */
final class Parts {
    /** What a part has at its top. */
    static final List<String> KEYS = List.of("part", "about", "vars", "steps");

    private final Map<String, ScriptException> problems;
    private final List<Path> open;

    Parts(String script) {
        this(new LinkedHashMap<>(), List.of(path(script)));
    }

    private Parts(Map<String, ScriptException> problems, List<Path> open) {
        this.problems = problems;
        this.open = open;
    }

    private static Path path(String file) {
        return Path.of(file).toAbsolutePath().normalize();
    }

    /** Notes a problem, once however often a loop meets it. */
    void problem(ScriptException problem) {
        problems.putIfAbsent(String.valueOf(problem.getMessage()), problem);
    }

    List<ScriptException> problems() {
        return List.copyOf(problems.values());
    }

    /**
     * {@return the steps of a part}
     *
     * @param node the file, relative to that of {@code from}
     * @param with goes before the part's own variables
     */
    List<Step> steps(Yaml from, Node node, Map<String, Names.Macro> with, Names names) {
        String written = names.filled(from.string(node, "a file"));
        Path file = sibling(from, node, written);
        Path real = file.toAbsolutePath().normalize();
        if (open.contains(real)) {
            throw new ScriptException(
                    from.where(node),
                    "'" + written + "' includes itself: "
                            + String.join(
                                    " includes ",
                                    open.stream()
                                            .map(path -> String.valueOf(path.getFileName()))
                                            .toList())
                            + " includes " + real.getFileName());
        }
        if (!Files.isRegularFile(file)) {
            throw new ScriptException(from.where(node), "there is no file " + file + "; expected the path of a part");
        }
        Yaml yaml = new Yaml(file.toString());
        Map<String, Yaml.Entry> top = new LinkedHashMap<>();
        for (Yaml.Entry entry : yaml.entries(yaml.compose(read(from, node, file)), "a part")) {
            if (!KEYS.contains(entry.key())) {
                throw new ScriptException(
                        entry.where(), "unknown '" + entry.key() + "'; a part has " + String.join(", ", KEYS));
            }
            top.put(entry.key(), entry);
        }
        Yaml.Entry steps = top.get("steps");
        if (!top.containsKey("part") || steps == null) {
            throw new ScriptException(
                    new Where(file.toString(), 1, 1), "a file to include needs 'part' (its name) and 'steps'");
        }
        List<Path> deeper = new ArrayList<>(open);
        deeper.add(real);
        Names inside = inside(yaml, top, with, names);
        return new StepReader(yaml, inside, new Parts(problems, List.copyOf(deeper))).steps(steps.value());
    }

    private static Names inside(Yaml yaml, Map<String, Yaml.Entry> top, Map<String, Names.Macro> with, Names names) {
        Map<String, Names.Macro> own = new LinkedHashMap<>();
        Yaml.Entry vars = top.get("vars");
        List<Yaml.Entry> declared = vars == null ? List.of() : yaml.entries(vars.value(), "'vars'");
        for (Yaml.Entry entry : declared) {
            Names.checkVariable(entry.key(), entry.where());
            if (!with.containsKey(entry.key()) && Yaml.isNull(entry.value())) {
                throw new ScriptException(
                        entry.where(), "'" + entry.key() + "' has to be given by the include ('with:')");
            }
            own.put(
                    entry.key(),
                    with.containsKey(entry.key())
                            ? with.getOrDefault(entry.key(), new Names.Macro("", false))
                            : Table.macro(yaml, names.inside(own), entry.value()));
        }
        Set<String> known = own.keySet();
        for (String given : with.keySet()) {
            if (!known.contains(given)) {
                throw new ScriptException(
                        new Where(yaml.file(), 1, 1),
                        "the part has no variable '" + given + "' for what the include gives; it has "
                                + (known.isEmpty() ? "none" : String.join(", ", known)));
            }
        }
        return names.inside(own);
    }

    private static Path sibling(Yaml from, Node node, String written) {
        try {
            return Path.of(from.file()).resolveSibling(written);
        } catch (java.nio.file.InvalidPathException e) {
            throw new ScriptException(from.where(node), "'" + written + "' cannot be a file");
        }
    }

    private static String read(Yaml from, Node node, Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new ScriptException(
                    from.where(node), file + " cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }
}
