package dev.twinstack.scenarios.load.plan;

import dev.twinstack.scenarios.script.ScriptException;
import dev.twinstack.scenarios.script.StepFile;
import dev.twinstack.scenarios.script.Where;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.Node;

/** The members of one mapping of a plan; any but the expected ones are refused at once. */
final class Members {
    private final String what;
    private final Where where;
    private final Map<String, StepFile.Entry> given = new LinkedHashMap<>();

    Members(StepFile file, Node node, String what, List<String> expected) {
        this.what = what;
        this.where = file.where(node);
        for (StepFile.Entry entry : file.entries(node, what)) {
            if (!expected.contains(entry.key())) {
                throw new ScriptException(
                        entry.where(), what + " has no '" + entry.key() + "'; expected " + String.join(", ", expected));
            }
            given.put(entry.key(), entry);
        }
    }

    Where where() {
        return where;
    }

    boolean has(String key) {
        return given.containsKey(key);
    }

    Optional<Node> node(String key) {
        return Optional.ofNullable(given.get(key)).map(StepFile.Entry::value);
    }

    Node required(String key) {
        return node(key).orElseThrow(() -> new ScriptException(where, what + " needs '" + key + "'"));
    }

    /** {@return what is read of the member, or {@code otherwise} when it is left out} */
    <T> T get(String key, Function<Node, T> read, T otherwise) {
        return node(key).map(read).orElse(otherwise);
    }
}
