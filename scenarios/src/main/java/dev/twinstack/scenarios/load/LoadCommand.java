package dev.twinstack.scenarios.load;

import dev.twinstack.scenarios.RunningTwin;
import dev.twinstack.scenarios.TwinProvider;
import dev.twinstack.scenarios.cloud.CloudException;
import dev.twinstack.scenarios.cloud.Endpoint;
import dev.twinstack.scenarios.load.inject.Share;
import dev.twinstack.scenarios.load.inject.Stage;
import dev.twinstack.scenarios.load.measure.Pulse;
import dev.twinstack.scenarios.load.measure.Results;
import dev.twinstack.scenarios.load.measure.Verdicts;
import dev.twinstack.scenarios.load.plan.Plan;
import dev.twinstack.scenarios.load.plan.PlanReader;
import dev.twinstack.scenarios.load.report.LiveView;
import dev.twinstack.scenarios.load.report.ReportFiles;
import dev.twinstack.scenarios.load.report.ResultsJson;
import dev.twinstack.scenarios.load.report.TextReport;
import dev.twinstack.scenarios.script.ScriptException;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code twinstack load}: brings a planned load to a cloud and says through its exit code whether it held up. */
@Command(
        name = "load",
        header = "Brings a planned load to a cloud and measures how it holds up.",
        description = {
            "",
            "Latency counts from when a request should have been sent, so that waiting is",
            "not forgotten; the uncorrected figures stand beside it. The load runs in",
            "throw-away projects, which are emptied in the end.",
            "",
            "Without --endpoint and OS_AUTH_URL a twin is started for the run; it shares",
            "this machine's processors."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:it ran, every gate held, and nothing is left",
            "1:a gate was lost",
            "2:could not run: unreadable plan, no server, login refused, preparation failed",
            "3:every gate held, but something could not be deleted"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  twinstack load scenarios/load/vpc-burst.yaml",
            "  twinstack load my.yaml --endpoint http://127.0.0.1:4664 --out target/load",
            "  twinstack load my.yaml --var rate=200/s --baseline target/load/results.json",
            "  twinstack load my.yaml --check              says what it would do",
            "",
            "Two injectors, and what they measured together:",
            "  twinstack load my.yaml --share 1/2 --out a",
            "  twinstack load my.yaml --share 2/2 --out b",
            "  twinstack load my.yaml --merge a/results.json --merge b/results.json"
        })
public final class LoadCommand implements Callable<Integer> {
    private static final int HELD = 0;
    private static final int LOST = 1;
    private static final int COULD_NOT_RUN = 2;
    private static final int LEFT_BEHIND = 3;

