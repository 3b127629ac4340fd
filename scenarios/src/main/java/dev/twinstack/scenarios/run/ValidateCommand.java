package dev.twinstack.scenarios.run;

import dev.twinstack.scenarios.script.ScriptSchema;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code twinstack validate}: reads scripts without running them. */
@Command(
        name = "validate",
        header = "Reads scenario scripts and says what is wrong in them; runs nothing.",
        description = {"", "A problem is told as FILE:LINE:COLUMN: what is wrong; what is expected."},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:all can be run", "2:something is wrong"},
        footerHeading = "%nExamples:%n",
        footer = {
            "  twinstack validate scenarios",
            "  twinstack validate --schema > scenario.schema.json    for your editor"
        })
public final class ValidateCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(arity = "0..*", paramLabel = "PATH", description = "Scripts, or directories with *.yaml scripts.")
    private List<Path> paths = new ArrayList<>();

    @Option(names = "--schema", description = "Prints the language's JSON schema.")
    private boolean schema;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    @SuppressWarnings("UnusedVariable") // picocli looks at it
    private boolean help;

    @Override
    public Integer call() {
        CommandLine line = line();
        PrintWriter out = line.getOut();
        if (schema) {
            out.print(ScriptSchema.published());
            out.flush();
            return 0;
        }
        if (paths.isEmpty()) {
            throw new CommandLine.ParameterException(line, "Say what to validate: a script or a directory.");
        }
        ScriptFiles files = ScriptFiles.read(paths);
        files.problems().forEach(line.getErr()::println);
        line.getErr().flush();
        if (files.problems().isEmpty()) {
            long steps = files.scripts().stream()
                    .mapToLong(script -> script.steps().size())
                    .sum();
            out.println("valid: " + files.scripts().size() + " scripts, " + steps + " steps");
            out.flush();
            return 0;
        }
        return 2;
    }

    private CommandLine line() {
        if (spec == null) {
            throw new IllegalStateException("ValidateCommand runs through picocli only");
        }
        return spec.commandLine();
    }
}
