package dev.twinstack.scenarios.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twinstack.scenarios.RunningTwin;
import dev.twinstack.scenarios.TwinProvider;
import dev.twinstack.scenarios.cloud.Cloud;
import dev.twinstack.scenarios.cloud.CloudException;
import dev.twinstack.scenarios.cloud.Credentials;
import dev.twinstack.scenarios.cloud.Endpoint;
import dev.twinstack.scenarios.script.Script;
import java.io.PrintWriter;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code twinstack mend}: what stops a script's first flow, what the answer says to do, and whether that helps. */
@Command(
        name = "mend",
        header = "Mends what a script shows to be broken, as the trace says, and asks again.",
        description = {
            "",
            "Each script is run on a twin of its own up to the first flow that does not arrive. The remedies of the",
            "answer are sent as they are, and the same flow is asked for again. Where the answer leaves a choice to",
            "somebody, the script's own next steps are taken; those are marked with *."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:every flow arrives afterwards", "1:one does not", "2:a script could not be read or run"},
        footerHeading = "%nExamples:%n",
        footer = {"  twinstack mend scenarios/library/mistakes"})
public final class MendCommand implements Callable<Integer> {
    private static final Pattern ID =
            Pattern.compile("\\b([0-9a-f]{8})-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\b");
    private static final String REGION = "eu-de";
    private static final String ROW = "%-4s%-58s%-37s%-21s%-13s%s%n";

    private final TwinProvider twins;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "PATH", description = "Scripts, or directories with *.yaml scripts.")
    private List<Path> paths = new ArrayList<>();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    @SuppressWarnings("UnusedVariable") // picocli looks at it
    private boolean help;

    public MendCommand(TwinProvider twins) {
        this.twins = twins;
    }

    @Override
    public Integer call() {
        CommandLine line = line();
        ScriptFiles files = ScriptFiles.read(paths);
        files.problems().forEach(line.getErr()::println);
        line.getErr().flush();
        if (!files.problems().isEmpty()) {
            return 2;
        }
        line.getOut().printf(ROW, "", "mistake", "code", "rule", "afterwards", "fix");
        try (RunningTwin twin = twins.start();
                HttpClient http = HttpClient.newHttpClient()) {
            return mend(files.scripts(), twin, http, line);
        }
    }

    private static int mend(List<Script> scripts, RunningTwin twin, HttpClient http, CommandLine line) {
        Endpoint endpoint = new Endpoint(twin.endpoint(), new Credentials("twin", "twin", "twinstack"), REGION);
        int result = 0;
        for (int i = 0; i < scripts.size(); i++) {
            Script script = scripts.get(i);
            try {
                Cloud cloud = Cloud.signIn(http, endpoint, REGION + "_mend-" + i);
                Mended mended = Mended.of(script, cloud);
                row(line.getOut(), i + 1, mended);
                result = mended.arrives() ? result : Math.max(result, 1);
            } catch (IllegalStateException | CloudException failed) {
                line.getErr().println(script.file() + ": " + failed.getMessage());
                line.getErr().flush();
                result = 2;
            }
        }
        return result;
    }

    private static void row(PrintWriter out, int number, Mended mended) {
        JsonNode blocker = mended.before().path("blockers").path(0);
        List<String> cites =
                blocker.path("cites").valueStream().map(JsonNode::asText).toList();
        String fix = String.join(
                mended.byAnswer() ? " " : "; ",
                mended.done().stream().map(MendCommand::brief).toList());
        out.printf(
                ROW,
                number,
                mended.script().title(),
                mended.before().path("disposition").asText(),
                String.join(" ", cites),
                mended.after().path("reachable").asBoolean() ? "reachable" : "unreachable",
                mended.byAnswer() ? fix : "* " + fix);
        out.flush();
    }

    /** Ids as the console shows them in lists: their beginning. */
    private static String brief(String text) {
        return ID.matcher(text).replaceAll("$1…");
    }

    private CommandLine line() {
        if (spec == null) {
            throw new IllegalStateException("MendCommand runs through picocli only");
        }
        return spec.commandLine();
    }
}
