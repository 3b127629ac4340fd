package dev.twinstack.scenarios.script;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;

/**
 * A script as read, with its loops unrolled and its includes put in; of a script with a matrix, one cell.
 *
 * @param file as it was given
 * @param cell the matrix variables of this cell; empty without a matrix
 * @param variables with their values, the cell's included
 * @param secrets variables whose values no report may show; an unset one has to be given for the run
 * @param cites those of the script itself; {@link #allCites()} adds those of its steps
 * @param cleanup performed whatever happens before
 */
public record Script(
        String file,
        String name,
        String about,
        List<String> tags,
        Map<String, String> cell,
        Map<String, String> variables,
        Map<String, Text> secrets,
        List<String> cites,
        List<Step> steps,
        List<Step> cleanup) {
    public Script {
        tags = List.copyOf(tags);
        cell = Collections.unmodifiableMap(new LinkedHashMap<>(cell));
        variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
        secrets = Collections.unmodifiableMap(new LinkedHashMap<>(secrets));
        cites = List.copyOf(cites);
        steps = List.copyOf(steps);
        cleanup = List.copyOf(cleanup);
    }

    public SequencedSet<String> allCites() {
        SequencedSet<String> all = new LinkedHashSet<>(cites);
        steps.forEach(step -> all.addAll(step.cites()));
        return all;
    }

    /** {@return the name, and of which cell this is} */
    public String title() {
        return cell.isEmpty()
                ? name
                : name + " " + cell.toString().replace('{', '[').replace('}', ']');
    }

    /** {@return the file's name without its ending, and the cell's values, for the project the script runs in} */
    public String shortName() {
        String base = String.valueOf(Path.of(file).getFileName());
        int dot = base.lastIndexOf('.');
        String stem = dot > 0 ? base.substring(0, dot) : base;
        return cell.isEmpty() ? stem : stem + "-" + String.join("-", cell.values());
    }
}
