package dev.twinstack.api.cli;

import dev.twinstack.api.identity.AuthSettings;
import dev.twinstack.emulator.journal.JournalSettings;
import dev.twinstack.emulator.region.RegionSettings;
import dev.twinstack.emulator.system.CloudSettings;
import dev.twinstack.scenarios.RunningTwin;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code twinstack warm-up}: does what a twin does, for some seconds, on a directory of its own. The launcher runs it
 * once for each build, while the virtual machine notes which classes and methods a start needs.
 */
@Command(name = "warm-up", hidden = true, header = "Trains the fast start; the launcher runs it.")
final class WarmUpCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    @SuppressWarnings("UnusedVariable") // the command line reads it by reflection
    private HelpOption help = new HelpOption();

    @Option(names = "--seconds", defaultValue = "6", description = "How long. Default: ${DEFAULT-VALUE}")
    private int seconds;

    WarmUpCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        Twinstack.commandLine(surroundings, "up").parseArgs("up", "--port", "0");
        Path data = Files.createTempDirectory("twinstack-warm-up");
        try {
            try (RunningTwin twin = start(data)) {
                scenarios(twin);
                RequestMix.against(twin.endpoint()).runUntil(end);
            }
            // Once more on what is there now: reading a journal is part of a start.
            try (RunningTwin twin = start(data)) {
                RequestMix.against(twin.endpoint()).runUntil(0);
            }
            return 0;
        } finally {
            delete(data);
        }
    }

    private RunningTwin start(Path data) {
        return surroundings
                .twins()
                .start(
                        CloudSettings.of(new JournalSettings.Directory(data), RegionSettings.of("eu-de")),
                        AuthSettings.lenient(),
                        "127.0.0.1",
                        0);
    }

    /** The scripts touch every kind of resource. Whether they hold is not the question here. */
    private void scenarios(RunningTwin twin) {
        Path scripts = surroundings.home().resolve("scenarios/dual-stack");
        if (Files.isDirectory(scripts)) {
            PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
            List<String> args = List.of(
                    "run", scripts.toString(), "--endpoint", twin.endpoint().toString());
            CommandLine line = Twinstack.commandLine(surroundings, "run");
            line.setOut(nowhere).setErr(nowhere).execute(args.toArray(String[]::new));
        }
    }

    private static void delete(Path dir) throws IOException {
        try (Stream<Path> files = Files.walk(dir)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
