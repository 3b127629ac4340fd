package dev.twinstack.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.twinstack.scenarios.cloud.Cloud;
import dev.twinstack.scenarios.cloud.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code twinstack guest}: stands in for logging in to a server (SEED-28, SEED-29). */
@Command(
        name = "guest",
        header = "Does what one does inside a server: looks at its interfaces, enables its IPv6.",
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "2:could not: no twin, no such server, or it is not running"},
        footerHeading = "%nExamples:%n",
        footer = {"  twinstack guest web ifconfig", "  twinstack guest web enable-ipv6"})
final class GuestCommand implements Callable<Integer> {
    /** What can be done in a guest. */
    enum Deed {
        IFCONFIG("GET", "ifconfig"),
        ENABLE_IPV6("POST", "enable-ipv6");

        private final String method;
        private final String word;

        Deed(String method, String word) {
            this.method = method;
            this.word = word;
        }

        /** The word, which is how picocli lists and reads the values. */
        @Override
        public String toString() {
            return word;
        }
    }

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    @SuppressWarnings("UnusedVariable") // the command line reads it by reflection
    private HelpOption help = new HelpOption();

    @Parameters(index = "0", paramLabel = "SERVER", description = "Its name or id.")
    private String server = "";

    @Parameters(index = "1", paramLabel = "ifconfig|enable-ipv6", description = "What to do in it.")
    private Deed deed = Deed.IFCONFIG;

    @Option(names = "--json", description = "Print the whole answer as JSON.")
    private boolean json;

    @Mixin
    private TwinOptions twin = new TwinOptions();

    @Override
    public Integer call() {
        JsonNode guest = twin.ask(cloud -> cloud.call(
                deed.method, cloud.twin("/guest/" + id(cloud) + "/" + deed.word), MissingNode.getInstance()));
        Terminal terminal = Terminal.of(spec);
        terminal.out()
                .println(json ? Json.pretty(guest) : guest.path("text").asText().stripTrailing());
        terminal.out().flush();
        return 0;
    }

    /** {@return the id of the one server called so; the text itself if none is, since it may be an id} */
    private String id(Cloud cloud) {
        List<String> ids = new ArrayList<>();
        for (JsonNode each : cloud.get(cloud.url("compute", "/servers")).path("servers")) {
            if (each.path("name").asText().equals(server)) {
                ids.add(each.path("id").asText());
            }
        }
        if (ids.size() > 1) {
            throw new Refusals.Refusal(
                    "several servers are called " + server + ": " + String.join(", ", ids) + ". Name one by its id.");
        }
        return ids.isEmpty() ? server : ids.getFirst();
    }
}
