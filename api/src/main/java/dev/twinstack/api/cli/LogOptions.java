package dev.twinstack.api.cli;

import dev.twinstack.api.log.Logging;
import picocli.CommandLine.Option;

/** What a twin logs, to the error stream. */
final class LogOptions {
    @Option(
            names = "--log",
            paramLabel = "text|json",
            defaultValue = "text",
            description = "The form of a line of the log. Default: ${DEFAULT-VALUE}")
    private Logging.Format format = Logging.Format.TEXT;

    @Option(
            names = "--log-requests",
            description = "Log a line for each request, with its id, operation, status and duration.")
    private boolean requests;

    void apply() {
        Logging.configure(format, requests);
    }
}
