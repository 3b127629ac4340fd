package dev.twinstack.scenarios.run;

import dev.twinstack.scenarios.script.Script;
import dev.twinstack.scenarios.script.ScriptException;
import dev.twinstack.scenarios.script.ScriptParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Finds and reads scripts. All problems are gathered, so that one run names them all.
 *
 * @param scripts of a script with a matrix, its cells one after the other
 */
public record ScriptFiles(List<Script> scripts, List<String> problems) {
    public ScriptFiles {
        scripts = List.copyOf(scripts);
        problems = List.copyOf(problems);
    }

    /** {@return the scripts of the paths, with their variables as written} */
    public static ScriptFiles read(List<Path> paths) {
        return read(paths, Map.of());
    }

    /**
     * {@return the scripts of the paths, a directory's {@code *.yaml} in the order of their names}
     *
     * Parts, which other scripts include, are read only there.
     *
     * @param overrides values of variables that go before those written
     */
    public static ScriptFiles read(List<Path> paths, Map<String, String> overrides) {
        List<Script> scripts = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (Path path : paths) {
            try {
                List<Path> files = files(path);
                if (files.isEmpty()) {
                    problems.add(path + ": no *.yaml scripts in this directory");
                }
                for (Path file : files) {
                    read(file, overrides, scripts, problems);
                }
            } catch (IOException e) {
                problems.add(path + ": cannot be read (" + e.getClass().getSimpleName() + ")");
            }
        }
        return new ScriptFiles(scripts, problems.stream().distinct().toList());
    }

    private static List<Path> files(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> walk = Files.walk(path)) {
            List<Path> files = walk.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
            List<Path> scripts = new ArrayList<>();
            for (Path file : files) {
                if (!isPlan(file)) {
                    scripts.add(file);
                }
            }
            return scripts;
        }
    }

    /** {@return whether it is a load plan, which stands beside the scripts} */
    private static boolean isPlan(Path file) throws IOException {
        return Files.readString(file).lines().anyMatch(line -> line.startsWith("journeys:"));
    }

    private static void read(Path file, Map<String, String> overrides, List<Script> scripts, List<String> problems) {
        try {
            ScriptParser.Reading reading = ScriptParser.read(file.toString(), Files.readString(file), overrides);
            reading.problems().stream().map(ScriptException::getMessage).forEach(problems::add);
            for (Script script : reading.cells()) {
                if (script.steps().isEmpty()) {
                    problems.add(file + ": no steps");
                } else {
                    scripts.add(script);
                }
            }
        } catch (IOException e) {
            problems.add(file + ": cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }
}