    private final TwinProvider twins;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "PLAN", description = "A load plan; see docs/load.md.")
    private Path file = Path.of("");

    @Mixin
    private CloudOptions cloud = new CloudOptions();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    @SuppressWarnings("UnusedVariable") // picocli looks at it
    private boolean help;

    @Option(names = "--var", paramLabel = "NAME=VALUE", description = "Overrides a variable of the plan.")
    private Map<String, String> variables = new LinkedHashMap<>();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Writes report.html, results.json, junit.xml and *.hgrm there.")
    private @Nullable Path out;

    @Option(names = "--json", description = "Prints the results as JSON instead of the report.")
    private boolean json;

    @Option(names = "--baseline", paramLabel = "FILE", description = "An earlier results.json, for regression gates.")
    private @Nullable Path baseline;

    @Option(
            names = "--share",
            paramLabel = "N/OF",
            defaultValue = "1/1",
            description = "Bring only this part of the load, one of several injectors.")
    private String share = "";

    @Option(
            names = "--merge",
            paramLabel = "FILE",
            description = "Runs nothing: adds up the results.json of several injectors.")
    private List<Path> merge = new ArrayList<>();

    @Option(names = "--keep-going", description = "Goes on to the end when a gate is lost.")
    private boolean keepGoing;

    @Option(names = "--check", description = "Reads the plan and says what it would do; sends nothing.")
    private boolean check;

    public LoadCommand(TwinProvider twins) {
        this.twins = twins;
    }

    @Override
    public Integer call() {
        Plan plan;
        List<Results> before;
        Share part = part();
        try {
            plan = PlanReader.read(file.toString(), Files.readString(file), variables);
            before = baseline == null ? List.of() : List.of(results(baseline));
            if (!merge.isEmpty()) {
                Results sum = results(merge.getFirst());
                for (Path other : merge.subList(1, merge.size())) {
                    sum = sum.plus(results(other));
                }
                return told(plan, sum, before);
            }
        } catch (ScriptException e) {
            return failed(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return failed(e.getMessage() + ": cannot be read (" + e.getClass().getSimpleName() + ")");
        }
        if (check) {
            new Outline(plan).lines().forEach(out()::println);
            return HELD;
        }
        if (cloud.isItsOwn()) {
            try (RunningTwin twin = twins.start()) {
                return run(plan, part, cloud.at(twin.endpoint()), before);
            }
        }
        return run(plan, part, cloud.at(cloud.root(line())), before);
    }

    private Share part() {
        String[] parts = share.split("/", 2);
        try {
            return new Share(Integer.parseInt(parts[0]), Integer.parseInt(parts[parts.length - 1]));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(line(), "--share is a part such as 1/3, not " + share, e);
        }
    }

    private static Results results(Path path) throws IOException {
        try {
            return ResultsJson.read(Files.readString(path));
        } catch (IllegalArgumentException e) {
            throw new IOException(path + " is " + e.getMessage(), e);
        }
    }

    private int run(Plan plan, Share part, Endpoint where, List<Results> before) {
        if (cloud.isReal() && cloud.project().isEmpty()) {
            return failed("--real-cloud needs --project: a real cloud has no throw-away projects");
        }
        try (Stage stage = Stage.open(plan, where, cloud.project(), suffix())) {
            if (!cloud.isReal() && !stage.isTwin()) {
                return failed(where.root() + " is no twin; what a load makes there costs money. If that is meant, say"
                        + " --real-cloud and --project");
            }
            return run(plan, part, where.root(), stage, before);
        } catch (CloudException.Unreachable e) {
            return failed(String.valueOf(e.getMessage()));
        }
    }

    private int run(Plan plan, Share part, URI root, Stage stage, List<Results> before) {
        try {
            say("preparing " + plan.name());
            stage.prepare(part);
        } catch (Stage.Unprepared e) {
            stage.clear();
            return failed("could not prepare: " + e.getMessage());
        }
        LiveView live = new LiveView(out());
        double planned = plan.load().length().toNanos() / 1e9;
        boolean shown = shown();
        LoadRun.Watcher watcher = (Results soFar, Pulse second, double elapsed) -> {
            if (shown) {
                live.show(soFar, second, elapsed, planned);
            }
        };
        LoadRun run = new LoadRun(plan, stage, part, !keepGoing, watcher);
        Results results;
        List<String> left;
        try (Interruption _ = new Interruption(() -> run.abort("interrupted"))) {
            results = run.run(root.toString());
            live.clear();
            say("deleting what was made");
            left = stage.clear();
        }
        Results.About about = results.about();
        return told(
                plan,
                results.with(new Results.About(
                        about.plan(),
                        about.file(),
                        about.endpoint(),
                        about.startedAt(),
                        about.model(),
                        about.aborted(),
                        left)),
                before);
    }

    private int told(Plan plan, Results results, List<Results> before) {
        List<Verdicts.Verdict> verdicts = Verdicts.of(plan.gates(), results, before);
        if (json) {
            out().println(ResultsJson.of(results, verdicts).toPrettyString());
        } else {
            new TextReport(CommandLine.Help.Ansi.AUTO.enabled())
                    .of(results, verdicts)
                    .forEach(out()::println);
        }
        if (out != null) {
            try {
                ReportFiles.write(out, results, verdicts);
                say("report: " + out.resolve("report.html"));
            } catch (IOException | XMLStreamException e) {
                return failed("cannot write to " + out + ": " + e.getMessage());
            }
        }
        boolean lost = verdicts.stream().anyMatch(it -> it instanceof Verdicts.Verdict.Lost);
        return lost || !results.about().aborted().isEmpty()
                ? LOST
                : results.about().left().isEmpty() ? HELD : LEFT_BEHIND;
    }

    /** Written over each second only where somebody looks: on a terminal. */
    private boolean shown() {
        return !json && CommandLine.Help.Ansi.AUTO.enabled();
    }

    private void say(String what) {
        if (!json) {
            out().println(what);
            out().flush();
        }
    }

    private int failed(String why) {
        line().getErr().println(why);
        return COULD_NOT_RUN;
    }

    private static String suffix() {
        return String.format(Locale.ROOT, "%06x", new SecureRandom().nextInt(1 << 24));
    }

    private CommandLine line() {
        if (spec == null) {
            throw new IllegalStateException("LoadCommand runs through picocli only");
        }
        return spec.commandLine();
    }

    private PrintWriter out() {
        return line().getOut();
    }
}
