package dev.twinstack.api.cli;

import dev.twinstack.scenarios.load.LoadCommand;
import dev.twinstack.scenarios.run.RunCommand;
import dev.twinstack.scenarios.run.ValidateCommand;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code twinstack}, which has only sub-commands. */
@Command(
        name = "twinstack",
        header = "A cloud's network on your machine: VPCs, subnets, NICs, EIPs, behind the real API.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  twinstack run scenarios/dual-stack    watch the dual-stack page happen",
            "  twinstack up                          start a twin on port 4664",
            "  eval \"$(twinstack env)\"               point clients of this shell at it",
            "  twinstack COMMAND --help              what a command can do"
        })
public final class Twinstack implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    @SuppressWarnings("UnusedVariable") // the command line reads it by reflection
    private HelpOption help = new HelpOption();

    private Twinstack() {}

    /** {@return the exit code} */
    public static int execute(Surroundings surroundings, String... args) {
        return commandLine(surroundings, args).execute(args);
    }

    /**
     * {@return what parses and runs the arguments}
     *
     * Sets up only the command they name, since setting one up means reading its annotations, and starting a twin is
     * to be quick.
     */
    static CommandLine commandLine(Surroundings surroundings, String... args) {
        Map<String, Supplier<Object>> commands = commands(surroundings);
        CommandLine line = new CommandLine(new Twinstack());
        String asked = args.length > 0 ? args[0] : "";
        if (commands.containsKey(asked)) {
            commands.keySet().retainAll(java.util.Set.of(asked));
        }
        commands.forEach((name, command) -> line.addSubcommand(name, command.get()));
        return line.setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Refusals::misused)
                .setExecutionExceptionHandler(Refusals::failed);
    }

    private static Map<String, Supplier<Object>> commands(Surroundings surroundings) {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("up", () -> new UpCommand(surroundings));
        commands.put("run", () -> new RunCommand(surroundings.embedded()));
        commands.put("validate", ValidateCommand::new);
        commands.put("record", RecordCommand::new);
        commands.put("load", () -> new LoadCommand(surroundings.embedded()));
        commands.put("env", EnvCommand::new);
        commands.put("trace", TraceCommand::new);
        commands.put("guest", GuestCommand::new);
        commands.put("tail", TailCommand::new);
        commands.put("doctor", () -> new DoctorCommand(surroundings));
        commands.put("version", () -> new VersionCommand(surroundings));
        commands.put("warm-up", () -> new WarmUpCommand(surroundings));
        return commands;
    }

    @Override
    public void run() {
        if (spec == null) {
            throw new IllegalStateException("Twinstack runs through picocli only");
        }
        throw new ParameterException(spec.commandLine(), "Say what to do: a command is missing.");
    }
}
