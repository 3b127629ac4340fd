package dev.twinstack.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twinstack.scenarios.cloud.CloudException;
import dev.twinstack.scenarios.cloud.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code twinstack tail}: follows what changes in a project of a running twin. */
@Command(
        name = "tail",
        header = "Follows what changes in a project, and which request changed it.",
        description = {
            "",
            "A line for each event: when, the project's revision with it, what happened to what, and the operation and",
            "id of the request. When the twin restarts, it goes on where it was: nothing is missed, nothing comes twice."
        },
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:as many events were seen as --count says",
            "2:no twin, or it has gone; no such revision or type"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  twinstack tail",
            "  twinstack tail --type subnet --type port",
            "  twinstack tail --since 0 --type vpc            all that has ever happened to VPCs",
            "  twinstack tail --json --count 10 | jq .event"
        })
final class TailCommand implements Callable<Integer> {
    private static final Duration PAUSE = Duration.ofMillis(500);
    /** How often it is looked for a twin that has gone. */
    private static final int ATTEMPTS = 60;

    private static final int UNAUTHORIZED = 401;
    private static final int OK = 200;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    @SuppressWarnings("UnusedVariable") // the command line reads it by reflection
    private HelpOption help = new HelpOption();

    @Option(
            names = "--since",
            paramLabel = "REVISION",
            description = "All that has happened after this revision, then what happens. Default: from now on.")
    private @Nullable Long since;

    @Option(names = "--type", paramLabel = "TYPE", description = "Only events of such resources; may be repeated.")
    private List<String> types = List.of();

    @Option(names = "--count", paramLabel = "NUMBER", description = "End after so many events. Default: never")
    private long count = Long.MAX_VALUE;

    @Option(names = "--json", description = "Print each event as a line of JSON.")
    private boolean json;

    @Mixin
    private TwinOptions twin = new TwinOptions();

    /** The id of the last event; blank before the first. */
    private String last = "";

    private record Session(URI root, String token) {}

    @Override
    public Integer call() throws InterruptedException {
        Session session = signIn();
        int attempts = 0;
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            while (count > 0) {
                try {
                    session = follow(http, session) ? session : signIn();
                    attempts = 0;
                } catch (IOException | UncheckedIOException | CloudException.Unreachable gone) {
                    if (++attempts >= ATTEMPTS) {
                        throw new Refusals.Refusal("the twin at " + session.root() + " has gone.", gone);
                    }
                }
                if (count > 0) {
                    Thread.sleep(PAUSE);
                }
            }
        }
        return 0;
    }

    private Session signIn() {
        return twin.ask(cloud -> new Session(cloud.root(), cloud.token()));
    }

    /** {@return whether the session still holds} Returns when the stream ends or enough was seen. */
    private boolean follow(HttpClient http, Session session) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(session.root() + "/_twinstack/events" + query()))
                .header("X-Auth-Token", session.token());
        if (!last.isEmpty()) {
            request.header("Last-Event-ID", last);
        }
        HttpResponse<Stream<String>> response = http.send(request.build(), HttpResponse.BodyHandlers.ofLines());
        try (Stream<String> lines = response.body()) {
            if (response.statusCode() == UNAUTHORIZED) {
                return false;
            }
            if (response.statusCode() != OK) {
                throw new Refusals.Refusal(complaint(response.statusCode(), String.join(" ", lines.toList())));
            }
            Iterator<String> each = lines.iterator();
            Optional<ServerSentEvent> event = ServerSentEvent.next(each);
            while (event.isPresent() && count > 0) {
                show(event.get());
                event = count > 0 ? ServerSentEvent.next(each) : Optional.empty();
            }
        }
        return true;
    }

    /** Where to begin is asked once; then the id of the last event tells. */
    private String query() {
        StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
        if (last.isEmpty() && since != null) {
            query.add("since=" + since);
        }
        types.forEach(type -> query.add("type=" + URLEncoder.encode(type, StandardCharsets.UTF_8)));
        return query.toString();
    }

    private static String complaint(int status, String body) {
        JsonNode message = Json.read(body).at("/error/message");
        return message.isTextual() ? message.asText() : "the twin answered " + status + ": " + body;
    }

    private void show(ServerSentEvent event) {
        last = event.id();
        Terminal terminal = Terminal.of(spec);
        switch (event.name()) {
            case "ready" -> {}
            case "missed" -> {
                JsonNode missed = Json.read(event.data());
                terminal.err()
                        .println("twinstack: the twin has other data than before, without a revision "
                                + missed.path("from").asText() + "; going on after "
                                + missed.path("to").asText() + ".");
                terminal.err().flush();
            }
            default -> {
                JsonNode change = Json.read(event.data());
                terminal.out().println(json ? event.data() : TailLine.of(change));
                terminal.out().flush();
                count--;
            }
        }
    }
}
