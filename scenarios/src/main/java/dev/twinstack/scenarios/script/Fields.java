package dev.twinstack.scenarios.script;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** The settings written under one phrase; asking for a key makes it a known one. */
final class Fields implements Settings {
    private final Yaml yaml;
    private final Names names;
    private final String phrase;
    private final Where where;
    private final Map<String, Yaml.Entry> given = new LinkedHashMap<>();
    private final Set<String> asked = new LinkedHashSet<>();

    Fields(Yaml yaml, Names names, String phrase, Where where, List<Yaml.Entry> entries) {
        this.yaml = yaml;
        this.names = names;
        this.phrase = phrase;
        this.where = where;
        entries.forEach(entry -> given.put(entry.key(), entry));
    }

    @Override
    public Text text(String key) {
        return names.checked(raw(key));
    }

    @Override
    public Text required(String key) {
        return names.checked(must(key));
    }

    @Override
    public Text thing(String key) {
        return names.checkedThing(must(key));
    }

    @Override
    public Text optionalThing(String key) {
        return names.checkedThing(raw(key));
    }

    @Override
    public List<Text> things(String key) {
        return list(key, names::checkedThing);
    }

    @Override
    public Text end(String key) {
        return names.checkedEnd(must(key));
    }

    @Override
    public List<Text> texts(String key) {
        return list(key, names::checked);
    }

    private List<Text> list(String key, UnaryOperator<Text> check) {
        return node(key)
                .map(node -> {
                    List<Text> all = new ArrayList<>();
                    List<Node> items = node instanceof SequenceNode sequence ? sequence.getValue() : List.of(node);
                    for (Node item : items) {
                        all.add(check.apply(Text.of(yaml.string(item, "'" + key + "'"), yaml.where(item))));
                    }
                    return List.copyOf(all);
                })
                .orElse(List.of());
    }

    @Override
    public List<Service> services(String key) {
        List<Service> all = new ArrayList<>();
        for (Text text : texts(key)) {
            if (text instanceof Text.Written written) {
                all.add(Service.parse(written.raw())
                        .orElseThrow(() -> new ScriptException(
                                written.where(), "'" + key + "' takes services such as tcp/443, udp, icmp or any")));
            }
        }
        return all;
    }

    @Override
    public Switch onOff(String key) {
        return one(key, Map.of("enable", Switch.ENABLE, "disable", Switch.DISABLE), Switch.UNSET);
    }

    @Override
    public <T> T one(String key, Map<String, T> choices, T otherwise) {
        return node(key)
                .map(node -> {
                    T chosen = choices.get(names.filled(yaml.string(node, "'" + key + "'")));
                    if (chosen == null) {
                        String list = String.join(
                                " or ", choices.keySet().stream().sorted().toList());
                        throw new ScriptException(yaml.where(node), "'" + key + "' is " + list);
                    }
                    return chosen;
                })
                .orElse(otherwise);
    }

    @Override
    public String either(String first, String second) {
        asked.add(first);
        asked.add(second);
        if (given.containsKey(first) == given.containsKey(second)) {
            throw missing("either '" + first + "' or '" + second + "'");
        }
        return given.containsKey(first) ? first : second;
    }

    @Override
    public Body body(String key) {
        return node(key).map(node -> yaml.body(node, names)).orElse(Body.None.NONE);
    }

    @Override
    public Map<String, Text> map(String key) {
        Map<String, Text> all = new LinkedHashMap<>();
        node(key)
                .ifPresent(node -> yaml.entries(node, "'" + key + "'")
                        .forEach(entry -> all.put(
                                entry.key(),
                                names.checked(Text.of(
                                        yaml.string(entry.value(), "'" + entry.key() + "'"),
                                        yaml.where(entry.value()))))));
        return all;
    }

    @Override
    public int number(String key, int least, int most) {
        return node(key)
                .map(node -> {
                    String text = names.filled(yaml.string(node, "'" + key + "'"));
                    int number = text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1;
                    if (number < least || number > most) {
                        throw new ScriptException(
                                yaml.where(node), "'" + key + "' is a number from " + least + " to " + most);
                    }
                    return number;
                })
                .orElse(0);
    }

    /** Refuses settings nobody asked for; to be called last. */
    void done() {
        for (Yaml.Entry entry : given.values()) {
            if (!asked.contains(entry.key())) {
                throw new ScriptException(
                        entry.where(),
                        "'" + phrase + "' has no '" + entry.key() + "'; expected " + String.join(", ", asked));
            }
        }
    }

    private ScriptException missing(String what) {
        return new ScriptException(where, "'" + phrase + "' needs " + what);
    }

    private Text must(String key) {
        Text text = raw(key);
        if (text == Text.Unset.UNSET) {
            throw missing("'" + key + "'");
        }
        return text;
    }

    private Text raw(String key) {
        return node(key)
                .map(node -> Text.of(yaml.string(node, "'" + key + "'"), yaml.where(node)))
                .orElse(Text.Unset.UNSET);
    }

    private Optional<Node> node(String key) {
        asked.add(key);
        return Optional.ofNullable(given.get(key)).map(Yaml.Entry::value);
    }
}
