package dev.twinstack.scenarios.script;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads the steps of one file: single ones, loops and includes. A step that cannot be read does not stop the others. */
final class StepReader {
    /** What may stand beside an action. */
    static final Set<String> BESIDE_ACTION =
            new LinkedHashSet<>(List.of("as", "capture", "expect", "refused", "eventually", "cites"));

    private final Yaml yaml;
    private final Names names;
    private final Parts parts;
    private final Expectations expectations;

    StepReader(Yaml yaml, Names names, Parts parts) {
        this.yaml = yaml;
        this.names = names;
        this.parts = parts;
        this.expectations = new Expectations(yaml, names);
    }

    List<Step> steps(Node node) {
        List<Step> steps = new ArrayList<>();
        for (Node item : yaml.items(node, "'steps'")) {
            try {
                steps.addAll(step(item));
            } catch (ScriptException e) {
                parts.problem(e);
                presume(item);
            }
        }
        return steps;
    }

    /** What a broken step would have named is taken for given, so that the steps after it are not blamed. */
    private void presume(Node item) {
        if (!(item instanceof MappingNode mapping)) {
            return;
        }
        mapping.getValue().forEach(tuple -> {
            if (tuple.getKeyNode() instanceof ScalarNode key
                    && key.getValue().equals("as")
                    && tuple.getValueNode() instanceof ScalarNode as) {
                names.presume(names.filled(as.getValue()));
            } else if (tuple.getValueNode() instanceof MappingNode settings) {
                settings.getValue().stream()
                        .filter(it -> it.getKeyNode() instanceof ScalarNode key
                                && key.getValue().equals("name"))
                        .forEach(it -> {
                            if (it.getValueNode() instanceof ScalarNode name) {
                                names.presume(names.filled(name.getValue()));
                            }
                        });
            }
        });
    }

    /** {@return the step; several for a loop or an include} */
    List<Step> step(Node node) {
        List<Yaml.Entry> entries = yaml.entries(node, "a step");
        Map<String, Yaml.Entry> byKey = new LinkedHashMap<>();
        entries.forEach(entry -> byKey.put(entry.key(), entry));
        if (byKey.containsKey("for each")) {
            return loop(byKey);
        }
        if (byKey.containsKey("include")) {
            return include(byKey);
        }
        Map<String, Yaml.Entry> beside = new LinkedHashMap<>();
        Optional<Yaml.Entry> action = Optional.empty();
        for (Yaml.Entry entry : entries) {
            if (BESIDE_ACTION.contains(entry.key())) {
                beside.put(entry.key(), entry);
            } else if (action.isPresent()) {
                throw new ScriptException(
                        entry.where(),
                        "a step does one thing; after '" + action.get().key() + "' only "
                                + String.join(", ", BESIDE_ACTION) + " may follow, not '" + entry.key() + "'");
            } else {
                action = Optional.of(entry);
            }
        }
        names.takeUsed();
        return List.of(action.map(entry -> acting(entry, beside)).orElseGet(() -> checking(yaml.where(node), beside)));
    }

    private List<Step> loop(Map<String, Yaml.Entry> byKey) {
        Yaml.Entry loop =
                byKey.getOrDefault("for each", byKey.values().iterator().next());
        Yaml.Entry steps = byKey.get("steps");
        if (byKey.size() != 2 || steps == null) {
            throw new ScriptException(loop.where(), "'for each' takes its variables, and 'steps' beside it");
        }
        List<Step> all = new ArrayList<>();
        for (Table.Row row : new Table(yaml, names, "for each").rows(loop.value())) {
            for (String name : row.labels().keySet()) {
                if (names.knows(name)) {
                    throw new ScriptException(loop.where(), "'" + name + "' is a thing already");
                }
            }
            all.addAll(new StepReader(yaml, names.inside(row.macros()), parts).steps(steps.value()));
        }
        return all;
    }

    private List<Step> include(Map<String, Yaml.Entry> byKey) {
        Yaml.Entry include =
                byKey.getOrDefault("include", byKey.values().iterator().next());
        if (byKey.size() != 1) {
            throw new ScriptException(include.where(), "nothing may stand beside 'include'");
        }
        if (include.value() instanceof ScalarNode) {
            return parts.steps(yaml, include.value(), Map.of(), names);
        }
        Node part = include.value();
        Map<String, Names.Macro> with = new LinkedHashMap<>();
        for (Yaml.Entry entry : yaml.entries(include.value(), "'include'")) {
            switch (entry.key()) {
                case "part" -> part = entry.value();
                case "with" ->
                    yaml.entries(entry.value(), "'with'").forEach(it -> {
                        Names.checkVariable(it.key(), it.where());
                        with.put(it.key(), Table.macro(yaml, names, it.value()));
                    });
                default ->
                    throw new ScriptException(
                            entry.where(), "'include' has no '" + entry.key() + "'; expected part, with");
            }
        }
        if (part instanceof MappingNode) {
            throw new ScriptException(include.where(), "'include' needs 'part', a file");
        }
        return parts.steps(yaml, part, with, names);
    }

