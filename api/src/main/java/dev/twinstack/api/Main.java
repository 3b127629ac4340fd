package dev.twinstack.api;

import dev.twinstack.api.cli.Surroundings;
import dev.twinstack.api.cli.Twinstack;
import dev.twinstack.api.console.Version;
import dev.twinstack.emulator.system.Cloud;
import dev.twinstack.scenarios.RunningTwin;
import java.nio.file.Path;

/**
 * The program. The launcher says through system properties where it lives ({@code twinstack.home}) and where data is
 * kept unless a command says otherwise ({@code twinstack.data}).
 */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals("up")) {
            // Reading the options takes as long as what comes before any twin: half the time for both at once.
            Thread.ofPlatform().daemon().name("prepare").start(Cloud::prepare);
        }
        Path home = Path.of(System.getProperty("twinstack.home", ""));
        Path data = Path.of(System.getProperty("twinstack.data", System.getProperty("user.home") + "/.twinstack"));
        System.exit(Twinstack.execute(
                new Surroundings(home, data, Version.current(), Twin::start, new EmbeddedTwin(), Main::untilStopped),
                args));
    }

    /**
     * Returns only if the twin ends by itself, as a node does that others have given up. Otherwise the process ends by a
     * signal (SIGINT, SIGTERM), and the twin closes before it does.
     */
    private static void untilStopped(RunningTwin twin) {
        Runtime.getRuntime().addShutdownHook(new Thread(twin::close, "close"));
        twin.ended().toCompletableFuture().join();
    }
}
