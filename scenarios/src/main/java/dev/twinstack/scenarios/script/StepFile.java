package dev.twinstack.scenarios.script;

import java.util.Collection;
import java.util.List;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A YAML file that is no script but has steps of scripts in it, such as a load plan. Every problem names its place. */
public final class StepFile {
    private final Yaml yaml;
    private final Node root;

    private StepFile(Yaml yaml, Node root) {
        this.yaml = yaml;
        this.root = root;
    }

    /** A key with where it stands, and its value. */
    public record Entry(String key, Where where, Node value) {}

    /**
     * {@return the file}
     *
     * @param file named in messages and reports
     * @throws ScriptException if it is not YAML
     */
    public static StepFile of(String file, String text) {
        Yaml yaml = new Yaml(file);
        return new StepFile(yaml, yaml.compose(text));
    }

    public String file() {
        return yaml.file();
    }

    public Node root() {
        return root;
    }

    public Where where(Node node) {
        return yaml.where(node);
    }

    public static boolean isMapping(Node node) {
        return node instanceof MappingNode;
    }

    public static boolean isList(Node node) {
        return node instanceof SequenceNode;
    }

    /**
     * {@return the members of a mapping}
     *
     * @param what it is, for the message
     * @throws ScriptException if it is none, or has a key twice
     */
    public List<Entry> entries(Node node, String what) {
        return yaml.entries(node, what).stream()
                .map(entry -> new Entry(entry.key(), entry.where(), entry.value()))
                .toList();
    }

    /**
     * {@return the items of a list}
     *
     * @throws ScriptException if it is none
     */
    public List<Node> items(Node node, String what) {
        return yaml.items(node, what);
    }

    /**
     * {@return a single value as it is written}
     *
     * @throws ScriptException if it is a mapping, a list or nothing
     */
    public String string(Node node, String what) {
        return yaml.string(node, what);
    }

    /** {@return what reads steps that may use these variables and things} */
    public Steps steps(Collection<String> variables, Collection<String> things) {
        Where top = new Where(yaml.file(), 1, 1);
        Names names = new Names();
        variables.forEach(name -> names.variable(name, top));
        things.forEach(name -> names.thing(name, top));
        return new Steps(yaml, new StepReader(yaml, names, new Parts(yaml.file())));
    }

    /** Reads steps one after the other: each knows what those before it have made. */
    public static final class Steps {
        private final Yaml yaml;
        private final StepReader reader;

        private Steps(Yaml yaml, StepReader reader) {
            this.yaml = yaml;
            this.reader = reader;
        }

        /**
         * {@return the step}
         *
         * @throws ScriptException with its place, and what is expected there
         */
        public Step read(Node node) {
            List<Step> read = reader.step(node);
            if (read.size() != 1) {
                throw new ScriptException(yaml.where(node), "expected one step, neither a loop nor an include");
            }
            return read.getFirst();
        }
    }
}
