package dev.twinstack.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twinstack.scenarios.cloud.Cloud;
import dev.twinstack.scenarios.cloud.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code twinstack record}: turns what clients do in a project of a running twin into a script. */
@Command(
        name = "record",
        header = "Records what clients do on a running twin, as a scenario script to run and edit.",
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "2:could not: no twin, or nothing is recorded"},
        footerHeading = "%nExamples:%n",
        footer = {
            "  twinstack record start",
            "  terraform apply",
            "  twinstack record stop -o apply.yaml",
            "  twinstack run apply.yaml"
        })
final class RecordCommand implements Callable<Integer> {
    /** What to do. */
    enum Deed {
        START,
        STOP
    }

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    @SuppressWarnings("UnusedVariable") // the command line reads it by reflection
    private HelpOption help = new HelpOption();

    @Parameters(index = "0", paramLabel = "start|stop", description = "Begin anew, or end and write the script.")
    private Deed deed = Deed.START;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where stop writes the script. Default: the terminal")
    private @Nullable Path output;

    @Mixin
    private TwinOptions twin = new TwinOptions();

    @Override
    public Integer call() {
        Terminal terminal = Terminal.of(spec);
        if (deed == Deed.START) {
            String project = twin.ask(cloud -> {
                record(cloud, true);
                return cloud.projectName();
            });
            terminal.out().println("recording what is done in project " + project);
        } else {
            JsonNode recording = twin.ask(cloud -> {
                record(cloud, false);
                return cloud.get(cloud.twin("/recording"));
            });
            write(terminal, recording);
        }
        terminal.out().flush();
        return 0;
    }

    private void write(Terminal terminal, JsonNode recording) {
        String script = recording.path("script").asText();
        if (output == null) {
            terminal.out().print(script);
            return;
        }
        try {
            Files.writeString(output, script);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + output, e);
        }
        terminal.out().println("wrote " + recording.path("calls").asText() + " calls to " + output);
    }

    private static void record(Cloud cloud, boolean on) {
        cloud.call("POST", cloud.twin("/recording"), Json.object().put("recording", on));
    }
}
