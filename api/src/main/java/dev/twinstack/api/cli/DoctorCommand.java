package dev.twinstack.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twinstack.emulator.journal.Journal;
import dev.twinstack.emulator.journal.JournalException;
import dev.twinstack.emulator.journal.JournalSettings;
import dev.twinstack.scenarios.cloud.Json;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code twinstack doctor}: looks for what would keep a twin from starting, or from starting fast, unless it is up. */
@Command(
        name = "doctor",
        header = "Checks whether a twin is up or could start here, and says what to do if not.",
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:all is well", "1:something needs mending"},
        footerHeading = "%nExamples:%n",
        footer = {"  twinstack doctor", "  twinstack doctor --port 8080 --database jdbc:postgresql://localhost/twin"})
final class DoctorCommand implements Callable<Integer> {
    private static final int NEEDED_JAVA = 25;
    private static final String CACHE_OPTION = "-XX:AOTCache=";
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(2);

    private final Surroundings surroundings;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    @SuppressWarnings("UnusedVariable") // the command line reads it by reflection
    private HelpOption help = new HelpOption();

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = Ports.USUAL,
            converter = Ports.class,
            description = "Where the twin would listen. Default: ${DEFAULT-VALUE}")
    private int port;

    @Mixin
    private StorageOptions storage = new StorageOptions();

    /** What was looked at, and what came of it. */
    private sealed interface Finding {
        record Well(String what) implements Finding {}

        record Wrong(String what, String remedy) implements Finding {}
    }

    DoctorCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Terminal terminal = Terminal.of(spec);
        int wrong = 0;
        Optional<String> running = running();
        for (Finding finding : List.of(java(), fastStart(), storage(running), port(running))) {
            switch (finding) {
                case Finding.Well(String what) -> terminal.out().println(terminal.good("ok     ") + what);
                case Finding.Wrong(String what, String remedy) -> {
                    wrong++;
                    terminal.out().println(terminal.bad("wrong  ") + what);
                    terminal.out().println("       " + remedy);
                }
            }
        }
        terminal.out().flush();
        return wrong == 0 ? 0 : 1;
    }

    private static Finding java() {
        Runtime.Version version = Runtime.version();
        return version.feature() >= NEEDED_JAVA
                ? new Finding.Well("Java " + version)
                : new Finding.Wrong(
                        "Java " + version + " is too old",
                        "Get a JDK " + NEEDED_JAVA + " (https://adoptium.net) and set JAVA_HOME to its folder.");
    }

    private Finding fastStart() {
        Optional<Path> cache = ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith(CACHE_OPTION))
                .map(argument -> Path.of(argument.substring(CACHE_OPTION.length())))
                .filter(Files::isRegularFile)
                .findFirst();
        return cache.<Finding>map(file -> new Finding.Well("fast start with " + file))
                .orElseGet(() -> new Finding.Wrong(
                        "starts slowly: no cache is in use",
                        "Start with the launcher, which makes one: "
                                + surroundings.home().resolve("twinstack")
                                + " (if it tried, see .twinstack/warm-up.log beside it; to try again, remove"
                                + " api/target/twinstack.aot.key)."));
    }

    /** {@return the twin that answers at the port, as those who find its data in use are told of it} */
    private Optional<String> running() {
        if (port == 0) {
            return Optional.empty();
        }
        try (HttpClient http =
                HttpClient.newBuilder().connectTimeout(ANSWER_WITHIN).build()) {
            HttpRequest health = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/_twinstack/health"))
                    .timeout(ANSWER_WITHIN)
                    .build();
            JsonNode answer = Json.read(
                    http.send(health, HttpResponse.BodyHandlers.ofString()).body());
            return Optional.of(answer.path("pid"))
                    .filter(JsonNode::isIntegralNumber)
                    .map(pid -> JournalException.holder(pid.asLong()));
        } catch (IOException nobodyOrNoTwin) {
            return Optional.empty();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private Finding storage(Optional<String> running) {
        JournalSettings settings = storage.settings(surroundings);
        String place = StorageOptions.place(settings);
        if (settings instanceof JournalSettings.Directory(Path dir) && !Files.exists(dir)) {
            Path parent = existing(dir.toAbsolutePath());
            return Files.isWritable(parent)
                    ? new Finding.Well("data " + place + " (new)")
                    : new Finding.Wrong(
                            "data " + place + " cannot be made", "Make it, or let this user write to " + parent + ".");
        }
        try {
            Journal.probe(settings);
            return new Finding.Well("data " + place);
        } catch (JournalException.InUse used) {
            return running.equals(Optional.of(used.holder()))
                    ? new Finding.Well("data " + place + ", held by the twin that is up")
                    : new Finding.Wrong("data " + place, String.valueOf(used.getMessage()));
        } catch (JournalException refused) {
            return new Finding.Wrong("data " + place, String.valueOf(refused.getMessage()));
        }
    }

    private static Path existing(Path path) {
        Path parent = path;
        while (!Files.exists(parent)) {
            parent = Optional.ofNullable(parent.getParent())
                    .orElseThrow(() -> new IllegalStateException("no root above " + path));
        }
        return parent;
    }

    private Finding port(Optional<String> running) {
        return running.<Finding>map(twin -> new Finding.Well("port " + port + ": a twin is up there, " + twin))
                .orElseGet(this::freePort);
    }

    private Finding freePort() {
        try (ServerSocket socket = new ServerSocket()) {
            // As the server binds: what lingers of a former one does not count.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return new Finding.Well("port " + port + " is free");
        } catch (IOException taken) {
            return new Finding.Wrong(
                    "port " + port + " cannot be used (" + taken.getMessage() + ")",
                    "Stop what uses it (it is no twin), or take another: --port.");
        }
    }
}
