package dev.twinstack.api.cli;

import dev.twinstack.api.identity.AuthSettings;
import dev.twinstack.api.identity.Identities;
import dev.twinstack.emulator.journal.JournalSettings;
import dev.twinstack.emulator.region.RegionSettings;
import dev.twinstack.emulator.system.CloudSettings;
import dev.twinstack.emulator.system.Membership;
import dev.twinstack.scenarios.RunningTwin;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code twinstack up}: serves a twin until the process is told to stop. */
@Command(
        name = "up",
        header = "Starts a twin and serves it until it is stopped (Ctrl-C).",
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "2:could not start: the port or the data is in use, or cannot be opened",
            "3:ended by itself: the other nodes have given this one up; start it again"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  twinstack up",
            "  twinstack up --port 0 --memory --ready-file twin.url",
            "  twinstack up --data ./my-cloud --quota publicIp=50 --quota vpc=-1",
            "  twinstack up --timing otc --timing-speed 20",
            "  twinstack up --log json --log-requests",
            "  twinstack up --database \"jdbc:postgresql://localhost/twin?user=me&password=secret\"",
            "  twinstack up --database \"$URL\" --join 10.0.0.5 --bind 0.0.0.0    (the same on every node)"
        })
final class UpCommand implements Callable<Integer> {
    private static final int GIVEN_UP = 3;

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
            description = "Default: ${DEFAULT-VALUE}; 0 picks a free one.")
    private int port;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "The address to listen on. Default: ${DEFAULT-VALUE}")
    private String bind = "";

    @Mixin
    private StorageOptions storage = new StorageOptions();

    @Option(
            names = "--join",
            paramLabel = "HOST[:PORT]",
            converter = NodeAddress.class,
            description = "Be one node of all that are started with the same --database. This is where the others reach"
                    + " this one; nodes talk to each other on PORT, default " + NodeAddress.USUAL + ".")
    private Membership membership = Membership.ALONE;

    @Mixin
    private RegionOptions region = new RegionOptions();

    @Mixin
    private TimingOptions timing = new TimingOptions();

    @Mixin
    private LogOptions log = new LogOptions();

    @Option(
            names = "--auth",
            paramLabel = "lenient|strict",
            defaultValue = "lenient",
            description = "Whether the signatures of AK/SK requests are verified. Default: ${DEFAULT-VALUE}")
    private AuthSettings.Mode auth = AuthSettings.Mode.LENIENT;

    @Option(
            names = "--project",
            paramLabel = "NAME",
            description = "The project that is told to clients. Any other can be named, too. Default: REGION_twin")
    private @Nullable String project;

    @Option(
            names = "--ready-file",
            paramLabel = "FILE",
            description = "Write the endpoint into this file once the twin answers.")
    private @Nullable Path readyFile;

    UpCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        log.apply();
        RegionSettings region = this.region.settings();
        JournalSettings journal = storage.settings(surroundings);
        if (readyFile != null) {
            remove(readyFile);
        }
        RunningTwin twin =
                start(CloudSettings.of(journal, region).with(timing.timing()).with(membership));
        try {
            tell(twin.endpoint(), region.name(), StorageOptions.place(journal) + timing.words());
            if (readyFile != null) {
                write(readyFile, twin.endpoint());
            }
        } catch (RuntimeException failed) {
            twin.close();
            throw failed;
        }
        surroundings.untilStopped().accept(twin);
        return twin.ended().toCompletableFuture().isDone() ? GIVEN_UP : 0;
    }

    private RunningTwin start(CloudSettings settings) {
        InetAddress address = address();
        if (!address.isLoopbackAddress()) {
            Terminal.of(spec)
                    .err()
                    .println("twinstack: warning: " + bind + " is not a loopback address. Whoever reaches it can use"
                            + " this twin, with any name and password.");
        }
        try {
            return surroundings.twins().start(settings, new AuthSettings(auth, AuthSettings.LOCAL_SECRET), bind, port);
        } catch (RuntimeException failed) {
            for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
                if (cause instanceof BindException) {
                    throw new Refusals.Refusal("cannot listen on " + bind + " port " + port + " (" + cause.getMessage()
                            + "). Stop what uses it, or take another: --port 0 picks a free one.");
                }
            }
            throw failed;
        }
    }

    private InetAddress address() {
        try {
            return InetAddress.getByName(bind);
        } catch (UnknownHostException unknown) {
            throw new Refusals.Refusal("--bind " + bind + " is no address of this machine.", unknown);
        }
    }

    private void tell(URI endpoint, String region, String place) {
        Terminal terminal = Terminal.of(spec);
        terminal.out()
                .println("Twinstack " + surroundings.version() + " is up at " + terminal.bold(endpoint.toString())
                        + ", region " + region + ", data " + place + ".");
        terminal.out().println("Point a client at it (all settings: twinstack env --endpoint " + endpoint + "):");
        new ClientSettings(endpoint, region, project == null ? Identities.defaultProject(region) : project)
                .essential()
                .forEach(line -> terminal.out().println("  " + line));
        terminal.out().flush();
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failed) {
            throw unwritable(file, failed);
        }
    }

    /** Moved into place, so that whoever waits for it never reads half an address. */
    private static void write(Path file, URI endpoint) {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.writeString(part, endpoint + "\n");
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw unwritable(file, failed);
        }
    }

    private static Refusals.Refusal unwritable(Path file, IOException failed) {
        return new Refusals.Refusal("the ready file " + file + " cannot be written (" + failed + ").", failed);
    }
}
