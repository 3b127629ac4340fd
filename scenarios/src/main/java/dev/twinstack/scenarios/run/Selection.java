package dev.twinstack.scenarios.run;

import dev.twinstack.scenarios.script.Script;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Which scripts of those found are run.
 *
 * @param tags a script needs one of these, if there are any, and none of those that begin with {@code !}
 * @param only its file's name without the ending, or its name, has to match one of these globs, if there are any
 */
record Selection(List<String> tags, List<String> only) {
    Selection {
        tags = List.copyOf(tags);
        only = List.copyOf(only);
    }

    List<Script> of(List<Script> scripts) {
        return scripts.stream().filter(this::takes).toList();
    }

    private boolean takes(Script script) {
        List<String> wanted = tags.stream().filter(tag -> !tag.startsWith("!")).toList();
        boolean unwanted = tags.stream()
                .anyMatch(tag -> tag.startsWith("!") && script.tags().contains(tag.substring(1)));
        return !unwanted
                && (wanted.isEmpty() || wanted.stream().anyMatch(script.tags()::contains))
                && (only.isEmpty()
                        || only.stream()
                                .anyMatch(glob -> matches(glob, script.shortName()) || matches(glob, script.name())));
    }

    private static boolean matches(String glob, String text) {
        return FileSystems.getDefault()
                .getPathMatcher("glob:" + glob.toLowerCase(Locale.ROOT))
                .matches(Path.of(text.toLowerCase(Locale.ROOT).replace('/', ' ')));
    }
}
