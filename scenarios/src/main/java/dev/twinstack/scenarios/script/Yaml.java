package dev.twinstack.scenarios.script;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** YAML nodes of one file, read with their places. */
record Yaml(String file) {

    /** A key with where it stands, and its value. */
    record Entry(String key, Where where, Node value) {}

    Node compose(String text) {
        LoadSettings settings =
                LoadSettings.builder().setLabel(file).setUseMarks(true).build();
        try {
            return new Compose(settings)
                    .composeString(text)
                    .orElseThrow(() -> new ScriptException(
                            new Where(file, 1, 1), "the file is empty; expected a mapping with name and steps"));
        } catch (MarkedYamlEngineException e) {
            throw new ScriptException(
                    e.getProblemMark().map(this::where).orElse(new Where(file, 1, 1)),
                    "not YAML: " + e.getProblem() + " (inside { } or [ ] a reference needs quotes: \"${web.id}\")");
        } catch (YamlEngineException e) {
            throw new ScriptException(new Where(file, 1, 1), "not YAML: " + e.getMessage());
        }
    }

    Where where(Node node) {
        return node.getStartMark().map(this::where).orElse(new Where(file, 1, 1));
    }

    private Where where(Mark mark) {
        return new Where(file, mark.getLine() + 1, mark.getColumn() + 1);
    }

    List<Entry> entries(Node node, String what) {
        if (!(node instanceof MappingNode mapping)) {
            throw new ScriptException(where(node), "expected " + what + " as a mapping (key: value)");
        }
        Map<String, Entry> seen = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            String key = string(tuple.getKeyNode(), "a key");
            Entry entry = new Entry(key, where(tuple.getKeyNode()), tuple.getValueNode());
            if (seen.put(key, entry) != null) {
                throw new ScriptException(entry.where(), "'" + key + "' is given twice");
            }
        }
        return List.copyOf(seen.values());
    }

    List<Node> items(Node node, String what) {
        if (!(node instanceof SequenceNode sequence)) {
            throw new ScriptException(where(node), "expected " + what + " as a list (- item)");
        }
        return sequence.getValue();
    }

    String string(Node node, String what) {
        if (!(node instanceof ScalarNode scalar) || Tag.NULL.equals(scalar.getTag())) {
            throw new ScriptException(where(node), "expected " + what + " as a single value");
        }
        return scalar.getValue();
    }

    static boolean isNull(Node node) {
        return node instanceof ScalarNode scalar && Tag.NULL.equals(scalar.getTag());
    }

    Body body(Node node, Names names) {
        return switch (node) {
            case MappingNode _ -> {
                Map<String, Body> members = new LinkedHashMap<>();
                entries(node, "an object").forEach(entry -> members.put(entry.key(), body(entry.value(), names)));
                yield new Body.Obj(members);
            }
            case SequenceNode sequence -> {
                List<Body> items = new ArrayList<>();
                sequence.getValue().forEach(item -> items.add(body(item, names)));
                yield new Body.Arr(items);
            }
            case ScalarNode scalar -> scalarBody(scalar, names);
            default -> throw new ScriptException(where(node), "expected a value");
        };
    }

    private Body scalarBody(ScalarNode scalar, Names names) {
        Tag tag = scalar.getTag();
        if (Tag.NULL.equals(tag)) {
            return Body.Null.NULL;
        }
        if (Tag.BOOL.equals(tag)) {
            return new Body.Bool(Boolean.parseBoolean(scalar.getValue()));
        }
        if (Tag.INT.equals(tag) || Tag.FLOAT.equals(tag)) {
            try {
                return new Body.Num(new BigDecimal(scalar.getValue()));
            } catch (NumberFormatException e) {
                throw new ScriptException(where(scalar), "expected a decimal number, or quotes around a text");
            }
        }
        return new Body.Str(names.checked(Text.of(scalar.getValue(), where(scalar))));
    }
}
