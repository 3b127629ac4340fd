package dev.twinstack.api.cli;

import java.nio.file.Path;

/** What {@code twinstack run} said to a script, for tests outside of this package. */
public record RanScript(int exitCode, String out) {
    /** {@return the outcome of a run on a twin started for it} */
    public static RanScript run(Path script) {
        Typed run = Typed.line("run", script.toString());
        return new RanScript(run.exitCode(), run.out() + run.err());
    }
}
