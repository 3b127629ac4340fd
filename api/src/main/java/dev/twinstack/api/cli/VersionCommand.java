package dev.twinstack.api.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code twinstack version}. */
@Command(
        name = "version",
        header = "Prints the version of Twinstack and of the Java it runs on.",
        footerHeading = "%nExample:%n",
        footer = "  twinstack version")
final class VersionCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    @SuppressWarnings("UnusedVariable") // the command line reads it by reflection
    private HelpOption help = new HelpOption();

    VersionCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Terminal.of(spec).out().println("twinstack " + surroundings.version() + ", Java " + Runtime.version());
        return 0;
    }
}
