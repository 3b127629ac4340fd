package dev.twinstack.scenarios.run;

import dev.twinstack.scenarios.RunningTwin;
import dev.twinstack.scenarios.TwinProvider;
import dev.twinstack.scenarios.cloud.Credentials;
import dev.twinstack.scenarios.cloud.Endpoint;
import dev.twinstack.scenarios.script.Script;
import dev.twinstack.scenarios.script.Text;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code twinstack run}: runs scripts and says through its exit code whether they held. */
@Command(
        name = "run",
        header = "Runs scenario scripts against a cloud.",
        description = {
            "",
            "Without --endpoint a twin is started for the run and thrown away afterwards.",
            "Each script runs in a project of its own."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every expectation held",
            "1:an expectation or an action failed",
            "2:could not run: unreadable script, no server, login refused"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  twinstack run scenarios/dual-stack",
            "  twinstack run scenarios --tag peering --only 'hub*'",
            "  twinstack run my.yaml --endpoint http://127.0.0.1:4664",
            "  twinstack run scenarios --junit target/scenarios.xml",
            "  twinstack run my.yaml --var flavor=c4.large.2 --json | jq .held"
        })
public final class RunCommand implements Callable<Integer> {
    private static final int SHORTEST_SECRET = 4;
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);

    private final TwinProvider twins;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "PATH", description = "Scripts, or directories with *.yaml scripts.")
    private List<Path> paths = new ArrayList<>();

    @Option(names = "--endpoint", paramLabel = "URL", description = "A running cloud, with or without /v3.")
    private @Nullable String endpoint;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    @SuppressWarnings("UnusedVariable") // picocli looks at it
    private boolean help;

    @Option(names = "--user", defaultValue = "twin", description = "User name. Default: ${DEFAULT-VALUE}")
    private String user = "";

    @Option(names = "--password", defaultValue = "twin", description = "Password. Default: ${DEFAULT-VALUE}")
    private String password = "";

    @Option(names = "--domain", defaultValue = "twinstack", description = "Domain name. Default: ${DEFAULT-VALUE}")
    private String domain = "";

    @Option(names = "--region", defaultValue = "eu-de", description = "Region. Default: ${DEFAULT-VALUE}")
    private String region = "";

    @Option(
            names = "--project",
            defaultValue = "",
            description = "Run every script in this project instead of one of its own.")
    private String project = "";

    @Option(names = "--var", paramLabel = "NAME=VALUE", description = "Overrides a variable of the scripts.")
    private Map<String, String> variables = new LinkedHashMap<>();

    @Option(
            names = "--tag",
            paramLabel = "TAG",
            description = "Only scripts with this tag; with ! before it, only those without.")
    private List<String> tags = new ArrayList<>();

    @Option(names = "--only", paramLabel = "GLOB", description = "Only scripts whose file's or own name matches.")
    private List<String> only = new ArrayList<>();

    @Option(names = "--junit", paramLabel = "FILE", description = "Writes JUnit XML, a test case for every step.")
    private @Nullable Path junit;

    @Option(names = "--json-file", paramLabel = "FILE", description = "Writes the results as JSON.")
    private @Nullable Path jsonFile;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Writes one page with drawings, timelines, and the path or blocker of each flow.")
    private @Nullable Path html;

    @Option(names = "--json", description = "Prints the results as JSON instead of the report.")
    private boolean json;

    @Option(
            names = "--no-twin-steps",
            description = "Skips steps only a twin can answer (reachability, guests), for a real cloud.")
    private boolean noTwinSteps;

    public RunCommand(TwinProvider twins) {
        this.twins = twins;
    }

    @Override
    public Integer call() {
        ScriptFiles files = ScriptFiles.read(paths, variables);
        List<Script> scripts = new Selection(tags, only).of(files.scripts());
        List<String> problems = new ArrayList<>(files.problems());
        if (problems.isEmpty()) {
            problems.addAll(unfit(files.scripts(), scripts));
        }
        if (!problems.isEmpty()) {
            problems.forEach(err()::println);
            err().flush();
            return 2;
        }
        if (endpoint != null) {
            return run(scripts, root(endpoint));
        }
        try (RunningTwin twin = twins.start()) {
            return run(scripts, twin.endpoint());
        }
    }

    /** What only the command line can get wrong. */
    private List<String> unfit(List<Script> all, List<Script> chosen) {
        List<String> problems = new ArrayList<>();
        if (all.isEmpty()) {
            problems.add("there is nothing to run but parts, which other scripts include");
        } else if (chosen.isEmpty()) {
            problems.add("no script is left by --tag and --only; the tags are "
                    + all.stream()
                            .flatMap(script -> script.tags().stream())
                            .distinct()
                            .sorted()
                            .toList());
        }
        for (String name : variables.keySet()) {
            if (all.stream()
                    .noneMatch(script -> script.variables().containsKey(name)
                            || script.secrets().containsKey(name))) {
                problems.add("--var " + name + ": no script has a variable of that name");
            }
        }
        for (Script script : chosen) {
            script.secrets().forEach((name, value) -> {
                if (value == Text.Unset.UNSET) {
                    problems.add(script.file() + ": the secret '" + name + "' has to be given: --var " + name + "=…");
                } else if (value instanceof Text.Written written
                        && written.raw().length() < SHORTEST_SECRET) {
                    problems.add(written.where() + ": the secret '" + name + "' has fewer than " + SHORTEST_SECRET
                            + " characters, and would be masked everywhere");
                }
            });
        }
        return problems.stream().distinct().toList();
    }

    private URI root(String address) {
        try {
            URI root = Endpoint.root(address);
            if (root.getHost() == null) {
                throw new CommandLine.ParameterException(
                        line(), "--endpoint needs a URL such as http://127.0.0.1:4664");
            }
            return root;
        } catch (IllegalArgumentException e) {
            throw new CommandLine.ParameterException(line(), "--endpoint is not a URL: " + e.getMessage(), e);
        }
    }

    private int run(List<Script> scripts, URI root) {
        boolean colour = CommandLine.Help.Ansi.AUTO.enabled();
        Report report = json ? new Report() {} : new TerminalReport(out(), colour);
        RunSettings settings = new RunSettings(project, suffix(), !noTwinSteps, html != null);
        Endpoint where = new Endpoint(root, new Credentials(user, password, domain), region);
        List<ScriptResult> results;
        try (HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_WITHIN)
                .build()) {
            results = new Runner(http, where, settings, report).run(scripts);
        }
        if (json) {
            out().println(JsonReport.of(results));
        }
        if (!write(results) || results.stream().anyMatch(result -> !result.ran())) {
            return 2;
        }
        return results.stream().allMatch(ScriptResult::held) ? 0 : 1;
    }

    private boolean write(List<ScriptResult> results) {
        try {
            if (junit != null) {
                ReportFiles.junit(results, junit);
            }
            if (jsonFile != null) {
                ReportFiles.json(results, jsonFile);
            }
            if (html != null) {
                ReportFiles.html(results, html);
            }
            return true;
        } catch (IOException e) {
            err().println("cannot write a report: " + e.getMessage());
            return false;
        }
    }

    private static String suffix() {
        return String.format(Locale.ROOT, "%06x", new SecureRandom().nextInt(1 << 24));
    }

    private CommandLine line() {
        if (spec == null) {
            throw new IllegalStateException("RunCommand runs through picocli only");
        }
        return spec.commandLine();
    }

    private PrintWriter out() {
        return line().getOut();
    }

    private PrintWriter err() {
        return line().getErr();
    }
}
