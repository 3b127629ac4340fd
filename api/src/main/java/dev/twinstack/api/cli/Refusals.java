package dev.twinstack.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twinstack.emulator.journal.JournalException;
import dev.twinstack.scenarios.cloud.CloudException;
import dev.twinstack.scenarios.cloud.Exchange;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Words what stopped a command: one line for what the user can mend, a stack trace for our own defects. */
final class Refusals {
    static final int COULD_NOT_RUN = CommandLine.ExitCode.USAGE;

    private Refusals() {}

    /** A command stops with this when it knows what is wrong; the message is for the user. */
    static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refusal(String message, Throwable cause) {
            super(message, cause);
        }

        Refusal(String message) {
            super(message);
        }
    }

    static int misused(ParameterException error, String[] args) {
        CommandLine line = error.getCommandLine();
        PrintWriter err = line.getErr();
        err.println("twinstack: " + error.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(error, err);
        err.println("See: " + line.getCommandSpec().qualifiedName() + " --help");
        return COULD_NOT_RUN;
    }

    static int failed(Exception error, CommandLine line, ParseResult parsed) {
        Optional<String> known = known(error);
        known.ifPresentOrElse(message -> line.getErr().println("twinstack: " + message), () -> {
            line.getErr().println("twinstack: a defect stopped this command; please report it with what follows.");
            error.printStackTrace(line.getErr());
        });
        return COULD_NOT_RUN;
    }

    private static Optional<String> known(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof CloudException.Refused refused) {
                return Optional.of(complaint(refused.exchange()));
            }
            if (cause instanceof CloudException.Unreachable) {
                return Optional.of(cause.getMessage() + ". Is a twin up there? To start one: twinstack up");
            }
            if (cause instanceof Refusal || cause instanceof JournalException || cause instanceof CloudException) {
                return Optional.ofNullable(cause.getMessage());
            }
        }
        return Optional.empty();
    }

    /** {@return what a twin said, in its own words if it had any} */
    private static String complaint(Exchange exchange) {
        JsonNode answer = exchange.answer();
        for (JsonNode object : List.of(answer, answer.path("error"), answer.path("NeutronError"))) {
            for (String name : List.of("message", "error_msg")) {
                if (object.path(name).isTextual()) {
                    return object.path(name).asText();
                }
            }
        }
        return exchange.method() + " " + exchange.url() + " was answered " + exchange.status();
    }
}
