package dev.twinstack.scenarios.script;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads one script; stops at the first thing it cannot understand. */
public final class ScriptParser {
    private static final Set<String> BESIDE_ACTION = Set.of("as", "expect", "refused", "cites");

    private final Yaml yaml;
    private final Names names;
    private final Expectations expectations;

    private ScriptParser(String file) {
        this(new Yaml(file), new Names());
    }

    /** For steps that do not stand in a script. */
    ScriptParser(Yaml yaml, Names names) {
        this.yaml = yaml;
        this.names = names;
        this.expectations = new Expectations(yaml, names);
    }

    /**
     * {@return the script}
     *
     * @param file named in messages and reports
     * @throws ScriptException with file and line, and what is expected there
     */
    public static Script parse(String file, String text) {
        return new ScriptParser(file).script(text);
    }

    private Script script(String text) {
        Node root = yaml.compose(text);
        Map<String, Yaml.Entry> top = new LinkedHashMap<>();
        for (Yaml.Entry entry : yaml.entries(root, "a script")) {
            if (!Set.of("name", "about", "cites", "vars", "steps").contains(entry.key())) {
                throw new ScriptException(
                        entry.where(), "unknown '" + entry.key() + "'; a script has name, about, cites, vars, steps");
            }
            top.put(entry.key(), entry);
        }
        String name = yaml.string(required(root, top, "name").value(), "'name'");
        List<String> cites = top.containsKey("cites") ? cites(top.get("cites").value()) : List.of();
        Map<String, Text> variables =
                top.containsKey("vars") ? variables(top.get("vars").value()) : Map.of();
        List<Step> steps = new ArrayList<>();
        for (Node node : yaml.items(required(root, top, "steps").value(), "'steps'")) {
            steps.add(step(node));
        }
        return new Script(yaml.file(), name, variables, cites, steps);
    }

    private Yaml.Entry required(Node root, Map<String, Yaml.Entry> top, String key) {
        return Optional.ofNullable(top.get(key))
                .orElseThrow(() -> new ScriptException(yaml.where(root), "a script needs '" + key + "'"));
    }

    private Map<String, Text> variables(Node node) {
        Map<String, Text> all = new LinkedHashMap<>();
        for (Yaml.Entry entry : yaml.entries(node, "'vars'")) {
            Text value = Text.of(yaml.string(entry.value(), "a variable"), yaml.where(entry.value()));
            all.put(entry.key(), names.checked(value));
            names.variable(entry.key(), entry.where());
        }
        return all;
    }

    private List<String> cites(Node node) {
        List<Node> items = node instanceof SequenceNode sequence ? sequence.getValue() : List.of(node);
        List<String> all = new ArrayList<>();
        for (Node item : items) {
            String rule = yaml.string(item, "a rule");
            if (!rule.matches("[A-Z0-9]+-\\d+")) {
                throw new ScriptException(yaml.where(item), "'cites' takes rule numbers such as SEED-05");
            }
            all.add(rule);
        }
        return all;
    }

    Step step(Node node) {
        Where where = yaml.where(node);
        Map<String, Yaml.Entry> beside = new LinkedHashMap<>();
        Optional<Yaml.Entry> action = Optional.empty();
        for (Yaml.Entry entry : yaml.entries(node, "a step")) {
            if (BESIDE_ACTION.contains(entry.key())) {
                beside.put(entry.key(), entry);
            } else if (action.isPresent()) {
                throw new ScriptException(
                        entry.where(),
                        "a step does one thing; after '" + action.get().key() + "' only as, expect, refused, cites"
                                + " may follow, not '" + entry.key() + "'");
            } else {
                action = Optional.of(entry);
            }
        }
        List<String> cites =
                beside.containsKey("cites") ? cites(beside.get("cites").value()) : List.of();
        return action.map(entry -> acting(entry, beside, cites)).orElseGet(() -> checking(where, beside, cites));
    }

    private Step checking(Where where, Map<String, Yaml.Entry> beside, List<String> cites) {
        if (!beside.containsKey("expect") || beside.containsKey("refused") || beside.containsKey("as")) {
            throw new ScriptException(where, "a step without an action has 'expect' only; " + phrases(""));
        }
        List<Expectation> all = expectations.fields(beside.get("expect").value());
        SequencedSet<String> paths = new LinkedHashSet<>();
        for (Expectation expectation : all) {
            if (expectation instanceof Expectation.Field field) {
                names.checked(Text.of("${" + field.path() + "}", field.where()));
                paths.add(field.path());
            }
        }
        return new Step(where, "expect " + String.join(", ", paths), new Action.Check(), "", all, cites);
    }

    private Step acting(Yaml.Entry entry, Map<String, Yaml.Entry> beside, List<String> cites) {
        Vocabulary.Phrase phrase = Vocabulary.find(entry.key())
                .orElseThrow(() -> new ScriptException(
                        entry.where(), "no action is called '" + entry.key() + "'; " + phrases(entry.key())));
        Fields fields = new Fields(yaml, names, phrase.words(), entry.where(), settings(phrase, entry));
        Action action = phrase.read().apply(fields);
        fields.done();
        boolean refused = beside.containsKey("refused");
        String as = refused ? "" : keptAs(phrase, action, fields, beside);
        if (!as.isEmpty()) {
            names.thing(as, entry.where());
        }
        List<Expectation> all = new ArrayList<>();
        if (action instanceof Action.Trace) {
            all.add(new Expectation.Reach(
                    phrase.words().equals("expect reach"), fields.text("because"), entry.where()));
        }
        Optional.ofNullable(beside.get("refused"))
                .ifPresent(refusal -> all.add(expectations.refused(refusal.value(), refusal.where())));
        if (beside.containsKey("expect")) {
            all.addAll(expectations.fields(beside.get("expect").value()));
        }
        return new Step(entry.where(), Words.of(phrase.words(), action, as, all), action, as, all, cites);
    }

    private List<Yaml.Entry> settings(Vocabulary.Phrase phrase, Yaml.Entry entry) {
        if (Yaml.isNull(entry.value())) {
            return List.of();
        }
        if (entry.value() instanceof ScalarNode) {
            if (phrase.main().isEmpty()) {
                throw new ScriptException(
                        entry.where(), "'" + phrase.words() + "' needs its settings as a mapping (key: value)");
            }
            return List.of(new Yaml.Entry(phrase.main(), entry.where(), entry.value()));
        }
        return yaml.entries(entry.value(), "the settings of '" + phrase.words() + "'");
    }

    /** The name after {@code as}; else the name of what is made; else, for a look, the name looked at. */
    private String keptAs(Vocabulary.Phrase phrase, Action action, Fields fields, Map<String, Yaml.Entry> beside) {
        if (beside.containsKey("as")) {
            return yaml.string(beside.get("as").value(), "'as'");
        }
        if (phrase.names() && fields.text("name") instanceof Text.Written name) {
            if (!name.references().isEmpty()) {
                throw new ScriptException(name.where(), "a name with a reference in it needs an 'as:' to be known by");
            }
            return name.raw();
        }
        if (action instanceof Action.Show show
                && show.kind() != Kind.ROUTE_TABLE
                && show.thing() instanceof Text.Written thing
                && names.knows(thing.raw())) {
            return thing.raw();
        }
        return "";
    }

    private static String phrases(String wrong) {
        String first = wrong.split(" ", 2)[0];
        List<String> close = Vocabulary.words().stream()
                .filter(words -> !first.isEmpty() && words.startsWith(first + " "))
                .toList();
        return "known: " + String.join(", ", close.isEmpty() ? Vocabulary.words() : close);
    }
}
