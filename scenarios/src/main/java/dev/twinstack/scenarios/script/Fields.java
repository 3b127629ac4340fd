package dev.twinstack.scenarios.script;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** The settings under one action phrase; asking for a key makes it a known one. */
final class Fields {
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

    Where where() {
        return where;
    }

    boolean has(String key) {
        asked.add(key);
        return given.containsKey(key);
    }

    Text text(String key) {
        return names.checked(raw(key));
    }

    Text required(String key) {
        return names.checked(must(key));
    }

    /** A name given by an earlier step, or an id. */
    Text thing(String key) {
        return names.checkedThing(must(key));
    }

    Text optionalThing(String key) {
        return names.checkedThing(raw(key));
    }

    List<Text> things(String key) {
        List<Text> all = texts(key);
        all.forEach(names::checkedThing);
        return all;
    }

    Text end(String key) {
        return names.checkedEnd(must(key));
    }

    List<Text> texts(String key) {
        return node(key)
                .map(node -> {
                    List<Text> all = new ArrayList<>();
                    List<Node> items = node instanceof SequenceNode sequence ? sequence.getValue() : List.of(node);
                    for (Node item : items) {
                        all.add(names.checked(Text.of(yaml.string(item, "'" + key + "'"), yaml.where(item))));
                    }
                    return List.copyOf(all);
                })
                .orElse(List.of());
    }

    Switch onOff(String key) {
        return node(key)
                .map(node -> switch (yaml.string(node, "'" + key + "'").toLowerCase(Locale.ROOT)) {
                    case "enable" -> Switch.ENABLE;
                    case "disable" -> Switch.DISABLE;
                    default -> throw new ScriptException(yaml.where(node), "'" + key + "' is enable or disable");
                })
                .orElse(Switch.UNSET);
    }

    IpType type(String key) {
        return one(key, Map.of("IPv4", IpType.IPV4, "IPv6", IpType.IPV6), IpType.IPV4);
    }

    /** {@return the constant written, or {@code otherwise} when the key is left out} */
    <T> T one(String key, Map<String, T> choices, T otherwise) {
        return node(key)
                .map(node -> {
                    T chosen = choices.get(yaml.string(node, "'" + key + "'"));
                    if (chosen == null) {
                        String list = String.join(
                                " or ", choices.keySet().stream().sorted().toList());
                        throw new ScriptException(yaml.where(node), "'" + key + "' is " + list);
                    }
                    return chosen;
                })
                .orElse(otherwise);
    }

    Body body(String key) {
        return node(key).map(node -> yaml.body(node, names)).orElse(Body.None.NONE);
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

    ScriptException missing(String what) {
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
