package dev.twinstack.api.cli;

import dev.twinstack.scenarios.RunningTwin;
import dev.twinstack.scenarios.TwinProvider;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * What commands need of the process they run in.
 *
 * @param home where the launcher lives
 * @param data where data is kept unless a command says otherwise
 * @param embedded starts the twin of a scenario run
 * @param untilStopped keeps a twin up until the process is told to stop, then closes it
 */
public record Surroundings(
        Path home,
        Path data,
        String version,
        TwinStarter twins,
        TwinProvider embedded,
        Consumer<RunningTwin> untilStopped) {}
