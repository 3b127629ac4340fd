package dev.twinstack.api.cli;

import dev.twinstack.api.EmbeddedTwin;
import dev.twinstack.api.Twin;
import dev.twinstack.scenarios.RunningTwin;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.function.Consumer;
import picocli.CommandLine;

/** A command line that was typed, and what came of it. */
record Typed(int exitCode, String out, String err) {
    private static final Path NOWHERE = Path.of("target/no-such-folder");

    static Typed line(String... args) {
        return line(NOWHERE, twin -> {}, args);
    }

    /**
     * {@return what a command did; a twin it starts is closed when it is done}
     *
     * @param meanwhile what happens while a twin is up
     */
    static Typed line(Path data, Consumer<RunningTwin> meanwhile, String... args) {
        Surroundings surroundings =
                new Surroundings(NOWHERE, data, "0.0.0-test", Twin::start, new EmbeddedTwin(), twin -> {
                    try (twin) {
                        meanwhile.accept(twin);
                    }
                });
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Twinstack.commandLine(surroundings, args)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err));
        int exitCode = line.execute(args);
        return new Typed(exitCode, out.toString(), err.toString());
    }
}