    private Step checking(Where where, Map<String, Yaml.Entry> beside) {
        Yaml.Entry expect = beside.get("expect");
        boolean others = beside.keySet().stream().anyMatch(Set.of("refused", "as", "capture")::contains);
        if (expect == null || others) {
            throw new ScriptException(where, "a step without an action has 'expect' only; " + phrases(""));
        }
        List<Expectation> all = expectations.fields(expect.value());
        SequencedSet<String> paths = new LinkedHashSet<>();
        for (Expectation expectation : all) {
            if (expectation instanceof Expectation.Field field) {
                paths.add(field.path());
                if (!names.isMacro(field.path())) {
                    names.checked(Text.of("${" + field.path() + "}", field.where()));
                }
            }
        }
        return new Step(
                where,
                "expect " + String.join(", ", paths),
                new Action.Check(),
                "",
                Map.of(),
                all,
                patience(beside),
                cites(beside),
                names.takeUsed());
    }

    private Step acting(Yaml.Entry entry, Map<String, Yaml.Entry> beside) {
        Vocabulary.Phrase phrase = Vocabulary.find(entry.key())
                .orElseThrow(() -> new ScriptException(
                        entry.where(), "no action is called '" + entry.key() + "'; " + phrases(entry.key())));
        Fields fields = new Fields(yaml, names, phrase.words(), entry.where(), settings(phrase, entry));
        Action action = phrase.read().apply(fields);
        List<Expectation> all = new ArrayList<>(Vocabulary.expectations(phrase, fields, entry.where()));
        fields.done();
        boolean refused = beside.containsKey("refused");
        if (refused && beside.containsKey("capture")) {
            throw new ScriptException(entry.where(), "what is refused has nothing to 'capture'");
        }
        String as = refused ? "" : keptAs(phrase, action, fields, beside);
        if (!as.isEmpty()) {
            names.thing(as, entry.where());
        }
        Optional.ofNullable(beside.get("refused"))
                .ifPresent(refusal -> all.add(expectations.refused(refusal.value(), refusal.where())));
        Optional.ofNullable(beside.get("expect")).ifPresent(expect -> all.addAll(expectations.fields(expect.value())));
        Map<String, String> captures = captures(beside);
        return new Step(
                entry.where(),
                Words.of(phrase.words(), action, as, all),
                action,
                as,
                captures,
                all,
                patience(beside),
                cites(beside),
                names.takeUsed());
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
        Yaml.Entry as = beside.get("as");
        if (as != null) {
            return names.filled(yaml.string(as.value(), "'as'"));
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

    private Map<String, String> captures(Map<String, Yaml.Entry> beside) {
        Map<String, String> captures = new LinkedHashMap<>();
        Optional.ofNullable(beside.get("capture"))
                .ifPresent(capture -> yaml.entries(capture.value(), "'capture'").forEach(entry -> {
                    if (names.knows(entry.key())) {
                        throw new ScriptException(entry.where(), "'" + entry.key() + "' is a thing already");
                    }
                    names.variable(entry.key(), entry.where());
                    captures.put(entry.key(), yaml.string(entry.value(), "a field's path"));
                }));
        return captures;
    }

    private Patience patience(Map<String, Yaml.Entry> beside) {
        Yaml.Entry eventually = beside.get("eventually");
        return eventually == null ? Patience.NONE : new PatienceReader(yaml, names).read(eventually);
    }

    private List<String> cites(Map<String, Yaml.Entry> beside) {
        Yaml.Entry cites = beside.get("cites");
        return cites == null ? List.of() : yaml.cites(cites.value());
    }

    private static String phrases(String wrong) {
        String first = wrong.split(" ", 2)[0];
        List<String> close = Vocabulary.words().stream()
                .filter(words -> !first.isEmpty() && words.startsWith(first + " "))
                .toList();
        return "known: " + String.join(", ", close.isEmpty() ? Vocabulary.words() : close);
    }
}
