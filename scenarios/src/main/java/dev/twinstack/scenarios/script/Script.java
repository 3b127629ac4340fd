package dev.twinstack.scenarios.script;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;

/**
 * A script as read.
 *
 * @param file as it was given
 * @param variables in the order written
 * @param cites those of the script itself; {@link #allCites()} adds those of its steps
 */
public record Script(String file, String name, Map<String, Text> variables, List<String> cites, List<Step> steps) {
    public Script {
        variables = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(variables));
        cites = List.copyOf(cites);
        steps = List.copyOf(steps);
    }

    public SequencedSet<String> allCites() {
        SequencedSet<String> all = new LinkedHashSet<>(cites);
        steps.forEach(step -> all.addAll(step.cites()));
        return all;
    }

    /** {@return the file's name without its ending, for the project the script runs in} */
    public String shortName() {
        String base = String.valueOf(Path.of(file).getFileName());
        int dot = base.lastIndexOf('.');
        return dot > 0 ? base.substring(0, dot) : base;
    }
}
