package dev.twinstack.scenarios.run;

import dev.twinstack.scenarios.script.Script;
import dev.twinstack.scenarios.script.ScriptException;
import dev.twinstack.scenarios.script.ScriptParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Finds and reads scripts. All problems are gathered, so that one run names them all. */
public record ScriptFiles(List<Script> scripts, List<String> problems) {
    public ScriptFiles {
        scripts = List.copyOf(scripts);
        problems = List.copyOf(problems);
    }

    /** {@return the scripts of the paths, a directory's {@code *.yaml} in the order of their names} */
    public static ScriptFiles read(List<Path> paths) {
        List<Script> scripts = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (Path path : paths) {
            try {
                List<Path> files = files(path);
                if (files.isEmpty()) {
                    problems.add(path + ": no *.yaml scripts in this directory");
                }
                for (Path file : files) {
                    read(file, scripts, problems);
                }
            } catch (IOException e) {
                problems.add(path + ": cannot be read (" + e.getClass().getSimpleName() + ")");
            }
        }
        return new ScriptFiles(scripts, problems);
    }

    private static List<Path> files(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> walk = Files.walk(path)) {
            return walk.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    private static void read(Path file, List<Script> scripts, List<String> problems) {
        try {
            Script script = ScriptParser.parse(file.toString(), Files.readString(file));
            if (script.steps().isEmpty()) {
                problems.add(file + ": no steps");
            } else {
                scripts.add(script);
            }
        } catch (ScriptException e) {
            problems.add(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            problems.add(file + ": cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }
}
